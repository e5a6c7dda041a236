import type { Shortfall } from '../answering/shortfall.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import { who } from './citation.ts'
import { noteText, passageNotes, shortfallNotes } from './reply-notes.ts'
import { WORDS } from './words.ts'

/** A passage for a briefing, as plain text: the record's words in quotation marks, then their citation with its marks. */
export function briefing(found: Found, shortfall: Shortfall = {}): string {
  return `“${passageText(found.passage)}”\n\n${markedCitation(found, shortfall)}`
}

/**
 * The citation, then a line for each note without which the passage should not be quoted: corrected, a holding answer,
 * a referral, a newer answer. Before it stands what the passage lacks as an answer to the question that found it.
 */
export function markedCitation(found: Found, shortfall: Shortfall = {}): string {
  // Without the age, since the date is there, and without other days on which the same was said.
  const notes = passageNotes({ ...found, alsoGiven: [] }, found.answer.answered)
  return [...shortfallNotes(shortfall), plainCitation(found.answer), ...notes.map(noteText)].join('\n')
}

/** Member, department, UIN, House, date and link, on one line. */
function plainCitation(answer: WrittenAnswer): string {
  const uins = answer.questions.map(({ uin }) => `UIN ${uin}`).join(', ')
  const marks = [
    answer.holding && WORDS.holdingAnswer,
    answer.corrected !== undefined && WORDS.correctedSince(longDate(answer.corrected)),
  ].filter((mark) => mark)
  const day = longDate(answer.answered)
  return [
    who(answer),
    answer.department,
    WORDS.writtenAnswer(uins, answer.house),
    marks.length === 0 ? day : `${day} (${marks.join(', ')})`,
    answer.source,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
