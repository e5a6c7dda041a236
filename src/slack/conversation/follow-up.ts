import type { Turn } from './conversations.ts'

/** What a message in a conversation asks for. */
export type FollowUp =
  | { kind: 'ask'; question: string }
  /** The next of the passages found last. */
  | { kind: 'more' }
  /** Who said what was quoted last, and when. */
  | { kind: 'who' }

const MORE = /^(?:(?:show (?:me )?|any(?:thing)? )?(?:more|else)(?: results)?|what else|next)(?:,? please)?\W*$/i
const WHO =
  /^(?:and |so )?(?:who (?:said|answered|wrote|told|was)|when was)(?: (?:that|this|it))?(?: (?:said|answered))?\W*$/i
const LEAD = '^(?:and |only |(?:and )?(?:what|how) about )?'
const DATES = new RegExp(
  String.raw`${LEAD}(?<word>since|from|after|before|in) (?<day>\d{4}(?:-\d\d(?:-\d\d)?)?)\W*$`,
  'i',
)
const HOUSE = new RegExp(String.raw`${LEAD}(?:in |from |by )?(?:the )?(?:house of )?(?<house>lords|commons)\W*$`, 'i')
const ADDED = /^(?:(?:and )?(?:what|how) about|and)\s+(?<rest>\S.*?)[\s?.!]*$/is
/** "in Surrey?", with nothing before it. */
const ADDED_BARE = /^(?<rest>(?:in|for|at|under)\s+\S+(?:\s+\S+)?)$/i
/** What is longer says enough to be a question of its own. */
const MAX_ADDED_WORDS = 4
/** "in Kent", at the end of a question: what "and in Surrey?" takes the place of. */
const PLACE_AT_END = /\s+in(?: (?:the|\p{Lu}[\p{L}'’-]*))+$/u

/** What a message means after what was last asked and answered in its thread; its words as they stand when in doubt. */
export function followUp(text: string, last: Turn | undefined): FollowUp {
  const asItStands: FollowUp = { kind: 'ask', question: text }
  if (last === undefined) return asItStands
  if (MORE.test(text)) return { kind: 'more' }
  if (WHO.test(text)) return last.best === undefined ? asItStands : { kind: 'who' }

  const dates = DATES.exec(text)?.groups
  if (dates) {
    const asked = last.question.replace(/\s*\b(?:since|before):\S+/g, '')
    return { kind: 'ask', question: `${asked} ${dateFilter(String(dates.word).toLowerCase(), String(dates.day))}` }
  }
  const house = HOUSE.exec(text)?.groups?.house
  if (house) {
    const asked = last.question.replace(/\s*\bhouse:\S+/g, '')
    return { kind: 'ask', question: `${asked} house:${house.toLowerCase()}` }
  }
  const rest = (ADDED.exec(text) ?? ADDED_BARE.exec(text.replace(/[\s?.!]+$/, '')))?.groups?.rest
  if (rest === undefined || rest.split(/\s+/).length > MAX_ADDED_WORDS) return asItStands
  const asked = last.question.replace(/[\s?.!]+$/, '')
  return { kind: 'ask', question: `${/^in /i.test(rest) ? asked.replace(PLACE_AT_END, '') : asked} ${rest}` }
}

function dateFilter(word: string, day: string): string {
  const nextYear = String(Number(day) + 1)
  const isYear = day.length === 4
  if (word === 'before') return `before:${day}`
  if (word === 'after') return `since:${isYear ? nextYear : day}`
  return word === 'in' && isYear ? `since:${day} before:${nextYear}` : `since:${day}`
}
