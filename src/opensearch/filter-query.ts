import type { FactTest } from '../search/question/filter-answers.ts'

/** The clauses of a filter that lets through what passes all tests; none for no test. Facts are fields of that name. */
export function filterClauses(tests: readonly FactTest[] = []): object[] {
  return tests.map((test) => {
    if (test.fact !== 'answered') return { terms: { [test.fact]: test.oneOf } }
    if ('startsWith' in test) return { prefix: { answered: test.startsWith } }
    return { range: { answered: 'since' in test ? { gte: test.since } : { lt: test.before } } }
  })
}

/** The fields of `AnswerFacts`. Days are keywords: they are compared as text, as in memory. */
export const FACT_FIELDS = Object.fromEntries(
  ['answered', 'house', 'department', 'minister', 'askers', 'uins'].map((fact) => [fact, { type: 'keyword' }]),
)
