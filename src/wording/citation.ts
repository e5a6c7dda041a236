import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'

/** Who answered, for whom, when, and what names the answer on the record. The source link stands beside it. */
export function citation(answer: WrittenAnswer): string {
  return [who(answer), answer.department, when(answer), uins(answer), `House of ${answer.house}`]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** The same in few words, for a list. */
export function shortCitation(answer: WrittenAnswer): string {
  return [answer.answeredBy?.name ?? answer.department, longDate(answer.answered)].join(', ')
}

/** The member who answered, with their role where it is known; undefined where the record names none. */
export function who({ answeredBy }: WrittenAnswer): string | undefined {
  return answeredBy?.role === undefined ? answeredBy?.name : `${answeredBy.name}, ${answeredBy.role}`
}

function when({ answered, corrected }: WrittenAnswer): string {
  const day = longDate(answered)
  return corrected === undefined ? day : `${day}, corrected ${longDate(corrected)}`
}

const MAX_UINS = 5

function uins({ questions }: WrittenAnswer): string {
  const all = questions.map(({ uin }) => uin)
  const rest = all.length - MAX_UINS
  return `UIN ${all.slice(0, MAX_UINS).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
