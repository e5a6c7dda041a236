import type { Sought } from '../answering/matching.ts'
import type { Digest, TopicNews } from '../following/digest.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { standingOf } from '../record/standing.ts'
import type { PassageOfAnswer } from '../search/found.ts'
import { shortCitation } from './citation.ts'
import { cutText } from './cut.ts'
import { firstWordsOf } from './first-words.ts'
import { WORDS } from './words.ts'

/** About a line of an answer's text. */
const LINE_CHARS = 160
/** One topic has room for twenty lines; several share them. */
export const LINES_A_DIGEST = 20
const LINES_A_TOPIC_OF_SEVERAL = 8
const TOPIC_CHARS = 140
const SHOWN_WORDINGS = 3

/** What is followed, for people to read: “school transport” or “home to school travel”, in the House of Lords. */
export function topicText({ question, also }: Sought): string {
  const wordings = [question.text, ...also].filter((wording) => wording !== '')
  const more = wordings.length - SHOWN_WORDINGS
  const named = [
    ...wordings.slice(0, SHOWN_WORDINGS).map((wording) => `“${wording}”`),
    ...(more > 0 ? [`${more} more`] : []),
  ]
  const filters = question.filters.map(({ name, value }) => WORDS.filter[name](value)).join(', ')
  const whole = [EITHER.format(named) || WORDS.anyAnswer, filters].filter((part) => part !== '').join(' ')
  return whole.length <= TOPIC_CHARS ? whole : `${cutText(whole, TOPIC_CHARS - 1).head}…`
}

const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** One line of a digest: its mark, a line of the record's text, who said it and when. */
export interface NewsLine {
  answer: WrittenAnswer
  mark: string
  words: string
  citation: string
}

/** A topic with its lines, and how many more there are. */
export interface TopicLines {
  topic: string
  lines: NewsLine[]
  more: number
}

export function newsLine({ answer, passage }: PassageOfAnswer): NewsLine {
  const { kind, on } = standingOf(answer)
  return {
    answer,
    mark: WORDS.standing[kind](longDate(on)),
    words: firstWordsOf(passage, LINE_CHARS),
    citation: shortCitation(answer),
  }
}

/** How a digest begins. */
export function digestTitle({ topics, day }: Digest): string {
  const [first, ...others] = topics
  return others.length === 0
    ? WORDS.newOn(topicText(first.follow), longDate(day))
    : WORDS.newOnTopics(topics.length, longDate(day))
}

/** The lines of each topic: `inAll` of them, and where there are several topics eight of each at most. */
export function digestLines(topics: readonly TopicNews[], inAll: number): TopicLines[] {
  const most = topics.length > 1 ? LINES_A_TOPIC_OF_SEVERAL : inAll
  let left = inAll
  return topics.map(({ follow, news }) => {
    const shown = news.slice(0, Math.min(most, left))
    left -= shown.length
    return { topic: topicText(follow), lines: shown.map(newsLine), more: news.length - shown.length }
  })
}

/** A digest as plain text, for screen readers. */
export function digestText(digest: Digest, shown: readonly TopicLines[]): string {
  const several = digest.topics.length > 1
  const topics = shown.map(({ topic, lines, more }) =>
    [...(several ? [topic] : []), ...lines.map(newsLineText), ...(more > 0 ? [WORDS.andMore(more)] : [])].join('\n'),
  )
  return [digestTitle(digest), ...topics, WORDS.digestFooter].join('\n\n')
}

function newsLineText({ answer, mark, words, citation }: NewsLine): string {
  return `• ${mark}: ${words} ${citation} (${answer.source})`
}
