import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTextVectors } from '../../src/answering/text-vectors.ts'
import { AppError } from '../../src/app-error.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { PASSAGES } from '../../src/search/retrieve/embedded-texts.ts'
import { DIMENSIONS, type PassageToEmbed } from '../../src/search/retrieve/embedder.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { embeddingKey, passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { createVectorIndex, inMemory } from '../../src/search/retrieve/vectors.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import type { StoredVectors } from '../../src/storage/storage.ts'
import { answer } from '../answers.ts'

const MODEL = 'the-model'

/** A model whose vector of a passage is made of the text's length. It notes what it is asked for, and can be held up. */
function model() {
  const texts: string[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    texts,
    /** Holds up what is asked for from now on, until the function given back is called. */
    hold() {
      const held = Promise.withResolvers<void>()
      gate = held.promise
      return held.resolve
    },
    embedder: {
      model: MODEL,
      async embedPassages(passages: readonly PassageToEmbed[]) {
        texts.push(...passages.map(({ text }) => text))
        await gate
        return passages.map(({ text }) => new Int8Array(DIMENSIONS).fill(text.length))
      },
    },
  }
}

type Parts = Parameters<typeof createTextVectors>[0]

function setUp(more: Partial<Parts> = {}) {
  const made = model()
  const stored = createMemoryStorage().vectors
  const problems: unknown[] = []
  const index = createVectorIndex()
  const vectors = createTextVectors({
    embedded: PASSAGES,
    embedder: Promise.resolve(made.embedder),
    stored,
    index: inMemory(index),
    onProblem: (error) => problems.push(error),
    ...more,
  })
  onTestFinished(() => vectors.stop())
  return { ...made, stored, problems, vectors, index }
}

const of = (uin: string, paragraphs: string[], answered = '2024-01-15') => answer({ uin, paragraphs, answered })
const keyOf = (one: WrittenAnswer, nth = 0) => `${answerKey(one)}#${nth}`
const store = (stored: StoredVectors, one: WrittenAnswer) =>
  stored.put(
    MODEL,
    new Map(one.passages.map((_, nth) => [embeddingKey(passageToEmbed(one, nth)), new Int8Array(DIMENSIONS).fill(7)])),
  )

describe('vectors of passages', () => {
  test('stored ones are used, and only the missing ones are made and stored', async () => {
    const { vectors, index, stored, texts } = setUp()
    const known = of('1', ['Known.'])
    const fresh = of('2', ['Fresh.', 'More of it.'])
    await store(stored, known)
    vectors.add([known, fresh])
    await vectors.idle()
    expect(texts.toSorted()).toEqual(['Fresh.', 'More of it.'])
    expect(vectors.counts()).toEqual({ texts: 3, missing: 0, made: 2 })
    const keys = [0, 1].map((nth) => embeddingKey(passageToEmbed(fresh, nth)))
    expect((await stored.get(MODEL, keys)).size).toBe(2)
    expect([keyOf(known), keyOf(fresh), keyOf(fresh, 1)].map(index.has)).toEqual([true, true, true])
  })

  test('missing ones are made for the newest answers first', async () => {
    const { vectors, texts } = setUp()
    const days = Array.from({ length: 40 }, (_, n) => `2024-${String((n % 12) + 1).padStart(2, '0')}-15`)
    vectors.add(days.map((day, n) => of(String(n + 1), [day], day)))
    await vectors.idle()
    expect(texts).toEqual(days.toSorted().reverse())
  })

  test('a newer answer that is added meanwhile is next', async () => {
    const { vectors, texts, hold } = setUp()
    const release = hold()
    vectors.add(Array.from({ length: 40 }, (_, n) => of(String(n + 1), [`Old ${n}.`])))
    await expect.poll(() => texts.length).toBe(16)
    vectors.add([of('90', ['New.'], '2025-01-15')])
    release()
    await vectors.idle()
    expect(texts.indexOf('New.')).toBe(16)
  })

  test('an answer that is replaced or removed while its vector is made has no vector of its old text', async () => {
    const { vectors, index, texts, hold } = setUp()
    const release = hold()
    const before = of('1', ['Before.', 'Gone.'])
    const removed = of('2', ['Removed.'])
    vectors.add([before, removed])
    await expect.poll(() => texts.length).toBe(3)
    const after = of('1', ['After it was corrected.'])
    vectors.add([after])
    vectors.remove([answerKey(removed)])
    release()
    await vectors.idle()
    expect(index.size()).toBe(1)
    const question = new Float32Array(DIMENSIONS).fill(1 / DIMENSIONS)
    const [nearest] = index.nearest(question, 10)
    expect(nearest).toEqual({ key: keyOf(after), cosine: expect.closeTo('After it was corrected.'.length / 254) })
    expect(vectors.counts()).toMatchObject({ texts: 1, missing: 0 })
  })

  test('where the model fails, that is reported, and tried again after the next answer is added', async () => {
    let fails = true
    const { embedder } = model()
    const failing: typeof embedder = {
      ...embedder,
      embedPassages: (passages) => {
        if (fails) throw new Error('the model has ended')
        return embedder.embedPassages(passages)
      },
    }
    const { vectors, problems } = setUp({ embedder: Promise.resolve(failing) })
    vectors.add([of('1', ['One.'])])
    await vectors.idle()
    expect(problems).toEqual([new Error('the model has ended')])
    expect(vectors.counts()).toMatchObject({ texts: 1, missing: 1 })
    fails = false
    vectors.add([of('2', ['Two.'])])
    await vectors.idle()
    expect(vectors.counts()).toEqual({ texts: 2, missing: 0, made: 2 })
  })

  test('where the search engine is away, that is reported, and tried again after a while without another answer', async () => {
    const inIndex = createVectorIndex()
    const index = inMemory(inIndex)
    let away = true
    const { vectors, problems } = setUp({
      lookAgainMs: 50,
      index: {
        ...index,
        async held(passages) {
          await nextTurn()
          if (away) throw new AppError('search-unavailable', 'away')
          return index.held(passages)
        },
      },
    })
    vectors.add([of('1', ['one'])])
    await delay(120)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.length).toBeLessThan(5)
    away = false
    await expect.poll(() => inIndex.size()).toBe(1)
  })

  test('where the storage fails, that is reported once, and vectors are served from memory', async () => {
    const failing = async () => {
      throw new Error('the disk is full')
    }
    const { vectors, index, problems } = setUp({
      stored: { get: async () => new Map(), put: failing, retainModel: failing },
    })
    vectors.add(Array.from({ length: 40 }, (_, n) => of(String(n + 1), [`Passage ${n}.`])))
    await vectors.idle()
    expect(problems).toEqual([new Error('the disk is full')])
    expect(index.size()).toBe(40)
  })

  test('where the model can’t be loaded, all stay missing, and nobody waits for them', async () => {
    const { vectors, problems } = setUp({ embedder: Promise.reject(new Error('no runtime')) })
    vectors.add([of('1', ['One.'])])
    await vectors.ready()
    expect(vectors.counts()).toEqual({ texts: 1, missing: 1, made: 0 })
    expect(problems).toEqual([])
  })

  test('for a program that ends soon, many missing ones are not made, and a few are, before it is ready', async () => {
    const { vectors, index, texts, stored } = setUp({ make: 'few' })
    const known = of('90', ['Known.'])
    await store(stored, known)
    const many = Array.from({ length: 40 }, (_, n) => of(String(n + 1), [`Passage ${n}.`]))
    vectors.add([known, ...many])
    await vectors.ready()
    await vectors.idle()
    expect(texts).toEqual([])
    expect(index.has(keyOf(known))).toBe(true)
    vectors.remove(many.slice(4).map(answerKey))
    vectors.add([of('91', ['One more.'])])
    await vectors.ready()
    expect(vectors.counts()).toEqual({ texts: 6, missing: 0, made: 5 })
  })

  test('vectors of other models are deleted when all are made', async () => {
    const { vectors, stored } = setUp()
    await stored.put('an-older-model', new Map([['key', new Int8Array(DIMENSIONS)]]))
    vectors.add([of('1', ['One.'])])
    await vectors.idle()
    expect((await stored.get('an-older-model', ['key'])).size).toBe(0)
  })

  test('the real model’s vectors lead a question to the passage that shares no word with it', async () => {
    const embedder = await createOnnxEmbedder(MODEL_FOLDER)
    onTestFinished(() => embedder.close())
    const { vectors, index } = setUp({ embedder: Promise.resolve(embedder) })
    const transport = of('1', ['Local authorities must arrange free home to school travel for eligible children.'])
    const screening = of('2', ['There are no plans to assess all pupils for dyslexia.'])
    vectors.add([screening, transport])
    await vectors.idle()
    const question = await embedder.embedQuestion('who pays the taxi')
    expect(index.nearest(question, 2)[0]?.key).toBe(keyOf(transport))
  })
})
