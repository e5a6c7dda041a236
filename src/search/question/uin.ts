const ASKED_FOR =
  /^(?<before>(?:written|question|uin|w?pq|number|no\.?|[#:\s])*)(?<uin>hl ?\d{1,7}|\d{4,7})(?: ?,? ?please)? ?[?.!]*$/i
/** What is longer asks for more than a number. */
const MAX_CHARS = 80
/** So many digits are a year or an amount as well as a UIN. */
const AMBIGUOUS = /^\d{4}$/

/** A UIN that a question consists of. */
export interface AskedUin {
  /** As Parliament writes it: `135027`, `HL1234`. */
  uin: string
  /** Whether nothing else can be meant: `2025` alone may be a year. */
  certain: boolean
}

/** The UIN that a question consists of ("135027", "uin HL 1234", "question 135027, please"); undefined for other text. */
export function uinAskedFor(question: string): AskedUin | undefined {
  const text = question.trim()
  const { before = '', uin: typed = '' } =
    (text.length <= MAX_CHARS && ASKED_FOR.exec(text.replace(/\s+/g, ' '))?.groups) || {}
  const uin = readUin(typed)
  return uin === undefined ? undefined : { uin, certain: before.trim() !== '' || !AMBIGUOUS.test(typed) }
}

/** A UIN as Parliament writes it, from how people do: "hl 1234" is HL1234, "09540" is 9540; undefined for what is none. */
export function readUin(typed: string): string | undefined {
  const { house = '', number } = /^(?<house>HL)?\s?0{0,6}(?<number>[1-9]\d{0,6})$/i.exec(typed)?.groups ?? {}
  return number === undefined ? undefined : `${house.toUpperCase()}${number}`
}
