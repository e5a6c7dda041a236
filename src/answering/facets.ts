import type { WrittenAnswer } from '../record/answer.ts'

/** A value and how many answers have it. */
export interface Facet {
  value: string
  count: number
}

/** The values that `valueIn` gives, the most frequent first, then by name. */
export function facets(
  answers: readonly WrittenAnswer[],
  valueIn: (answer: WrittenAnswer) => string | undefined,
): Facet[] {
  const counts = new Map<string, number>()
  for (const value of answers.map(valueIn)) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en-GB'))
}
