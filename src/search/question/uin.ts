import { normaliseUin } from '../../record/identity.ts'

/** What may stand before a UIN. */
const BEFORE = String.raw`(?:written|question|uin|w?pq|number|no\.?|[#:\s])*`
const AFTER = '(?: ?,? ?please)? ?[?.!]*'
const ASKED_FOR = new RegExp(`^(?<before>${BEFORE})(?<uin>hl ?\\d{1,7}|\\d{1,7})${AFTER}$`, 'i')
/** Words that make even a short number a UIN: "uin 912", "question 45". */
const SAYS_UIN = /question|uin|pq/i
/** A number alone must have as many digits. */
const MIN_DIGITS_ALONE = 4
/** Longer questions ask for more than a number. */
const MAX_CHARS = 80
/** Four digits alone may be a year or an amount. */
const AMBIGUOUS = /^\d{4}$/

/** A UIN that a question consists of. */
export interface AskedUin {
  /** As Parliament writes it: `135027`, `HL1234`. */
  uin: string
  /** False where it may be something else: `2025` alone may be a year. */
  certain: boolean
}

/** The UIN that a question consists of ("135027", "uin HL 1234", "question 45, please"); undefined for other text. */
export function uinAskedFor(question: string): AskedUin | undefined {
  const text = question.trim()
  const { before = '', uin: typed = '' } =
    (text.length <= MAX_CHARS && ASKED_FOR.exec(text.replace(/\s+/g, ' '))?.groups) || {}
  if (/^\d+$/.test(typed) && typed.length < MIN_DIGITS_ALONE && !SAYS_UIN.test(before)) return undefined
  const uin = normaliseUin(typed)
  return uin === undefined ? undefined : { uin, certain: before.trim() !== '' || !AMBIGUOUS.test(typed) }
}
