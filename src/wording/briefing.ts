import type { Passage, WrittenAnswer } from '../corpus/answer.ts'
import { passageText } from '../corpus/passage-text.ts'
import { who } from './citation.ts'
import { longDate } from './dates.ts'
import { WORDS } from './words.ts'

/** A passage as it goes into a briefing: the record's words in quotation marks, and their citation, in plain text. */
export function briefing(answer: WrittenAnswer, passage: Passage): string {
  return `“${passageText(passage)}”\n\n${plainCitation(answer)}`
}

/** Member, department, UIN, House, date and link, on one line. */
export function plainCitation(answer: WrittenAnswer): string {
  const uins = answer.questions.map(({ uin }) => `UIN ${uin}`).join(', ')
  const day = longDate(answer.answered)
  return [
    who(answer),
    answer.department,
    WORDS.writtenAnswer(uins, answer.house),
    answer.corrected === undefined ? day : `${day} (${WORDS.correctedSince(longDate(answer.corrected))})`,
    answer.source,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
