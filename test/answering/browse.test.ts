import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBrowse } from '../../src/answering/browse.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const DEPARTMENTS = ['Education', 'Health', 'Transport']
const YEARS = ['2022', '2023', '2024']
const TOPICS = ['Ramps', 'Lifts', 'Doors']
const drafts = fc.array(
  fc.record({
    department: fc.constantFrom(...DEPARTMENTS),
    year: fc.constantFrom(...YEARS),
    heading: fc.constantFrom(...TOPICS),
  }),
  { maxLength: 40 },
)
const optional = (values: string[]) => fc.option(fc.constantFrom(...values, 'none there'), { nil: undefined })
const choices = fc.record({ department: optional(DEPARTMENTS), year: optional(YEARS), topic: optional(TOPICS) })

test('each count of a list is the size of the list when its value is chosen instead, and what is chosen is among them', () => {
  fc.assert(
    fc.property(drafts, choices, fc.integer({ min: -3, max: 9 }), (drafts, choice, page) => {
      const answers = drafts.map(({ year, ...draft }, n) =>
        answer({ ...draft, uin: String(n + 1), answered: `${year}-01-15` }),
      )
      const { list } = createBrowse(createCorpus(answers))
      const shown = list(choice, page)
      const { departments: department, years: year, topics: topic } = shown
      for (const [name, values] of Object.entries({ department, year, topic })) {
        const chosen = choice[name as keyof typeof choice]
        if (chosen !== undefined) expect(values).toContainEqual({ value: chosen, count: shown.count })
        for (const { value, count } of values) expect(list({ ...choice, [name]: value }, 0).count).toBe(count)
      }
      const pages = Array.from({ length: shown.pages }, (_, page) => list(choice, page).answers)
      expect(pages.flat()).toHaveLength(shown.count)
      expect(shown.answers).toEqual(pages[shown.page])
    }),
  )
})
