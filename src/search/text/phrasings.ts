import type { Vocabulary } from './vocabulary.ts'

/** Forms of an entry that are proposed: the first are the usual ones. */
const FORMS_OF_AN_ENTRY = 4

/**
 * Gives a function that says a text in other words of the vocabulary: for each entry that has a form which the text has, as
 * whole words in any case, the text with the longest such form replaced by another. People's words are replaced by
 * those of the record, and those of the record by others of it. Each phrasing once, in small letters but for acronyms.
 */
export function createPhrasings({ same, means }: Pick<Vocabulary, 'same' | 'means'>): (text: string) => string[] {
  const entries = [
    ...same.map((forms) => ({ found: forms, said: forms })),
    ...Object.entries(means).map(([asked, said]) => {
      return { found: [...asked.split(',').map((form) => form.trim()), ...said], said }
    }),
  ].map(({ found, said }) => ({ found: found.toSorted((a, b) => b.length - a.length), said }))

  return (text) => {
    const plain = ` ${text.replace(/\s+/g, ' ').trim()} `
    const inSmall = plain.toLowerCase()
    const others = entries.flatMap(({ found, said }) => {
      const form = found.find((one) => inSmall.includes(` ${one.toLowerCase()} `))
      if (form === undefined) return []
      const at = inSmall.indexOf(` ${form.toLowerCase()} `)
      return said
        .filter((one) => one.toLowerCase() !== form.toLowerCase())
        .slice(0, FORMS_OF_AN_ENTRY)
        .map((one) => `${plain.slice(0, at)} ${one} ${plain.slice(at + form.length + 2)}`.replace(/\s+/g, ' ').trim())
    })
    const bySmall = new Map(others.map((one) => [one.toLowerCase(), one]))
    bySmall.delete(inSmall.trim())
    return [...bySmall.values()]
  }
}
