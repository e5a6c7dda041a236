const TITLES = new Set(
  'the rt right hon honourable minister mr mrs ms miss mx dr sir dame lord lady baroness baron viscount viscountess earl countess duke bishop archbishop'.split(
    ' ',
  ),
)

/** The words of a name, in lower case without accents and apostrophes; "Clarke-Smith" is two words. */
export function nameWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Like `nameWords`, but a hyphenated name is one part: a Clarke-Smith isn't found as Smith. */
export function nameParts(text: string): string[] {
  return text.split(/\s+/).flatMap((part) => nameWords(part).join('-') || [])
}

export function isTitle(part: string): boolean {
  return TITLES.has(part)
}

/** The parts of a name without the titles at its start. */
export function untitled(parts: readonly string[]): string[] {
  const first = parts.findIndex((part) => !isTitle(part))
  return first < 0 ? [] : parts.slice(first)
}

/** A person's surname, in lower case: `smith` for "Baroness Smith of Malvern". Undefined for a title alone. */
export function surnameOf(name: string): string | undefined {
  return untitled(withoutPlace(nameParts(name))).at(-1)
}

/** The forms of a name that have two parts or more: with or without title, middle names and the place of a peerage. */
export function fullNames(name: string): Set<string> {
  const whole = nameParts(name)
  const plain = withoutPlace(whole)
  const [first, ...rest] = untitled(plain)
  const last = rest.at(-1)
  const forms = [whole, untitled(whole), plain, untitled(plain), first && last ? [first, last] : []]
  return new Set(forms.filter(({ length }) => length > 1).map((form) => form.join(' ')))
}

/** "Baroness Smith of Malvern" without "of Malvern", if there is a name before it. */
function withoutPlace(parts: readonly string[]): string[] {
  const of = parts.indexOf('of')
  return of > 0 ? parts.slice(0, of) : [...parts]
}
