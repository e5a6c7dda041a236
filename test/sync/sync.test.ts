import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createParliamentApi } from '../../src/sources/parliament/api.ts'
import { ParliamentUnreachable } from '../../src/sources/parliament/patient-get.ts'
import type { AnswerStore } from '../../src/storage/answer-store.ts'
import { createSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts'
import { sync } from '../../src/sync/sync.ts'
import { readTopic } from '../../src/sync/topic.ts'
import {
  type FakeRecord,
  type Faults,
  manyRecords,
  OTHER,
  record,
  startFakeParliament,
} from '../sources/parliament/fake-parliament.ts'
import { contents } from '../storage/stored-contents.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const topic = readTopic(
  'about: [SEND, special educational need]\nsearches:\n  - term: special educational\n  - { term: send, bodies: [60] }',
)
async function parliament(records: FakeRecord[], faults: Faults = {}) {
  const fake = await startFakeParliament(records, faults)
  onTestFinished(() => fake.close())
  return fake
}

async function newStore(): Promise<AnswerStore> {
  const store = createSqliteStore(join(await temporaryFolder(), 'answers.sqlite'))
  onTestFinished(() => store.close())
  return store
}

const run = (
  url: string,
  store: AnswerStore,
  more: { since?: string | undefined; until?: string; now?: string } = {},
) =>
  sync({
    api: createParliamentApi({ url, requestsPerSecond: 10_000, retryDelayMs: 1 }),
    store,
    topic,
    since: 'since' in more ? more.since : '2024-01-01',
    until: more.until,
    now: () => new Date(more.now ?? '2024-07-01T10:00:00Z'),
  })

describe('a sync finds what belongs', () => {
  test('whatever lists hide by clipping, and nothing that only has the verb', async () => {
    const { url } = await parliament(manyRecords())
    const store = await newStore()
    const report = await run(url, store)
    expect(report).toMatchObject({ added: 100, corrected: 0, dropped: 0, failed: [] })
    expect(store.status()).toMatchObject({
      answers: 100,
      oldest: '2024-01-01',
      newest: '2024-06-27',
      coveredUntil: '2024-06-27',
    })
  })

  test('politely: a hundred a page, by name, month by month, each call with parameters that the API knows', async () => {
    const fake = await parliament(manyRecords())
    await run(fake.url, await newStore())
    const lists = fake.requests.filter(({ path }) => path.endsWith('/questions'))
    expect(new Set(lists.map(({ parameters }) => parameters.get('take')))).toEqual(new Set(['100']))
    expect(fake.requests[0]?.userAgent).toContain('SEND-Answers')
    expect(Math.max(...lists.map(({ parameters }) => Number(parameters.get('skip'))))).toBeLessThan(1000)
  })

  test('grouped questions as one answer, with those that a list would not have found', async () => {
    const dates = (uin: string) => [{ questionUin: uin, dateTabled: '2024-03-01' }]
    const answerText = '<p>We act.</p>'
    const { url } = await parliament([
      record({ id: 1, answerText, groupedQuestionsDates: dates('2') }),
      record({ id: 2, ...OTHER, answerText, groupedQuestionsDates: dates('1') }),
    ])
    const store = await newStore()
    expect(await run(url, store)).toMatchObject({ added: 1 })
    const [change] = store.changesSince(0, 10).changes
    expect(change?.answer?.questions.map(({ uin, asker }) => [uin, asker])).toEqual([
      ['1', 'Sam Member'],
      ['2', 'Sam Member'],
    ])
  })

  test('a record that does not fit is reported by its id, left out, and asked for again', async () => {
    const bad = { ...record({ id: 9 }), house: 'Senate' }
    const fake = await parliament([record({ id: 8 }), bad])
    const store = await newStore()
    const report = await run(fake.url, store)
    expect(report).toMatchObject({
      added: 1,
      failed: [{ record: 'question 9', problem: expect.stringContaining('house') }],
    })
    bad.house = 'Commons'
    expect(await run(fake.url, store)).toMatchObject({ added: 1, failed: [] })
  })

  test('so is one whose HTML can’t be read', async () => {
    const deep = record({ id: 9, answerText: `${'<div>'.repeat(30_000)}special educational needs` })
    const fake = await parliament([record({ id: 8 }), deep])
    expect(await run(fake.url, await newStore())).toMatchObject({ added: 1, failed: [{ record: 'question 9' }] })
  })
})

describe('a later sync', () => {
  test('asks only for what changed, and comes to what a fresh one comes to', async () => {
    const all = manyRecords()
    const early = all.map((one) =>
      String(one.dateAnswered) <= '2024-03-31'
        ? one
        : { ...one, dateAnswered: null, answerText: null, answeringMember: null },
    )
    const fake = await parliament(early)
    const store = await newStore()
    await run(fake.url, store)
    fake.records = all
    fake.requests.length = 0
    const second = await run(fake.url, store, { since: undefined })
    expect(second.span).toEqual({ from: '2024-03-20', to: '2024-07-01' })
    const details = fake.requests.filter(({ path }) => !path.endsWith('/questions')).map(({ path }) => path)
    expect(new Set(details).size).toBe(details.length)
    const answeredLater = all.filter((one) => String(one.dateAnswered) > '2024-03-31').length
    expect(details.length).toBeLessThanOrEqual(answeredLater)

    const fresh = await newStore()
    await run(fake.url, fresh)
    expect(contents(store)).toBe(contents(fresh))
  })

  test('of an earlier span does not make the next one ask for what was covered, nor does one behind a gap', async () => {
    const { url } = await parliament(manyRecords())
    const store = await newStore()
    await run(url, store, { since: '2024-03-01', until: '2024-04-30' })
    expect(store.status().coveredUntil).toBe('2024-04-25')
    await run(url, store, { since: '2024-01-01', until: '2024-02-29' })
    expect(store.status().coveredUntil).toBe('2024-04-25')
    await run(url, store, { since: '2024-06-01', until: '2024-06-30' })
    expect(store.status().coveredUntil).toBe('2024-04-25')
    await run(url, store, { since: undefined })
    expect(store.status()).toMatchObject({ answers: 100, coveredUntil: '2024-06-27' })
  })

  test('asks for all that a first one does where none has seen an answer', async () => {
    const { url } = await parliament(manyRecords())
    const store = await newStore()
    await run(url, store, { since: '2019-01-01', until: '2019-01-31' })
    expect(store.status()).toMatchObject({ answers: 0, coveredUntil: undefined, lastGood: expect.any(String) })
    expect(await run(url, store, { since: undefined })).toMatchObject({ added: 100, span: { from: '2022-07-01' } })
  })

  test('that finds nothing new asks for no record', async () => {
    const { url } = await parliament(manyRecords())
    const store = await newStore()
    await run(url, store)
    expect(await run(url, store)).toMatchObject({ added: 0, corrected: 0, requests: { details: 0 } })
  })

  test('replaces a holding answer by the real one', async () => {
    const fake = await parliament([
      record({ id: 1, answerIsHolding: true, answerText: '<p>Soon.</p>', dateAnswered: '2024-03-05' }),
    ])
    const store = await newStore()
    await run(fake.url, store)
    expect(store.changesSince(0, 10).changes[0]?.answer?.holding).toBe(true)
    fake.records = [record({ id: 1, answerText: '<p>Seven.</p>', dateAnswered: '2024-06-20' })]
    expect(await run(fake.url, store, { since: undefined })).toMatchObject({ added: 0, corrected: 1 })
    expect(store.changesSince(0, 10).changes.map(({ answer }) => answer?.holding)).toEqual([undefined])
  })

  test('takes in a correction of an old answer', async () => {
    const old = record({ id: 1, dateAnswered: '2024-01-05' })
    const fake = await parliament([old, record({ id: 2, dateAnswered: '2024-06-25' })])
    const store = await newStore()
    await run(fake.url, store)
    fake.records[0] = {
      ...old,
      answerText: '<p>Seven.</p>',
      originalAnswerText: '<p>Six.</p>',
      dateAnswerCorrected: '2024-06-28',
    }
    expect(await run(fake.url, store, { since: undefined })).toMatchObject({ corrected: 1 })
    expect(store.changesSince(0, 10).changes.at(-1)?.answer).toMatchObject({
      corrected: '2024-06-28',
      original: [[{}]],
    })
  })

  test('drops an answer that was withdrawn, or that is no longer about the topic', async () => {
    const fake = await parliament([
      record({ id: 1 }),
      record({ id: 2, heading: 'Roads', answerText: '<p>SEND matters.</p>' }),
    ])
    const store = await newStore()
    await run(fake.url, store)
    fake.records = [
      record({ id: 1, isWithdrawn: true }),
      record({ id: 2, heading: 'Roads', answerText: '<p>We send help.</p>' }),
    ]
    expect(await run(fake.url, store)).toMatchObject({ dropped: 2 })
    expect(store.status().answers).toBe(0)
  })
})

describe('faults', () => {
  test('limits, resets and errors that say 200 change nothing in the result', async () => {
    const records = manyRecords()
    const calm = await newStore()
    await run((await parliament(records)).url, calm)
    const troubled = await newStore()
    await run((await parliament(records, { limitPerSecond: 80, resetEvery: 20, soft500Every: 30 })).url, troubled)
    expect(contents(troubled)).toBe(contents(calm))
  })

  test('an API that cannot be reached is an error that says so, kept for the status; what is stored stays', async () => {
    const fake = await startFakeParliament(manyRecords())
    const store = await newStore()
    await run(fake.url, store)
    await fake.close()
    await expect(run(fake.url, store)).rejects.toThrow(ParliamentUnreachable)
    expect(store.status()).toMatchObject({
      answers: 100,
      lastError: { message: expect.stringContaining('could not be reached') },
    })
  })

  test('a run that was broken off is gone on from', async () => {
    const fake = await parliament(manyRecords())
    const whole = await newStore()
    await run(fake.url, whole)
    const lists = fake.requests.filter(({ path }) => path.endsWith('/questions')).length

    const store = await newStore()
    const api = createParliamentApi({ url: fake.url, requestsPerSecond: 10_000 })
    let calls = 0
    const breaking = {
      ...api,
      list: (query: Parameters<typeof api.list>[0]) =>
        ++calls > 7 ? Promise.reject(new Error('cut')) : api.list(query),
    }
    const options = { store, topic, since: '2024-01-01', now: () => new Date('2024-07-01T10:00:00Z') }
    await expect(sync({ ...options, api: breaking })).rejects.toThrow('cut')
    const report = await run(fake.url, store)
    expect(report.resumedSteps).toBeGreaterThan(2)
    expect(report.requests.lists).toBeLessThanOrEqual(lists - 6)
    expect(contents(store)).toBe(contents(whole))
    expect(store.status().coveredUntil).toBe(whole.status().coveredUntil)
  })
})
