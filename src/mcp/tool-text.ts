import type { EarlierQuestion } from '../answering/asked-before.ts'
import type { Reply } from '../answering/reply.ts'
import { longDate } from '../record/dates.ts'
import { questionPage } from '../record/identity.ts'
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

/** Questions of the record, each with the beginning of its answer. */
export function questionsToolText(near: readonly EarlierQuestion[], today: string): string {
  if (near.length === 0) return WORDS.noQuestionLikeIt
  return near
    .map(({ question, found, recent }) => {
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
    })
    .join('\n\n')
}
