const TITLES = new Set(
  'the rt right hon honourable minister mr mrs ms miss mx dr sir dame lord lady baroness baron viscount viscountess earl countess duke bishop archbishop'.split(
    ' ',
  ),
)

/** The words of a name or of what is asked for as one: small letters without accents and marks, "Clarke-Smith" two. */
export function nameWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** The same with what a hyphen joins as one: nobody is called Smith whose name is Clarke-Smith. */
export function nameParts(text: string): string[] {
  return text.split(/\s+/).flatMap((part) => nameWords(part).join('-') || [])
}

export function isTitle(part: string): boolean {
  return TITLES.has(part)
}

/** The parts of a name without titles at their beginning. */
export function untitled(parts: readonly string[]): string[] {
  const first = parts.findIndex((part) => !isTitle(part))
  return first < 0 ? [] : parts.slice(first)
}

/** A person's surname, in small letters; that of "Baroness Smith of Malvern" is `smith`. Undefined for a title alone. */
export function surnameOf(name: string): string | undefined {
  return untitled(withoutPlace(nameParts(name))).at(-1)
}

/** What a person goes by, of two parts or more: with or without title, middle names and the place of a peerage. */
export function fullNames(name: string): Set<string> {
  const whole = nameParts(name)
  const plain = withoutPlace(whole)
  const [first, ...rest] = untitled(plain)
  const last = rest.at(-1)
  const forms = [whole, untitled(whole), plain, untitled(plain), first && last ? [first, last] : []]
  return new Set(forms.filter(({ length }) => length > 1).map((form) => form.join(' ')))
}

/** "Baroness Smith of Malvern" without what follows "of", where a name stands before it. */
function withoutPlace(parts: readonly string[]): string[] {
  const of = parts.indexOf('of')
  return of > 0 ? parts.slice(0, of) : [...parts]
}
