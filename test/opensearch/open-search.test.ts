import { hash } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createAnswering } from '../../src/answering/answering.ts'
import { createTextVectors } from '../../src/answering/text-vectors.ts'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { createEngine } from '../../src/opensearch/engine.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex, createPassageIndexOn } from '../../src/search/passage-index.ts'
import { PASSAGES } from '../../src/search/retrieve/embedded-texts.ts'
import { DIMENSIONS, type PassageToEmbed } from '../../src/search/retrieve/embedder.ts'
import { toInt8 } from '../../src/search/retrieve/int8.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { answer } from '../answers.ts'
import { retrieverContract } from '../search/retrieve/retriever-contract.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { startProxy } from './proxy.ts'
import { deleteIndexes, NOTE, newAddress, openAt, URL_OF_TESTS } from './test-engine.ts'

const ramps = answer({ uin: '1', paragraphs: ['Ramps are built of concrete.'] })
const lifts = answer({ uin: '2', paragraphs: ['Lifts are built of steel.'] })

/** An index of a process of its own; several may have one address. */
function processAt(url: string) {
  const open = openAt(url, { stay: true })
  onTestFinished(open.close)
  const index = createPassageIndexOn(open.answers, EMPTY_VOCABULARY)
  return {
    ...open,
    index,
    async add(...answers: WrittenAnswer[]) {
      await index.add(answers)
      await index.settled()
    },
    async remove(...answers: WrittenAnswer[]) {
      await index.remove(answers)
      await index.settled()
    },
    found: async (question: string) =>
      (await index.rank(index.understand(question).terms)).passages.map(({ key }) => key),
  }
}

function oneAddress(): string {
  const url = newAddress()
  onTestFinished(() => deleteIndexes(url))
  return url
}

describe.skipIf(!URL_OF_TESTS)(`a real OpenSearch${NOTE}`, () => {
  retrieverContract('on OpenSearch', async () => openAt(newAddress()))

  describe('several processes share an index', () => {
    const Stats = z.object({ _all: z.object({ total: z.object({ indexing: z.object({ index_total: z.number() }) }) }) })
    const sentTo = async (url: string) => {
      const engine = createEngine(url)
      const { _all } = await engine.call({ method: 'GET', path: `/${engine.prefix}-*/_stats/indexing` }, Stats)
      await engine.close()
      return _all.total.indexing.index_total
    }

    test('what one has sent is not sent by another, which finds it all the same', async () => {
      const url = oneAddress()
      const [first, second] = [processAt(url), processAt(url)]
      await first.add(ramps, lifts)
      const sent = await sentTo(url)
      await second.add(lifts, ramps)
      expect(await sentTo(url)).toBe(sent)
      expect(await second.found('concrete')).toEqual([answerKey(ramps)])
    })

    test('a word that another has met is the one that a misspelt word is read as', async () => {
      const url = oneAddress()
      const [first, second] = [processAt(url), processAt(url)]
      await first.add(ramps)
      await second.add(ramps)
      expect(second.index.understand('concerte').repaired).toEqual([{ typed: 'concerte', read: 'concrete' }])
    })

    test('an answer that another has and this one does not is not found here', async () => {
      const url = oneAddress()
      const [first, second] = [processAt(url), processAt(url)]
      await first.add(ramps, lifts)
      await second.add(lifts)
      expect(await second.found('concrete')).toEqual([])
      expect(await second.found('steel')).toEqual([answerKey(lifts)])
    })

    test('who comes late with an old answer leaves the new one of another, and counts as if alone', async () => {
      const url = oneAddress()
      const [first, second] = [processAt(url), processAt(url)]
      const corrected = answer({ uin: '1', paragraphs: ['Ramps are built of wood.'] })
      for (const one of [first, second]) await one.add(ramps, lifts)
      await first.remove(ramps)
      await first.add(corrected)
      await second.remove(ramps)
      expect(await first.found('wood')).toEqual([answerKey(ramps)])
      expect(await second.found('wood')).toEqual([])
      await second.add(corrected)
      for (const { answers, found } of [first, second]) {
        expect(await found('wood')).toEqual([answerKey(ramps)])
        expect(answers.terms.documentFrequency(answers.terms.known('concret') ?? -1)).toBe(0)
        expect(answers.terms.texts()).toBe(4)
      }
    })

    test('with another vocabulary they use different indexes', async () => {
      const url = oneAddress()
      await processAt(url).add(ramps)
      const other = openAt(url, { vocabulary: { ...EMPTY_VOCABULARY, same: [['ramp', 'slope']] }, stay: true })
      onTestFinished(other.close)
      const index = createPassageIndexOn(other.answers, EMPTY_VOCABULARY)
      await index.add([lifts])
      await index.settled()
      expect((await index.rank(index.understand('concrete').terms)).passages).toEqual([])
    })
  })

  test('what was deleted while a bot ran is said to be gone, and the next start fills it again', async () => {
    const url = oneAddress()
    const gone = { code: 'search-unavailable', message: expect.stringContaining('Restart the bot') }
    const vectors = new Map([ramps, lifts].map((one) => [one, new Int8Array(DIMENSIONS).fill(1)]))
    const passageOf = (one: WrittenAnswer) => {
      return { key: `${answerKey(one)}#0`, answer: one, vectors: vectors.get(one) as Int8Array }
    }
    const before = processAt(url)
    await before.add(ramps)
    await before.vectors.add([passageOf(ramps)])
    await deleteIndexes(url)
    await expect(before.add(lifts)).rejects.toMatchObject(gone)
    await expect(before.vectors.add([passageOf(lifts)])).rejects.toMatchObject(gone)
    const next = processAt(url)
    await next.add(ramps, lifts)
    expect(await next.found('steel')).toEqual([answerKey(lifts)])
  })

  describe('while it can’t be reached', () => {
    test('a question fails with a code, what is added waits, and both work again when it can', async () => {
      const proxy = await startProxy(URL_OF_TESTS as string)
      const path = new URL(oneAddress()).pathname
      const { index, add, found, check } = processAt(`${proxy.url}${path}`)
      await add(ramps)
      await proxy.stop()
      const unavailable = expect.objectContaining({ code: 'search-unavailable' })
      await expect(found('concrete')).rejects.toEqual(unavailable)
      await expect(add(lifts)).rejects.toEqual(unavailable)
      expect(await check()).toMatchObject({ ok: false })
      await proxy.start()
      await index.settled()
      expect(await check()).toEqual({ ok: true })
      expect(await found('concrete')).toEqual([answerKey(ramps)])
      expect(await found('steel')).toEqual([answerKey(lifts)])
      await proxy.stop()
    })
  })

  describe('an app', () => {
    const topics = ['ramps', 'lifts', 'hydrotherapy pools', 'sensory rooms', 'taxis', 'tribunals', 'dyslexia tests']
    const verbs = ['funded', 'planned', 'inspected', 'delayed', 'reviewed']
    const answers = topics.flatMap((topic, nth) =>
      verbs.map((verb, n) =>
        answer({
          uin: String(1000 + nth * 10 + n),
          heading: `Special Schools: ${topic}`,
          answered: `20${String(18 + n)}-0${nth + 1}-15`,
          department: n % 2 === 0 ? 'Department for Education' : 'Department of Health and Social Care',
          question: `To ask the Secretary of State for Education, whether ${topic} are ${verb} in Kent.`,
          paragraphs: [
            `The ${topic} of special schools are ${verb} by local authorities, with the views of parents.`,
            `Pupils with SEND in ${nth + 2} areas had ${topic} that were ${verb} last year.`,
          ],
        }),
      ),
    )
    const questions = [
      'who pays for hydrotherapy pools',
      'are ramps funded by councils',
      'ramps since:2020',
      'hydrotherpy pools delayed dept:health',
      'taxis in 2019',
      'what about reading difficulty checks',
      'latest on tribunals',
      'sensory rooms in Kent',
      'when does the ferry sail',
      '1032',
      'lifts',
    ]

    /** Texts with the same words have the same vector; each word adds to one number. */
    const vectorOf = (text: string) => {
      const vector = new Float32Array(DIMENSIONS)
      for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
        const place = Number.parseInt(hash('sha1', word).slice(0, 6), 16) % DIMENSIONS
        vector[place] = (vector[place] as number) + 1
      }
      const length = Math.hypot(...vector) || 1
      return vector.map((number) => number / length)
    }
    const embedder = {
      model: 'words',
      embedQuestion: async (text: string) => vectorOf(text),
      embedPassages: async (passages: readonly PassageToEmbed[]) => passages.map(({ text }) => toInt8(vectorOf(text))),
    }

    test('gives the same replies as with its index in memory', async () => {
      const problems: unknown[] = []
      const repliesOf = async (open: ReturnType<typeof openAt> | undefined) => {
        const corpus = createCorpus(answers)
        const index = open ? createPassageIndexOn(open.answers, EMPTY_VOCABULARY) : createPassageIndex()
        await index.add(answers)
        await index.settled()
        const vectors = createTextVectors({
          embedded: PASSAGES,
          embedder: Promise.resolve(embedder),
          stored: createMemoryStorage().vectors,
          ...(open && { index: open.vectors }),
          onProblem: (problem) => problems.push(problem),
        })
        vectors.add(answers)
        await vectors.idle()
        await open?.settled()
        const { ask, parse } = createAnswering({ corpus, index, byMeaning: { embedder, vectors: vectors.index } })
        const replies = []
        for (const question of questions) replies.push(await ask(parse(question)))
        return replies
      }
      const expected = await repliesOf(undefined)
      const open = openAt(newAddress())
      onTestFinished(open.close)
      expect(await repliesOf(open)).toEqual(expected)
      expect(expected.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['answer', 'no-answer']))
      expect(problems).toEqual([])
    })
  })
})

describe('where no engine is', () => {
  test('an app doesn’t start; it says what to do, and no password', async () => {
    const proxy = await startProxy('http://127.0.0.1:1')
    await proxy.stop()
    const { host } = new URL(proxy.url)
    const start = createApp(
      { dataDir: await temporaryFolder(), searchUrl: `http://bot:very-secret@${host}` },
      createLog('error', () => {}),
    )
    await expect(start).rejects.toMatchObject({
      code: 'search-unavailable',
      message: expect.stringContaining(`The search engine at ${host} can't be used`),
      cause: undefined,
    })
    await expect(start).rejects.toMatchObject({ message: expect.not.stringContaining('very-secret') })
  })
})
