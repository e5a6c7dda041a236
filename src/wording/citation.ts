import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'

/** Who answered, for which department, when, the UINs and the House. The source link goes beside it. */
export function citation(answer: WrittenAnswer): string {
  return [who(answer), answer.department, when(answer), uins(answer), `House of ${answer.house}`]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Who answered and when, for a list. */
export function shortCitation(answer: WrittenAnswer): string {
  return [answer.answeredBy?.name ?? answer.department, longDate(answer.answered)].join(', ')
}

/** The member who answered, with their role if known; undefined where the record names nobody. */
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
