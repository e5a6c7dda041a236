import type { WrittenAnswer } from '../record/answer.ts'

/** A value and how many answers have it. */
export interface Facet {
  value: string
  count: number
}

/** The values that `of` gives, the most frequent first, then by name. */
export function facets(answers: readonly WrittenAnswer[], of: (answer: WrittenAnswer) => string | undefined): Facet[] {
  const counts = new Map<string, number>()
  for (const value of answers.map(of)) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en-GB'))
}

export const departmentOf = ({ department }: WrittenAnswer) => department
export const ministerOf = ({ answeredBy }: WrittenAnswer) => answeredBy?.name
export const yearOf = ({ answered }: WrittenAnswer) => answered.slice(0, 4)
export const topicOf = ({ heading }: WrittenAnswer) => heading
