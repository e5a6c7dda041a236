const ASKED_FOR = /^(?:uin|question|pq|number|no\.?|#|\s|:)*(?<uin>hl\d{1,7}|\d{4,7})\s*\??$/i

/** The UIN that a question consists of ("135027", "uin HL1234"), as Parliament writes it; undefined for other text. */
export function uinAskedFor(question: string): string | undefined {
  return ASKED_FOR.exec(question.trim())?.groups?.uin?.toUpperCase()
}
