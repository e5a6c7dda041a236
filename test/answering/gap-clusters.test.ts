import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterGaps, FEWEST_PEOPLE, type Gap } from '../../src/answering/gap-clusters.ts'

const noVectors = async () => undefined
/** Gaps with the same terms, each by another person. */
const asked = (terms: string[], times: number, more: Partial<Gap> = {}): Gap[] =>
  Array.from({ length: times }, (_, n) => ({ terms, reply: 'nothing', person: `p${n}`, ...more }))

describe('questions are clustered', () => {
  test('by the words of the field that they share, the largest first, with counts', async () => {
    const gaps = [
      ...asked(['tribunal'], 3),
      ...asked(['school', 'transport'], 4),
      ...asked(['transport', 'school', 'post-16'], 3, { reply: 'closest', unhelpful: true }),
    ]
    expect(await clusterGaps(gaps, noVectors)).toEqual({
      clusters: [
        {
          ...{ terms: ['school', 'transport', 'post-16'], uin: false, ofTheField: true, words: [] },
          ...{ questions: 7, people: 4, nothing: 4, closest: 3, unhelpful: 3 },
        },
        {
          ...{ terms: ['tribunal'], uin: false, ofTheField: true, words: [] },
          ...{ questions: 3, people: 3, nothing: 3, closest: 0, unhelpful: 0 },
        },
      ],
      others: 0,
      questions: 10,
    })
  })

  test('by meaning, where their words are others', async () => {
    const vectors: Record<string, number[]> = { 'school bus': [1, 0], taxi: [0.9, 0.436], ramp: [0, 1] }
    const embed = async (text: string) => Float32Array.from(vectors[text] ?? [])
    const gaps = [...asked(['school bus'], 4), ...asked(['taxi'], 3), ...asked(['ramp'], 3)]
    const { clusters } = await clusterGaps(gaps, embed)
    expect(clusters.map(({ terms }) => terms)).toEqual([['school bus', 'taxi'], ['ramp']])
    expect((await clusterGaps(gaps, noVectors)).clusters).toHaveLength(3)
  })

  test('by the questions themselves, if they are kept: the most frequent are shown', async () => {
    const words = (text: string, times: number, from = 0) =>
      asked([], times, { words: text }).map((gap, n) => ({ ...gap, person: `p${n + from}` }))
    const { clusters } = await clusterGaps([...words('why?', 1), ...words('is it free?', 3)], noVectors)
    expect(clusters).toMatchObject([{ terms: [], words: ['is it free?', 'why?'], ofTheField: false, questions: 4 }])
  })

  test('apart from numbers that no answer has', async () => {
    const { clusters } = await clusterGaps([...asked([], 3, { uin: true }), ...asked([], 4)], noVectors)
    expect(clusters.map(({ uin, questions }) => ({ uin, questions }))).toEqual([
      { uin: false, questions: 4 },
      { uin: true, questions: 3 },
    ])
  })
})

describe('nothing is told that could say who asked', () => {
  test('a cluster of fewer than three people is only counted', async () => {
    const gaps = [...asked(['cochlear'], 2), ...asked(['cochlear'], 9, { person: 'p1' }), ...asked(['SEN'], 3)]
    const { clusters, others, questions } = await clusterGaps(gaps, noVectors)
    expect({ terms: clusters.map(({ terms }) => terms), others, questions }).toEqual({
      ...{ terms: [['SEN']], others: 11, questions: 14 },
    })
  })

  test('a word that fewer than three people used is left out of its cluster', async () => {
    const gaps = [...asked(['SEN', 'school'], 5), ...asked(['SEN', 'cochlear', 'school'], 1)]
    expect((await clusterGaps(gaps, noVectors)).clusters).toMatchObject([{ terms: ['SEN', 'school'], questions: 6 }])
  })

  test('a cluster of which no word is left is only counted, too', async () => {
    const embed = async () => Float32Array.from([1])
    const gaps = ['cochlear', 'braille', 'makaton'].map(
      (term, n): Gap => ({ terms: [term], reply: 'nothing', person: `p${n}` }),
    )
    expect(await clusterGaps(gaps, embed)).toEqual({ clusters: [], others: 3, questions: 3 })
  })

  test('questions of workflows count for nobody', async () => {
    const gaps = asked(['SEN'], 9).map(({ person: _, ...gap }) => gap)
    expect(await clusterGaps(gaps, noVectors)).toEqual({ clusters: [], others: 9, questions: 9 })
  })

  test('whatever was asked', async () => {
    const gap = fc.record({
      terms: fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
      reply: fc.constantFrom('nothing' as const, 'closest' as const, 'answer' as const),
      person: fc.constantFrom('1', '2', '3', '4'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(gap, { maxLength: 30 }), fc.integer(), async (gaps, seed) => {
        const found = await clusterGaps(gaps, noVectors)
        const told = found.clusters.reduce((sum, { questions }) => sum + questions, 0)
        expect(told + found.others).toBe(gaps.length)
        for (const { people, terms } of found.clusters) {
          expect(people).toBeGreaterThanOrEqual(FEWEST_PEOPLE)
          for (const term of terms)
            expect(
              new Set(gaps.filter((one) => one.terms.includes(term)).map(({ person }) => person)).size,
            ).toBeGreaterThanOrEqual(FEWEST_PEOPLE)
        }
        // In whatever order they are read.
        const [sample] = fc.sample(fc.shuffledSubarray(gaps, { minLength: gaps.length }), { seed, numRuns: 1 })
        expect(await clusterGaps(sample ?? [], noVectors)).toEqual(found)
      }),
    )
  })
})

test('others get a turn while thousands are clustered', async () => {
  const gaps = Array.from({ length: 3000 }, (_, n) => asked([`term ${n}`, `other ${n}`], 1)).flat()
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  await clusterGaps(gaps, noVectors)
  clearInterval(counting)
  expect(turns).toBeGreaterThan(2)
})
