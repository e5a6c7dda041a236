import { describe, expect, onTestFinished, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { parliamentReader } from '../../src/sources/parliament/parliament-reader.ts'
import { createParliamentSource } from '../../src/sources/parliament/parliament-source.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { sync } from '../../src/sync/sync.ts'
import { parseTopic } from '../../src/sync/topic.ts'
import { isWithdrawn } from '../../src/sync/withdrawn.ts'
import { asking } from '../answering/answering-from.ts'
import {
  type FakeRecord,
  type Faults,
  manyRecords,
  OTHER,
  record,
  startFakeParliament,
} from '../sources/parliament/fake-parliament.ts'
import { contents, storedAnswers } from '../storage/stored-contents.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A topic file with these entries. */
function topicOf(about: string[], searches: object[]) {
  return parseTopic(JSON.stringify({ about, searches }))
}
const ABOUT = ['SEND', 'special educational need']
const SEARCHES = [{ term: 'special educational' }, { term: 'send', bodies: [60] }]
const topic = topicOf(ABOUT, SEARCHES)

async function parliament(records: FakeRecord[], faults: Faults = {}) {
  const fake = await startFakeParliament(records, faults)
  onTestFinished(() => fake.close())
  return fake
}

async function newStorage(): Promise<Storage> {
  const storage = createSqliteStorage(await temporaryFolder())
  onTestFinished(() => storage.close())
  return storage
}

const run = (
  url: string,
  storage: Storage,
  more: { since?: string | undefined; until?: string; now?: string; about?: typeof topic } = {},
) =>
  sync({
    source: createParliamentSource({ url, requestsPerSecond: 10_000, retryDelayMs: 1 }),
    storage,
    topic: more.about ?? topic,
    since: 'since' in more ? more.since : '2024-01-01',
    until: more.until,
    now: () => new Date(more.now ?? '2024-07-01T10:00:00Z'),
  })

describe('a sync finds', () => {
  test('what belongs, though lists clip it, and not what only has the verb “send”', async () => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    const report = await run(url, storage)
    expect(report).toMatchObject({ added: 100, corrected: 0, dropped: 0, failed: [] })
    expect(await storage.answers.span()).toEqual({ answers: 100, oldest: '2024-01-01', newest: '2024-06-27' })
    expect(await storage.runs.status()).toMatchObject({ coveredUntil: '2024-06-27', lastError: undefined })
  })

  test('with a hundred rows a page, a User-Agent, and a list for each month', async () => {
    const fake = await parliament(manyRecords())
    await run(fake.url, await newStorage())
    const lists = fake.requests.filter(({ path }) => path.endsWith('/questions'))
    expect(new Set(lists.map(({ parameters }) => parameters.get('take')))).toEqual(new Set(['100']))
    expect(fake.requests[0]?.userAgent).toContain('SEND-Answers')
    expect(Math.max(...lists.map(({ parameters }) => Number(parameters.get('skip'))))).toBeLessThan(1000)
  })

  test('grouped questions as one answer, including those that no list has', async () => {
    const dates = (uin: string) => [{ questionUin: uin, dateTabled: '2024-03-01' }]
    const answerText = '<p>We act.</p>'
    const { url } = await parliament([
      record({ id: 1, answerText, groupedQuestionsDates: dates('2') }),
      record({ id: 2, ...OTHER, answerText, groupedQuestionsDates: dates('1') }),
    ])
    const storage = await newStorage()
    expect(await run(url, storage)).toMatchObject({ added: 1 })
    const [answer] = await storedAnswers(storage)
    expect(answer?.questions.map(({ uin, asker }) => [uin, asker])).toEqual([
      ['1', 'Sam Member'],
      ['2', 'Sam Member'],
    ])
  })

  test('records that are valid; an invalid one is reported by its id, left out, and fetched again next time', async () => {
    const bad = { ...record({ id: 9 }), house: 'Senate' }
    const fake = await parliament([record({ id: 8 }), bad])
    const storage = await newStorage()
    const report = await run(fake.url, storage)
    expect(report).toMatchObject({
      added: 1,
      failed: [{ record: 'question 9', problem: expect.stringContaining('house') }],
    })
    bad.house = 'Commons'
    expect(await run(fake.url, storage)).toMatchObject({ added: 1, failed: [] })
  })

  test('no record whose HTML can’t be parsed', async () => {
    const deep = record({ id: 9, answerText: `${'<div>'.repeat(30_000)}special educational needs` })
    const fake = await parliament([record({ id: 8 }), deep])
    expect(await run(fake.url, await newStorage())).toMatchObject({ added: 1, failed: [{ record: 'question 9' }] })
  })

  test('records that are larger than any real one are left out by id, with the reason, and the rest goes on', async () => {
    const cells = `<table>${'<tr><td colspan="50" rowspan="50">SEND'.repeat(50)}</table>`
    const { url } = await parliament([
      record({ id: 1 }),
      record({ id: 2, answerText: 'x'.repeat(5 * 2 ** 20) }),
      record({ id: 3, answerText: 'x'.repeat(300_001) }),
      record({ id: 4, answerText: cells }),
      record({ id: 5, answerText: `${'<div>'.repeat(101)}SEND` }),
    ])
    const storage = await newStorage()
    const { added, failed } = await run(url, storage)
    expect(added).toBe(1)
    expect(failed.map(({ record, problem }) => `${record}: ${problem}`).toSorted()).toEqual([
      'question 2: it is larger than 4 MB',
      'question 3: more than 300,000 characters',
      'question 4: more than 20,000 table cells',
      'question 5: more than 100 elements inside each other',
    ])
  })
})

describe('a later sync', () => {
  test('fetches only what changed, and ends with the same answers as a fresh one', async () => {
    const all = manyRecords()
    const early = all.map((one) =>
      String(one.dateAnswered) <= '2024-03-31'
        ? one
        : { ...one, dateAnswered: null, answerText: null, answeringMember: null },
    )
    const fake = await parliament(early)
    const storage = await newStorage()
    await run(fake.url, storage)
    fake.records = all
    fake.requests.length = 0
    const second = await run(fake.url, storage, { since: undefined })
    expect(second.span).toEqual({ from: '2024-03-20', to: '2024-07-01' })
    const details = fake.requests.filter(({ path }) => !path.endsWith('/questions')).map(({ path }) => path)
    expect(new Set(details).size).toBe(details.length)
    const answeredLater = all.filter((one) => String(one.dateAnswered) > '2024-03-31').length
    expect(details.length).toBeLessThanOrEqual(answeredLater)

    const fresh = await newStorage()
    await run(fake.url, fresh)
    expect(await contents(storage)).toBe(await contents(fresh))
  })

  test('of an earlier span, or of one after a gap, does not change what is covered', async () => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    await run(url, storage, { since: '2024-03-01', until: '2024-04-30' })
    expect((await storage.runs.status()).coveredUntil).toBe('2024-04-25')
    await run(url, storage, { since: '2024-01-01', until: '2024-02-29' })
    expect((await storage.runs.status()).coveredUntil).toBe('2024-04-25')
    await run(url, storage, { since: '2024-06-01', until: '2024-06-30' })
    expect((await storage.runs.status()).coveredUntil).toBe('2024-04-25')
    await run(url, storage, { since: undefined })
    expect(await storage.answers.span()).toMatchObject({ answers: 100 })
    expect(await storage.runs.status()).toMatchObject({ coveredUntil: '2024-06-27' })
  })

  test('asks for as much as a first one if no answer was found before', async () => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    await run(url, storage, { since: '2019-01-01', until: '2019-01-31' })
    expect(await storage.answers.span()).toMatchObject({ answers: 0 })
    expect(await storage.runs.status()).toMatchObject({ coveredUntil: undefined, lastGood: expect.any(String) })
    expect(await run(url, storage, { since: undefined })).toMatchObject({ added: 100, span: { from: '2022-07-01' } })
  })

  test('fetches no record if nothing changed', async () => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    await run(url, storage)
    expect(await run(url, storage)).toMatchObject({ added: 0, corrected: 0, requests: { details: 0 } })
  })

  test('replaces a holding answer by the real one', async () => {
    const fake = await parliament([
      record({ id: 1, answerIsHolding: true, answerText: '<p>Soon.</p>', dateAnswered: '2024-03-05' }),
    ])
    const storage = await newStorage()
    await run(fake.url, storage)
    expect(await storedAnswers(storage)).toMatchObject([{ holding: true }])
    fake.records = [record({ id: 1, answerText: '<p>Seven.</p>', dateAnswered: '2024-06-20' })]
    expect(await run(fake.url, storage, { since: undefined })).toMatchObject({ added: 0, corrected: 1 })
    expect((await storedAnswers(storage)).map(({ holding }) => holding)).toEqual([undefined])
  })

  test('finds the correction of an old answer', async () => {
    const old = record({ id: 1, dateAnswered: '2024-01-05' })
    const fake = await parliament([old, record({ id: 2, dateAnswered: '2024-06-25' })])
    const storage = await newStorage()
    await run(fake.url, storage)
    fake.records[0] = {
      ...old,
      answerText: '<p>Seven.</p>',
      originalAnswerText: '<p>Six.</p>',
      dateAnswerCorrected: '2024-06-28',
    }
    expect(await run(fake.url, storage, { since: undefined })).toMatchObject({ corrected: 1 })
    const { changes } = await storage.answers.changesSince(0, 10)
    expect(changes.at(-1)?.answer).toMatchObject({ corrected: '2024-06-28', original: [[{}]] })
  })

  test('drops an answer that was withdrawn, or that is no longer about the topic', async () => {
    const fake = await parliament([
      record({ id: 1 }),
      record({ id: 2, heading: 'Roads', answerText: '<p>SEND matters.</p>' }),
    ])
    const storage = await newStorage()
    await run(fake.url, storage)
    fake.records = [
      record({ id: 1, isWithdrawn: true }),
      record({ id: 2, heading: 'Roads', answerText: '<p>We send help.</p>' }),
    ]
    expect(await run(fake.url, storage)).toMatchObject({ dropped: 2 })
    expect(await storedAnswers(storage)).toEqual([])
    const groups = ['2024-03-01/1', '2024-03-01/2', '2024-03-01/3']
    expect(await Promise.all(groups.map((group) => isWithdrawn(storage.records, parliamentReader, group)))).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('a group whose first question is withdrawn', () => {
  const dates = (...ids: number[]) => ids.map((id) => ({ questionUin: String(id), dateTabled: '2024-03-01' }))
  const first = record({ id: 1, answerText: '<p>We act.</p>', groupedQuestionsDates: dates(2) })
  const second = record({ id: 2, answerText: '<p>We act.</p>', groupedQuestionsDates: dates(1) })

  test('keeps its answer, under the key of the next question, in the storage and in a running corpus', async () => {
    const fake = await parliament([first, second])
    const storage = await newStorage()
    await run(fake.url, storage)
    const live = createLiveCorpus([], storage.answers)
    await live.refresh()
    expect(live.corpus.byKey('2024-03-01/1')?.questions[0].uin).toBe('1')

    fake.records = [{ ...first, isWithdrawn: true }, second]
    expect(await run(fake.url, storage)).toMatchObject({ added: 0, corrected: 1, dropped: 0 })
    expect(await isWithdrawn(storage.records, parliamentReader, '2024-03-01/1')).toBe(false)
    await live.refresh()
    for (const answers of [await storedAnswers(storage), live.corpus.newest()])
      expect(answers.map(({ questions }) => questions[0].uin)).toEqual(['2'])
    expect(await asking(createAnswering(live))('how do we act on special educational needs')).toMatchObject({
      kind: 'answer',
    })
    const fresh = await newStorage()
    await run(fake.url, fresh)
    expect(await contents(storage)).toBe(await contents(fresh))
  })
})

describe('a changed topic reaches what was fetched before', () => {
  const about = (id: number, text: string, more = {}) =>
    record({ id, ...OTHER, answerText: `<p>We send help. ${text}</p>`, ...more })
  const records = [about(1, 'SEND matters.'), about(2, 'Ramps are planned.'), about(3, 'Lifts are planned.')]
  const uins = async (storage: Storage) => (await storedAnswers(storage)).map(({ questions }) => questions[0].uin)

  test('without fetching anything, if “about” is widened or narrowed', async () => {
    const fake = await parliament(records)
    const storage = await newStorage()
    await run(fake.url, storage)
    expect(await uins(storage)).toEqual(['1'])

    const wider = { since: undefined, about: topicOf([...ABOUT, 'ramp'], SEARCHES) }
    expect(await run(fake.url, storage, wider)).toMatchObject({ added: 1, dropped: 0, requests: { details: 0 } })
    expect(await uins(storage)).toEqual(['1', '2'])

    const narrower = { since: undefined, about: topicOf(['lift'], SEARCHES) }
    expect(await run(fake.url, storage, narrower)).toMatchObject({ added: 1, dropped: 2, requests: { details: 0 } })
    expect(await uins(storage)).toEqual(['3'])
  })

  test('but fetches the missing questions of a group that now belongs', async () => {
    const dates = (uin: string) => [{ questionUin: uin, dateTabled: '2024-03-01' }]
    const fake = await parliament([
      about(4, 'Ramps.', { groupedQuestionsDates: dates('5') }),
      about(5, 'Ramps.', { groupedQuestionsDates: dates('4'), answeringBodyId: 1 }),
    ])
    const [storage, fresh] = [await newStorage(), await newStorage()]
    await run(fake.url, storage)
    const wider = { about: topicOf([...ABOUT, 'ramp'], SEARCHES) }
    expect(await run(fake.url, storage, wider)).toMatchObject({ added: 1, requests: { details: 1 } })
    await run(fake.url, fresh, wider)
    expect(await contents(storage)).toBe(await contents(fresh))
    expect((await storedAnswers(storage))[0]?.questions.map(({ text }) => text)).not.toContain(undefined)
  })

  test('and a new search is asked for all the days that the others have covered, once', async () => {
    const hidden = record({
      id: 6,
      ...OTHER,
      dateAnswered: '2024-01-09',
      answerText: '<p>Ramps help pupils with SEND.</p>',
    })
    const fake = await parliament(
      [...records, hidden].map((one) => ({ ...one, answeringBodyId: one === hidden ? 1 : 60 })),
    )
    const [storage, fresh] = [await newStorage(), await newStorage()]
    await run(fake.url, storage)
    expect(await uins(storage)).toEqual(['1'])

    fake.requests.length = 0
    const wider = topicOf(ABOUT, [...SEARCHES, { term: 'ramps' }])
    expect(await run(fake.url, storage, { since: undefined, about: wider })).toMatchObject({
      added: 1,
      span: { from: '2024-01-01', to: '2024-07-01' },
      requests: { details: 1 },
    })
    const from = fake.requests.flatMap(({ parameters }) =>
      parameters.get('searchTerm') === 'ramps' ? [] : (parameters.get('answeredWhenFrom') ?? []),
    )
    expect(from.toSorted()[0]).toBe('2024-03-01')
    await run(fake.url, fresh, { about: wider })
    expect(await contents(storage)).toBe(await contents(fresh))

    fake.requests.length = 0
    await run(fake.url, storage, { since: undefined, about: wider })
    expect(fake.requests.every(({ parameters }) => (parameters.get('answeredWhenFrom') ?? '3') >= '2024-03-01')).toBe(
      true,
    )
  })

  test('also if the code that reads records changes', async () => {
    const fake = await parliament(records)
    const storage = await newStorage()
    await run(fake.url, storage)
    const source = createParliamentSource({ url: fake.url, requestsPerSecond: 10_000 })
    const next = {
      ...source,
      version: source.version + 1,
      makeAnswer: (...made: Parameters<typeof source.makeAnswer>) => ({
        ...source.makeAnswer(...made),
        heading: 'New',
      }),
    }
    const options = { storage, topic, now: () => new Date('2024-07-01T10:00:00Z') }
    expect(await sync({ ...options, source: next })).toMatchObject({ corrected: 1, requests: { details: 0 } })
    expect(await storedAnswers(storage)).toMatchObject([{ heading: 'New' }])
    expect(await sync({ ...options, source: next })).toMatchObject({ corrected: 0 })
  })
})

describe('faults', () => {
  test('rate limits, resets and errors with status 200 do not change the result', async () => {
    const records = manyRecords()
    const calm = await newStorage()
    await run((await parliament(records)).url, calm)
    const troubled = await newStorage()
    await run((await parliament(records, { limitPerSecond: 80, resetEvery: 20, soft500Every: 30 })).url, troubled)
    expect(await contents(troubled)).toBe(await contents(calm))
  })

  test('an unreachable API is an error, kept for the status; stored answers stay', async () => {
    const fake = await startFakeParliament(manyRecords())
    const storage = await newStorage()
    await run(fake.url, storage)
    await fake.close()
    await expect(run(fake.url, storage)).rejects.toMatchObject({ code: 'parliament-unreachable' })
    expect(await storage.answers.span()).toMatchObject({ answers: 100 })
    expect(await storage.runs.status()).toMatchObject({
      lastError: { message: expect.stringContaining('could not be reached') },
    })
  })

  test('a run is stopped after twelve hours, kept for the status, and goes on with the next; stored answers stay', async () => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    const source = createParliamentSource({ url, requestsPerSecond: 10_000, retryDelayMs: 1 })
    let now = Date.parse('2024-07-01T10:00:00Z')
    const slow = {
      ...source,
      list(...asked: Parameters<typeof source.list>) {
        now += 2 * 3_600_000
        return source.list(...asked)
      },
    }
    await expect(
      sync({ source: slow, storage, topic, since: '2024-01-01', now: () => new Date(now) }),
    ).rejects.toMatchObject({ code: 'sync-too-long' })
    expect(await storage.runs.status()).toMatchObject({
      lastError: { message: expect.stringContaining('stopped after 12 hours') },
    })
    const { answers } = await storage.answers.span()
    expect(answers).toBeGreaterThan(0)
    const report = await run(url, storage, { now: new Date(now).toISOString() })
    expect(report.resumedSteps).toBeGreaterThan(0)
    expect(answers + report.added).toBe(100)
  })

  test.for([
    ['lists', 20_001, '20000 lists'],
    ['bytes', 10_000_000_001, '10 GB'],
  ] as const)('a run is stopped after too many %s', async ([what, count, said]) => {
    const { url } = await parliament(manyRecords())
    const storage = await newStorage()
    const source = createParliamentSource({ url, requestsPerSecond: 10_000, retryDelayMs: 1 })
    const asked = { ...source, requests: () => ({ ...source.requests(), [what]: count }) }
    await expect(
      sync({ source: asked, storage, topic, since: '2024-01-01', now: () => new Date('2024-07-01') }),
    ).rejects.toMatchObject({ code: 'sync-too-long', message: expect.stringContaining(`stopped after ${said}`) })
  })

  test('a source counts the bytes that it was sent', async () => {
    const { url } = await parliament(manyRecords())
    const report = await run(url, await newStorage())
    expect(report.requests.bytes).toBeGreaterThan(100 * 100)
  })

  test('an interrupted run is resumed, not repeated', async () => {
    const fake = await parliament(manyRecords())
    const whole = await newStorage()
    await run(fake.url, whole)
    const lists = fake.requests.filter(({ path }) => path.endsWith('/questions')).length

    const storage = await newStorage()
    const source = createParliamentSource({ url: fake.url, requestsPerSecond: 10_000 })
    let calls = 0
    const breaking = {
      ...source,
      list: (...query: Parameters<typeof source.list>) =>
        ++calls > 7 ? Promise.reject(new Error('cut')) : source.list(...query),
    }
    const options = { storage, topic, since: '2024-01-01', now: () => new Date('2024-07-01T10:00:00Z') }
    await expect(sync({ ...options, source: breaking })).rejects.toThrow('cut')
    const report = await run(fake.url, storage)
    expect(report.resumedSteps).toBeGreaterThan(2)
    expect(report.requests.lists).toBeLessThanOrEqual(lists - 6)
    expect(await contents(storage)).toBe(await contents(whole))
    expect((await storage.runs.status()).coveredUntil).toBe((await whole.runs.status()).coveredUntil)
  })

  test('a run that is interrupted has the newest answers; nothing counts as covered, so a later one asks for all', async () => {
    const fake = await parliament(manyRecords())
    const [storage, whole] = [await newStorage(), await newStorage()]
    const source = createParliamentSource({ url: fake.url, requestsPerSecond: 10_000 })
    const options = { storage, topic, since: '2024-01-01', now: () => new Date('2024-07-01T10:00:00Z') }
    const onProgress = ({ added }: { added: number }) => {
      if (added >= 30) throw new Error('cut')
    }
    await expect(sync({ ...options, source, onProgress })).rejects.toThrow('cut')
    const { answers, oldest, newest } = await storage.answers.span()
    expect({ newest, oldest: oldest?.slice(0, 7), some: answers < 50 }).toEqual({
      newest: '2024-06-27',
      oldest: '2024-05',
      some: true,
    })
    expect(await storage.runs.coverage()).toEqual([])

    const days = { now: '2024-07-04T10:00:00Z', since: undefined }
    const report = await run(fake.url, storage, days)
    expect(report).toMatchObject({ added: 100 - answers, resumedSteps: 0, span: { from: '2022-07-04' } })
    await run(fake.url, whole, days)
    expect(await contents(storage)).toBe(await contents(whole))
    expect(await storage.runs.coverage()).toEqual(await whole.runs.coverage())
  })

  test.each([0, 130, 1_000_000])(
    'all records are found though the total of the list is wrong: %i',
    async (totalResults) => {
      const many = Array.from({ length: 230 }, (_, n) => record({ id: n + 1 }))
      const { url } = await parliament(many, { totalResults })
      const storage = await newStorage()
      expect(await run(url, storage)).toMatchObject({ added: 230, failed: [] })
    },
  )
})
