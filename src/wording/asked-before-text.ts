import { type AskedBefore, type EarlierQuestion, earlierQuestions } from '../answering/asked-before.ts'
import { longDate } from '../record/dates.ts'
import { questionPage } from '../record/identity.ts'
import { citation } from './citation.ts'
import { lookedThroughLine } from './coverage.ts'
import { lookedOnlyNote, marks, noteText } from './reply-notes.ts'
import { shortPassage } from './reply-text.ts'
import { WORDS } from './words.ts'

/** Enough of an earlier answer to see what it says. */
export const EARLIER_CHARS = 220

/** What is said before the earlier questions, or instead of them: a line each, the first of which is the title. */
export function askedBeforeLines(asked: AskedBefore): [string, ...string[]] {
  switch (asked.kind) {
    case 'no-draft':
      return [WORDS.askedBeforeNoDraft]
    case 'wrong-filter':
      return [
        WORDS.wrongFilter,
        ...asked.wrongFilters.map(({ typed, reason }) => `${typed}: ${WORDS.filterProblem[reason]}.`),
        ...(asked.covered ? [lookedThroughLine(asked.covered)] : []),
      ]
    case 'near':
      return [
        WORDS.askedBeforeNear(asked.questions.length),
        ...lookedOnlyNote(asked.filters),
        WORDS.onlyAnswered,
        ...byWords(asked),
      ]
    case 'none':
      return [
        WORDS.askedBeforeNone,
        ...lookedOnlyNote(asked.filters),
        ...(asked.covered ? [lookedThroughLine(asked.covered)] : []),
        WORDS.onlyAnswered,
        ...byWords(asked),
      ]
  }
}

const byWords = ({ by }: { by: 'meaning' | 'words' }) => (by === 'words' ? [WORDS.comparedByWords] : [])

/** Which question an earlier one is, by whom, when; with the page that it is on. */
export function whichQuestion({ question }: EarlierQuestion): { text: string; url: string } {
  const asker = question.asker ?? WORDS.askerUnknown
  return { text: WORDS.earlierQuestion(question.uin, longDate(question.tabled), asker), url: questionPage(question) }
}

/** All of it as plain text. */
export function askedBeforeText(asked: AskedBefore): string {
  return [askedBeforeLines(asked).join('\n'), ...earlierQuestions(asked).map(earlierText)].join('\n\n')
}

function earlierText(earlier: EarlierQuestion): string {
  const { question, found, recent } = earlier
  const { text, url } = whichQuestion(earlier)
  return [
    `${text}: ${url}`,
    question.text,
    `${WORDS.answeredWith} ${shortPassage(found.passage, EARLIER_CHARS)}`,
    citation(found.answer),
    ...(recent ? [WORDS.referralMayDo] : []),
    ...marks(found).map(noteText),
  ].join('\n')
}
