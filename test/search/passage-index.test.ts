import { describe, expect, test } from 'vitest'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createPassageIndex, type PassageIndex } from '../../src/search/passage-index.ts'
import type { VectorRetriever } from '../../src/search/retrieve/vectors.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { ASKED, near, vectorsOf } from '../vectors.ts'

const ramps = answer({ uin: '1', heading: 'Buildings', paragraphs: ['Ramps are built of concrete.', 'Lifts follow.'] })
const other = answer({ uin: '2', heading: 'Buildings', paragraphs: ['Ramps are built of steel.', 'Doors are wide.'] })

const rank = async (index: PassageIndex, question: string, within?: (key: string) => boolean) =>
  (await index.rank(index.understand(question).terms, { within })).passages
const keysFor = async (...asked: Parameters<typeof rank>) => (await rank(...asked)).map(({ key }) => key)

describe('adding and removing', () => {
  test('an answer that was added a thousand times is ranked as if it had been added once', async () => {
    const once = createPassageIndex()
    once.add([ramps, other])
    const often = createPassageIndex()
    often.add([ramps, other])
    const older = { ...ramps, heading: 'Old' }
    for (let round = 0; round < 1000; round++) {
      often.remove([ramps])
      often.add([older])
      // Replaced by key.
      often.add([ramps])
    }
    for (const question of ['ramps of concrete', 'ramps', 'steel', 'lifts', 'buildings', 'old'])
      expect(await rank(often, question)).toEqual(await rank(once, question))
  })

  test('a removed answer is not found by its words', async () => {
    const index = createPassageIndex()
    index.add([ramps, other])
    index.remove([ramps])
    const pools = answer({ uin: '3', heading: 'Swimming', paragraphs: ['Pools are heated.'] })
    index.add([pools])
    expect(await keysFor(index, 'concrete')).toEqual([])
    expect(await keysFor(index, 'heated pools')).toEqual([answerKey(pools)])
  })
})

describe('what an index has analysed', () => {
  const vocabulary = { ...EMPTY_VOCABULARY, same: [['EHCP', 'EHC plan']] }
  const free = answer({ uin: '1', heading: 'Ramps', paragraphs: ['Ramps are free.', 'An EHC plan names ramps.'] })
  const lifts = answer({ uin: '2', heading: 'Lifts', paragraphs: ['Lifts cost more than ramps.', 'EHCPs name lifts.'] })
  const questions = ['ehcp lifts', 'free ramps', 'liftz']
  const knowing = (...answers: WrittenAnswer[]) => {
    const index = createPassageIndex(vocabulary)
    index.add(answers)
    return createPassageIndex(vocabulary, { analysed: structuredClone(index.analysed()) })
  }
  const own = createPassageIndex(vocabulary)
  own.add([free, lifts])

  test('makes another rank and repair the same, when the same answers are added', async () => {
    const index = knowing(lifts, free)
    index.add([free, lifts])
    for (const question of questions) {
      expect(await rank(index, question)).toEqual(await rank(own, question))
      expect(index.understand(question)).toEqual(own.understand(question))
    }
  })

  test('is not used for an answer whose texts are others now', async () => {
    const index = knowing({ ...free, heading: 'Slopes' })
    index.add([free, lifts])
    for (const question of [...questions, 'slopes'])
      expect(await rank(index, question)).toEqual(await rank(own, question))
  })

  test('is not found before it is added', async () => {
    const index = knowing(lifts, free)
    index.add([free])
    expect(await keysFor(index, 'ehcp lifts')).not.toContain(answerKey(lifts))
  })
})

describe('with a filter', () => {
  /** 2,000 answers with the common words; one of them without the rare word is let through. */
  const index = createPassageIndex()
  const many = Array.from({ length: 2_000 }, (_, n) =>
    answer({ uin: String(n + 1), paragraphs: [n % 5 === 0 ? 'School autism.' : 'School.'] }),
  )
  index.add(many)
  const keyOf = (nth: number) => answerKey(many[nth] as WrittenAnswer)

  test('the one answer that is let through is found by a word that thousands have', async () => {
    expect(await keysFor(index, 'school autism', (key) => key === keyOf(1))).toEqual([keyOf(1)])
  })

  test('so it is where the filter lets most answers through, but none with the rare word', async () => {
    const rare = new Set(many.filter((_, n) => n % 5 === 0).map(answerKey))
    expect(await keysFor(index, 'school autism', (key) => !rare.has(key))).toHaveLength(100)
  })

  test('an answer with no word of the question is not ranked, though it is let through', async () => {
    expect(await keysFor(index, 'hydrotherapy', (key) => key === keyOf(1))).toEqual([])
  })
})

describe('the order of indexing changes nothing', () => {
  /** 400 answers with the same words; 40 of them have another one. */
  const answers = Array.from({ length: 400 }, (_, n) =>
    answer({ uin: String(1000 + n), paragraphs: [n % 10 === 3 ? 'Ramps in nurseries.' : 'Ramps are steep.'] }),
  )
  const keys = (inOrder: readonly WrittenAnswer[], question: string) => {
    const index = createPassageIndex()
    index.add(inOrder)
    return keysFor(index, question)
  }
  const orders: [string, (list: WrittenAnswer[]) => WrittenAnswer[]][] = [
    ['backwards', (list) => list.toReversed()],
    ['from the middle', (list) => [...list.slice(200), ...list.slice(0, 200)]],
    ['every seventh', (list) => Array.from(list, (_, n) => list[(n * 7) % 400] as WrittenAnswer)],
  ]

  test.each(orders)('where more answers tie than are proposed: %s', async (_order, reordered) => {
    for (const question of ['ramps', 'ramps nurseries', 'steep ramps']) {
      const found = await keys(answers, question)
      expect(found).toHaveLength(100)
      expect(await keys(reordered(answers), question)).toEqual(found)
    }
  })
})

describe('by meaning', () => {
  const index = createPassageIndex()
  const pools = answer({ uin: '3', heading: 'Swimming', paragraphs: ['Pools are heated.'] })
  index.add([ramps, other, pools])
  const rankBy = async (question: string, vectors: VectorRetriever, within?: (key: string) => boolean) =>
    (await index.rank(index.understand(question).terms, { within, meaning: { question: ASKED, vectors } })).passages
  const [rampsKey, otherKey, poolsKey] = [ramps, other, pools].map(answerKey) as [string, string, string]

  test('a passage that has no word of the question is proposed and ranked by its cosine', async () => {
    const [first] = await rankBy('volcano', vectorsOf([pools, near(0.8)], [ramps, near(0.2, 2)]))
    expect(first).toMatchObject({ key: poolsKey, index: 0, covered: 0 })
    expect(first?.cosine).toBeCloseTo(0.8, 1)
  })

  test('the cosine outweighs the words where it is much higher', async () => {
    const found = await rankBy('ramps of concrete', vectorsOf([pools, near(0.9)], [ramps, near(0.3, 2)]))
    expect(found[0]?.key).toBe(poolsKey)
  })

  test('the words decide between passages of one cosine', async () => {
    const found = await rankBy('steel', vectorsOf([ramps, near(0.7)], [other, near(0.7)], [pools, near(0.7)]))
    expect(found[0]?.key).toBe(otherKey)
  })

  test('only passages that the filter lets through are proposed', async () => {
    const vectors = vectorsOf([pools, near(0.9)], [ramps, near(0.5, 2)])
    const found = await rankBy('volcano', vectors, (key) => key !== poolsKey)
    expect(found.map(({ key }) => key)).not.toContain(poolsKey)
    expect(found[0]).toMatchObject({ key: rampsKey, index: 0 })
  })

  test('a passage without a vector is ranked as if it had the mean of the cosines, and has no cosine', async () => {
    const found = await rankBy('ramps of concrete', vectorsOf([other, near(0.9)], [pools, near(0.1, 2)]))
    const place = (key: string) => found.findIndex((one) => one.key === key && one.index === 0)
    expect(place(otherKey)).toBeLessThan(place(rampsKey))
    expect(place(rampsKey)).toBeLessThan(place(poolsKey))
    expect(found[place(rampsKey)]?.cosine).toBeUndefined()
  })

  test('where no passage has a vector, those with a word of the question are ranked by their words', async () => {
    const none = vectorsOf()
    expect(await rankBy('ramps of concrete', none)).toEqual(await rank(index, 'ramps of concrete'))
    expect(await rankBy('volcano', none, (key) => key === poolsKey)).toEqual([])
  })

  test('an answer with neither a vector nor a word of the question is not ranked', async () => {
    const found = await rankBy('volcano', vectorsOf([ramps, near(0.5)]), () => true)
    expect(new Set(found.map(({ key }) => key))).toEqual(new Set([rampsKey]))
  })

  test('vectors of answers that the index doesn’t have are passed over', async () => {
    const gone = answer({ uin: '9', paragraphs: ['Gone.'] })
    const found = await rankBy('volcano', vectorsOf([gone, near(0.9)], [ramps, near(0.5, 2)]))
    expect(found[0]?.key).toBe(rampsKey)
  })
})

describe('what a question names', () => {
  const vocabulary = { ...EMPTY_VOCABULARY, names: [['surrey', 'waltham forest']], talk: [['thanks']] }
  const index = createPassageIndex(vocabulary, { isEnglishWord: (word) => ['forest', 'surrey'].includes(word) })
  index.add([ramps])
  const places = (question: string) =>
    index
      .understand(question)
      .terms.filter(({ place }) => place)
      .map(({ written }) => written)

  test.each([
    ['ramps in surrey', ['surrey']],
    ['ramps in Surrey', ['Surrey']],
    ['ramps in Waltham Forest', ['Waltham', 'Forest']],
    ['ramps in a forest school', []],
  ])('%j: places %j', (question, expected) => {
    expect(places(question)).toEqual(expected)
  })

  test.each([
    ['ramps', true],
    ['Ramps?', true],
    ['surrey ramps', true],
    ['ramps in surrey', false],
    ['thanks', false],
    ['', true],
  ])('%j is plain: %j', (question, plain) => {
    expect(index.understand(question).plain).toBe(plain)
  })
})
