import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIMENSIONS } from '../../../src/search/retrieve/embedder.ts'
import { toInt8 } from '../../../src/search/retrieve/int8.ts'
import { createVectorIndex, type NearPassage } from '../../../src/search/retrieve/vectors.ts'

/** A unit vector that is the same for the same seed: numbers of a linear congruential generator, as normal deviates. */
function unit(seed: number): Float32Array {
  let state = seed + 1
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 2 ** 32
  }
  for (let warm = 0; warm < 8; warm++) uniform()
  const numbers = Float32Array.from(
    { length: DIMENSIONS },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  )
  const length = Math.hypot(...numbers)
  return numbers.map((number) => number / length)
}
const exactCosine = (question: Float32Array, vectors: Int8Array): number => {
  const windows = Array.from({ length: vectors.length / DIMENSIONS }, (_, nth) =>
    question.reduce((sum, x, n) => sum + x * (vectors[nth * DIMENSIONS + n] ?? 0), 0),
  )
  return Math.max(...windows) / 254
}
const bruteForce = (held: ReadonlyMap<string, Int8Array>, question: Float32Array): NearPassage[] =>
  [...held]
    .map(([key, vectors]) => ({ key, cosine: exactCosine(question, vectors) }))
    .sort((a, b) => b.cosine - a.cosine || (a.key < b.key ? -1 : 1))
const windows = (...seeds: number[]) => Int8Array.from(seeds.flatMap((seed) => [...toInt8(unit(seed))]))

test('int8 is round(254 x), clipped, and keeps a cosine within 0.01', () => {
  expect([...toInt8(Float32Array.of(0.1, -0.1, 0.002, 0.9, -0.9))]).toEqual([25, -25, 1, 127, -127])
  for (let seed = 0; seed < 20; seed++) expect(exactCosine(unit(seed), toInt8(unit(seed)))).toBeCloseTo(1, 2)
})

describe('the nearest passages', () => {
  const change = fc.record({
    key: fc.integer({ min: 0, max: 30 }).map((n) => `passage ${n}`),
    seeds: fc.array(fc.nat(40), { maxLength: 3 }),
  })

  test('are those of an exact scan, after any additions, replacements and removals', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.nat(40), fc.nat(40), (changes, asked, count) => {
        const index = createVectorIndex()
        const held = new Map<string, Int8Array>()
        for (const { key, seeds } of changes) {
          if (seeds.length === 0) {
            index.remove(key)
            held.delete(key)
          } else {
            index.add(key, windows(...seeds))
            held.set(key, windows(...seeds))
          }
        }
        expect(index.size()).toBe(held.size)
        const expected = bruteForce(held, unit(asked)).slice(0, count)
        const found = index.nearest(unit(asked), count)
        expect(found.map(({ key }) => key)).toEqual(expected.map(({ key }) => key))
        for (const [nth, { key, cosine }] of found.entries()) {
          expect(cosine).toBeCloseTo(expected[nth]?.cosine ?? Number.NaN, 6)
          expect(index.cosine(unit(asked), key)).toBe(cosine)
          expect(index.has(key)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  const many = Array.from({ length: 3000 }, (_, seed) => [`passage ${seed}`, toInt8(unit(seed))] as const)
  const indexOf = (passages: Iterable<readonly [string, Int8Array]>) => {
    const index = createVectorIndex()
    for (const [key, vectors] of passages) index.add(key, vectors)
    return index
  }

  test('are nearly those of an exact scan where there are many more than are compared exactly', () => {
    const index = indexOf(many)
    const held = new Map(many)
    // Questions near some passage, as real ones are: halfway between it and another direction.
    const recalls = Array.from({ length: 20 }, (_, nth) => {
      const other = unit(900_000 + nth)
      const question = unit(nth * 7).map((x, n) => (x + (other[n] ?? 0)) / Math.SQRT2)
      const found = index.nearest(question, 10)
      const expected = new Set(
        bruteForce(held, question)
          .slice(0, 10)
          .map(({ key }) => key),
      )
      expect(found[0]?.key).toBe(`passage ${nth * 7}`)
      return found.filter(({ key }) => expected.has(key)).length / 10
    })
    expect(recalls.reduce((sum, one) => sum + one, 0) / recalls.length).toBeGreaterThan(0.9)
  })

  test('within a filter that few pass are all of those that pass, however far', () => {
    const index = indexOf(many)
    const within = (key: string) => key.endsWith('00')
    const passing = new Map(many.filter(([key]) => within(key)))
    expect(index.nearest(unit(77_777), 100, within).map(({ key }) => key)).toEqual(
      bruteForce(passing, unit(77_777)).map(({ key }) => key),
    )
  })

  test('do not depend on the order of adding; equals come by key', () => {
    const backwards = indexOf(many.toReversed())
    expect(backwards.nearest(unit(5), 50)).toEqual(indexOf(many).nearest(unit(5), 50))
    const equal = indexOf([
      ['b', toInt8(unit(1))],
      ['c', toInt8(unit(1))],
      ['a', toInt8(unit(1))],
    ])
    expect(equal.nearest(unit(1), 2).map(({ key }) => key)).toEqual(['a', 'b'])
  })

  test('the filter is asked once for a passage of several windows', () => {
    const index = indexOf([['long', windows(1, 2, 3)]])
    const asked: string[] = []
    index.nearest(unit(1), 10, (key) => asked.push(key) > 0)
    expect(asked).toEqual(['long'])
  })
})

test('a passage without a vector has no cosine', () => {
  const index = createVectorIndex()
  index.add('here', toInt8(unit(1)))
  expect(index.cosine(unit(1), 'gone')).toBeUndefined()
  expect(index.cosineBetween('here', 'gone')).toBeUndefined()
})

test('two passages are as near as their nearest windows', () => {
  const index = createVectorIndex()
  index.add('one', windows(1, 2))
  index.add('other', windows(3, 2))
  index.add('third', windows(9))
  expect(index.cosineBetween('one', 'other')).toBeCloseTo(1, 2)
  expect(index.cosineBetween('one', 'third')).toBeLessThan(0.3)
})
