import { type AskedBefore, type EarlierQuestion, earlierQuestions } from '../answering/asked-before.ts'
import type { Reply } from '../answering/reply.ts'
import { longDate } from '../record/dates.ts'
import { questionPage } from '../record/identity.ts'
import { askedBeforeLines } from '../wording/asked-before-text.ts'
import { shortCitation } from '../wording/citation.ts'
import { noteText, passageNotes, questionNotes } from '../wording/reply-notes.ts'
import { firstPassageText, noAnswerText, othersTitle, shortPassage, shortText } from '../wording/reply-text.ts'
import { WORDS } from '../wording/words.ts'

/** A reply as plain text: the first passage whole, the others in short. Ages are counted to `today` (`yyyy-mm-dd`). */
export function replyToolText(reply: Reply, today: string): string {
  if (reply.kind === 'no-answer') return noAnswerText(reply)
  const { best, others } = reply
  return [
    questionNotes(reply).join('\n'),
    ...firstPassageText(reply, today, { passage: best.passage, cut: undefined }),
    ...(others.length > 0 ? [`${othersTitle(reply)}:`, ...others.map(shortText)] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Questions of the record, each with the beginning of its answer; first what was found and compared. */
export function questionsToolText(asked: AskedBefore, today: string): string {
  const near = earlierQuestions(asked).map((one) => questionText(one, today))
  return [askedBeforeLines(asked).join('\n'), ...near].join('\n\n')
}

function questionText({ question, found, recent }: EarlierQuestion, today: string): string {
  const { uin, asker, tabled, text = '' } = question
  return [
    `${WORDS.questionOf(uin, asker, longDate(tabled))} ${text}`.trim(),
    questionPage(question),
    shortPassage(found.passage),
    `${found.answer.heading}: ${shortCitation(found.answer)}`,
    ...(recent ? [WORDS.answeredRecently] : []),
    ...passageNotes(found, today).map(noteText),
    `${WORDS.source}: ${found.answer.source}`,
  ].join('\n')
}
