import { expect, test } from 'vitest'
import { crossValidate, foldOf } from '../../eval/quality/folds.ts'

const items = Array.from({ length: 60 }, (_, n) => ({ question: `${n}`, passage: `p${n >> 1}` }))

test('what is read in a fold was not seen by what was fitted for it, and every item is read once', () => {
  const results = crossValidate(items, {
    folds: 5,
    groupOf: ({ passage }) => passage,
    fit: (seen) => new Set(seen.map(({ passage }) => passage)),
    read: (seen, held) => held.map(({ question, passage }) => ({ question, seen: seen.has(passage) })),
  })
  expect(results).toHaveLength(5)
  expect(results.flat().filter(({ seen }) => seen)).toEqual([])
  expect(
    results
      .flat()
      .map(({ question }) => Number(question))
      .toSorted((a, b) => a - b),
  ).toEqual(items.map((_, n) => n))
})

test('the folds are about equal, and do not depend on what else there is', () => {
  const sizes = [0, 0, 0, 0, 0]
  for (let n = 0; n < 5000; n++) {
    const fold = foldOf(`passage ${n}`, 5)
    sizes[fold] = (sizes[fold] as number) + 1
  }
  for (const size of sizes) expect(Math.abs(size - 1000)).toBeLessThan(120)
  expect(foldOf('1655928#0', 5)).toBe(foldOf('1655928#0', 5))
})
