import type { PostNews } from '../corrections/post-news.ts'
import { longDate } from '../record/dates.ts'
import { parseQuestionKey, questionPage } from '../record/identity.ts'
import { shortCitation } from './citation.ts'

/** A sentence with a link to what it is about. */
export interface CorrectionText {
  text: string
  link: { text: string; url: string }
}

/** The line at a message that quotes an answer; where it quotes several, with its number, and who gave it when. */
export function correctionLine(news: PostNews, several: boolean): CorrectionText {
  const cited = news.kind === 'withdrawn' ? '' : ` (${shortCitation(news.answer)})`
  const name = several ? `${numberOf(news)}${cited}: ` : ''
  switch (news.kind) {
    case 'corrected':
      return { text: `${name}Corrected on ${longDate(news.on)}:`, link: { text: 'see the change', url: pageOf(news) } }
    case 'withdrawn':
      return {
        text: `${name}Withdrawn: Parliament’s record no longer has this answer.`,
        link: { text: 'See its page', url: pageOf(news) },
      }
    case 'answered':
      return {
        text: `${name}Answered on ${longDate(news.on)}, after this holding answer:`,
        link: { text: 'see the answer', url: pageOf(news) },
      }
    case 'again':
      return {
        text: `${name}Asked again and answered on ${longDate(news.on)}:`,
        link: { text: 'see the newer answer', url: news.newer.source },
      }
  }
}

/** The note in the thread of such a message. */
export function correctionNoteText(news: PostNews): CorrectionText {
  const link = { text: nameOf(news), url: pageOf(news) }
  switch (news.kind) {
    case 'corrected':
      return { text: `This answer was corrected on ${longDate(news.on)}, after it was quoted here:`, link }
    case 'withdrawn':
      return {
        text: 'This answer was withdrawn after it was quoted here: Parliament’s record no longer has it.',
        link,
      }
    case 'answered':
      return {
        text: `This question was answered on ${longDate(news.on)}. What is quoted here is only the holding answer:`,
        link,
      }
    case 'again':
      return {
        text: `The question to an answer quoted here was asked again and answered on ${longDate(news.on)}, in other words:`,
        link: { text: news.newer.heading, url: news.newer.source },
      }
  }
}

/** Of an answer that is gone nothing is known but its key. */
function nameOf(news: PostNews): string {
  return news.kind === 'withdrawn' ? numberOf(news) : news.answer.heading
}

function numberOf({ key }: PostNews): string {
  return `Question ${parseQuestionKey(key)?.uin ?? key}`
}

function pageOf(news: PostNews): string {
  const question = parseQuestionKey(news.key)
  if (news.kind !== 'withdrawn') return news.answer.source
  return question ? questionPage(question) : 'https://questions-statements.parliament.uk'
}
