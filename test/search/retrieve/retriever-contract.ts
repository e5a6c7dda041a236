import { describe, expect, onTestFinished, test } from 'vitest'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { answerKey } from '../../../src/record/identity.ts'
import { createCorpus } from '../../../src/search/corpus.ts'
import type { Filter } from '../../../src/search/question/filter.ts'
import { factTests, filterPredicate } from '../../../src/search/question/filter-answers.ts'
import { weightQuery } from '../../../src/search/rank/query.ts'
import type { AnswerIndex, Within } from '../../../src/search/retrieve/answer-index.ts'
import { answerToIndex } from '../../../src/search/retrieve/indexed-answer.ts'
import { toInt8 } from '../../../src/search/retrieve/int8.ts'
import { passageKey } from '../../../src/search/retrieve/passage-key.ts'
import type { VectorKeeper, VectorRetriever } from '../../../src/search/retrieve/vectors.ts'
import { createAnalyser } from '../../../src/search/text/analyser.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'
import { ASKED, near } from '../../vectors.ts'

/** The two retrievers, empty at first, where one adapter has them. */
export interface Retrievers {
  answers: AnswerIndex
  vectors: VectorRetriever & VectorKeeper
  /** Resolves when what was added is searched. */
  settled: () => Promise<void>
  close: () => Promise<void>
}

/** What every adapter of the two retrievers does. `create` gives new, empty ones. */
export function retrieverContract(name: string, create: () => Promise<Retrievers>): void {
  const setUp = async (...answers: WrittenAnswer[]) => {
    const retrievers = await create()
    onTestFinished(retrievers.close)
    const { answers: index, vectors, settled } = retrievers
    const analyser = createAnalyser(EMPTY_VOCABULARY)
    const analyse = (text: string) => Uint32Array.from(analyser.text(text), index.terms.number)
    const toIndex = (list: readonly WrittenAnswer[]) => list.map((one) => answerToIndex(one, analyse))
    const add = async (...list: WrittenAnswer[]) => {
      await index.add(toIndex(list))
      await settled()
    }
    await add(...answers)
    return {
      ...retrievers,
      add,
      remove: async (...list: WrittenAnswer[]) => {
        await index.remove(toIndex(list))
        await settled()
      },
      query: (question: string) => weightQuery(analyser.question(question), index.terms),
      propose: async (question: string, within?: Within) => {
        const found = await index.propose(weightQuery(analyser.question(question), index.terms), within)
        return found.map(({ key }) => key)
      },
      embed: async (...list: [WrittenAnswer, ...Float32Array[]][]) => {
        await vectors.add(
          list.map(([answer, ...windows]) => ({
            key: passageKey(answerKey(answer), 0),
            answer,
            vectors: Int8Array.from(windows.flatMap((window) => [...toInt8(window)])),
          })),
        )
        await settled()
      },
      nearest: async (within?: Within, count = 10) =>
        (await vectors.nearest(ASKED, count, within)).map(({ key }) => key),
    }
  }
  const many = (count: number, text: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => answer({ uin: String(1000 + n), paragraphs: [text(n)] }))
  const ramps = answer({ uin: '1', paragraphs: ['Ramps are built of concrete.', 'Lifts follow.'] })
  const lifts = answer({ uin: '2', paragraphs: ['Lifts are built of steel.'] })
  const withinOf = (answers: readonly WrittenAnswer[], ...filters: Filter[]): Within => {
    const corpus = createCorpus(answers)
    const passes = filterPredicate(filters, corpus.names)
    return {
      passes: (key) => passes(corpus.byKey(key) as WrittenAnswer),
      tests: factTests(filters, corpus.names),
    }
  }
  const only = (...answers: WrittenAnswer[]): Within => {
    const keys = new Set(answers.map(answerKey))
    return { passes: (key) => keys.has(key) }
  }

  describe(`${name}: answers by words`, () => {
    test('an answer is proposed by any of its texts, with what they say where', async () => {
      const { propose, get, terms } = await setUpIndex(ramps, lifts)
      expect(await propose('concrete')).toEqual([answerKey(ramps)])
      expect((await propose('lifts')).toSorted()).toEqual([answerKey(ramps), answerKey(lifts)])
      expect(await propose('volcano')).toEqual([])
      const [found] = await get([answerKey(lifts), '2024-01-08/none'])
      expect(found).toMatchObject({ key: answerKey(lifts), answered: '2024-01-15' })
      expect(found?.passages.map((text) => Array.from(text, terms.term))).toEqual([
        createAnalyser(EMPTY_VOCABULARY).text('Lifts are built of steel.'),
      ])
    })

    test('terms are counted in the texts that have them, and lengths are averaged', async () => {
      const { terms, add, remove, averageLength } = await setUpIndex(ramps)
      const frequency = (term: string) => terms.documentFrequency(terms.known(term) ?? -1)
      const [lift = ''] = createAnalyser(EMPTY_VOCABULARY).text('lifts')
      const before = [terms.texts(), averageLength(), frequency(lift)]
      await add(lifts)
      expect([terms.texts(), frequency(lift)]).toEqual([5, 2])
      await remove(lifts)
      expect([terms.texts(), averageLength(), frequency(lift)]).toEqual(before)
    })

    test('a removed answer is not proposed; one that was not added, or says something else, stays', async () => {
      const { propose, get, remove } = await setUpIndex(ramps, lifts)
      await remove(ramps, answer({ uin: '3' }))
      expect(await propose('lifts')).toEqual([answerKey(lifts)])
      expect(await get([answerKey(ramps)])).toEqual([])
    })

    test('a replaced answer is proposed by its new text only, and counted once', async () => {
      const { propose, add, terms } = await setUpIndex(ramps, lifts)
      const glass = answer({ uin: '2', paragraphs: ['Lifts are made of glass.'] })
      const texts = terms.texts()
      await add(glass)
      expect(await propose('steel')).toEqual([])
      expect(await propose('glass')).toEqual([answerKey(lifts)])
      expect(terms.texts()).toBe(texts)
      await add(lifts)
      expect(await propose('steel')).toEqual([answerKey(lifts)])
    })

    test('an answer whose department changed is let through by the new one', async () => {
      const moved = { ...ramps, department: 'Department for Transport' }
      const { propose, add } = await setUpIndex(ramps)
      await add(moved)
      expect(await propose('ramps', withinOf([moved, lifts], { name: 'dept', value: 'transport' }))).toHaveLength(1)
    })

    test('of more answers that tie than are proposed, those with the last keys', async () => {
      const all = many(400, (n) => (n % 10 === 3 ? 'Ramps in nurseries.' : 'Ramps are steep.'))
      const { propose } = await setUpIndex(...all)
      const expected = all.map(answerKey).toSorted().reverse().slice(0, 150)
      expect((await propose('ramps')).toSorted()).toEqual(expected.toSorted())
      const rare = all.filter((_, n) => n % 10 === 3).map(answerKey)
      expect((await propose('ramps nurseries')).filter((key) => rare.includes(key))).toHaveLength(40)
    })

    test('the rare word decides who is proposed where thousands have the common ones', async () => {
      const all = many(4_000, (n) => (n === 3_000 ? 'Hydrotherapy.' : n % 40 === 7 ? 'School autism.' : 'School.'))
      const { propose } = await setUpIndex(...all)
      const found = await propose('school autism hydrotherapy')
      expect(found).toContain(answerKey(all[3_000] as WrittenAnswer))
      expect(found).toContain(answerKey(all[7] as WrittenAnswer))
    })

    test('only what a filter lets through is proposed, and all of it if it is little', async () => {
      const all = many(2_000, (n) => (n % 5 === 0 ? 'School autism.' : 'School.'))
      const { propose } = await setUpIndex(...all)
      const one = all[1] as WrittenAnswer
      expect(await propose('school autism', only(one))).toEqual([answerKey(one)])
      const common = all.filter((_, n) => n % 5 !== 0)
      const found = await propose('school autism', only(...common))
      const passing = new Set(common.map(answerKey))
      expect([found.length, found.every((key) => passing.has(key))]).toEqual([150, true])
    })

    const facts: [string, Filter][] = [
      ['since a month', { name: 'since', value: '2024-03' }],
      ['before a day', { name: 'before', value: '2024-03-10' }],
      ['in a year', { name: 'in', value: '2023' }],
      ['in a month', { name: 'in', value: '2024-03' }],
      ['a House', { name: 'house', value: 'Lords' }],
      ['part of a department', { name: 'dept', value: 'health' }],
      ['a minister', { name: 'by', value: 'Ford' }],
      ['an asker', { name: 'asked-by', value: 'Smith' }],
      ['a UIN', { name: 'uin', value: 'HL7' }],
    ]
    test.each(facts)('a filter as data lets through what its predicate does: %s', async (_what, filter) => {
      const all = [
        answer({ uin: '1', answered: '2023-12-31', answeredBy: { name: 'Vicky Ford' } }),
        answer({ uin: '2', answered: '2024-03-01', department: 'Department of Health and Social Care' }),
        answer({ uin: '3', answered: '2024-03-10' }),
        answer({ uin: 'HL7', answered: '2024-04-01' }),
        answer({ questions: [{ uin: '8', tabled: '2024-01-08', text: 'To ask.', asker: 'Jane Smith' }] }),
      ].map((one) => ({ ...one, passages: ramps.passages }))
      const { propose } = await setUpIndex(...all)
      const within = withinOf(all, filter)
      const expected = all.map(answerKey).filter(within.passes)
      expect(expected.length).toBeGreaterThan(0)
      expect(expected.length).toBeLessThan(all.length)
      expect((await propose('ramps', within)).toSorted()).toEqual(expected.toSorted())
      // As data alone.
      expect(await propose('ramps', { ...within, passes: () => true })).toEqual(expect.arrayContaining(expected))
    })
  })

  describe(`${name}: passages by meaning`, () => {
    const pools = answer({ uin: '3', paragraphs: ['Pools are heated.'] })
    const keyOf = (one: WrittenAnswer) => passageKey(answerKey(one), 0)

    test('the nearest come first, each with the cosine of its best window', async () => {
      const { embed, vectors, nearest } = await setUpIndex(ramps, lifts, pools)
      await embed([ramps, near(0.3)], [pools, near(0.9, 2)], [lifts, near(0.1, 3), near(0.6, 4)])
      expect(await nearest()).toEqual([pools, lifts, ramps].map(keyOf))
      expect(await nearest(undefined, 2)).toEqual([pools, lifts].map(keyOf))
      const [, second] = await vectors.nearest(ASKED, 2)
      expect(second?.cosine).toBeCloseTo(0.6, 1)
    })

    test('passages that are equally near come by key', async () => {
      const { embed, nearest } = await setUpIndex(ramps, lifts, pools)
      await embed([pools, near(0.5)], [ramps, near(0.5)], [lifts, near(0.5)])
      expect(await nearest()).toEqual([ramps, lifts, pools].map(keyOf))
    })

    test('cosines are given of the passages that have vectors', async () => {
      const { embed, vectors } = await setUpIndex(ramps, lifts, pools)
      await embed([ramps, near(0.5, 1)], [lifts, near(0.5, 2)])
      const { cosine, cosineBetween } = await vectors.ofAnswers([ramps, lifts, pools].map(answerKey))
      expect(cosine(ASKED, keyOf(ramps))).toBeCloseTo(0.5, 1)
      expect(cosine(ASKED, keyOf(pools))).toBeUndefined()
      expect(cosine(ASKED, passageKey(answerKey(ramps), 1))).toBeUndefined()
      expect(cosineBetween(keyOf(ramps), keyOf(lifts))).toBeCloseTo(0.25, 1)
      expect(cosineBetween(keyOf(ramps), keyOf(pools))).toBeUndefined()
    })

    test('only what a filter lets through is near', async () => {
      const lords = answer({ uin: 'HL5', paragraphs: ['Pools of the Lords.'] })
      const { embed, nearest } = await setUpIndex(ramps, lifts, lords)
      await embed([ramps, near(0.9)], [lifts, near(0.8)], [lords, near(0.1, 2)])
      expect(await nearest(only(lifts, lords))).toEqual([lifts, lords].map(keyOf))
      const within = withinOf([ramps, lifts, lords], { name: 'house', value: 'Lords' })
      expect(await nearest(within)).toEqual([keyOf(lords)])
      expect(await nearest({ ...within, passes: () => true })).toContain(keyOf(lords))
    })

    test('a vector that is replaced or removed is not near any more', async () => {
      const { embed, vectors, nearest, settled } = await setUpIndex(ramps, lifts)
      await embed([ramps, near(0.9), near(0.8, 2)], [lifts, near(0.5)])
      // A text makes as many windows again.
      await embed([ramps, near(0.2, 2), near(0.1)])
      expect(await nearest()).toEqual([lifts, ramps].map(keyOf))
      vectors.remove([keyOf(lifts)])
      await settled()
      expect(await nearest()).toEqual([keyOf(ramps)])
    })
  })

  async function setUpIndex(...answers: WrittenAnswer[]) {
    const made = await setUp(...answers)
    const { terms, get, averageLength } = made.answers
    return { ...made, terms, get, averageLength }
  }
}
