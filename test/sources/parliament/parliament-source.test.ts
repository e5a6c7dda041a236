import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createParliamentSource, listParameters } from '../../../src/sources/parliament/parliament-source.ts'
import { ParliamentRecord } from '../../../src/sources/parliament/record.ts'
import { shared } from '../../shared.ts'
import { type Faults, record, startFakeParliament } from './fake-parliament.ts'

const QUERY = { term: 'x', bodies: [60, 17], dated: 'answered', from: '2024-01-01', to: '2024-01-31' } as const

async function parliament(faults: Faults = {}, records = [record({ id: 1 })]) {
  const fake = await startFakeParliament(records, faults)
  onTestFinished(() => fake.close())
  return { fake, source: createParliamentSource({ url: fake.url, requestsPerSecond: 1000, retryDelayMs: 1 }) }
}

describe('the client of Parliament’s API', () => {
  const document = shared('parliament-api/openapi.json')
  const { paths, components } = document.missing
    ? { paths: {}, components: {} }
    : JSON.parse(readFileSync(document.file, 'utf8'))

  test.skipIf(document.missing)(`sends no parameter that the API’s document does not name${document.note}`, () => {
    const known = paths['/api/writtenquestions/questions'].get.parameters.map(({ name }: { name: string }) => name)
    for (const dated of ['answered', 'corrected'] as const)
      expect(known).toEqual(expect.arrayContaining([...listParameters({ ...QUERY, dated }, 0).keys()]))
    for (const path of ['/api/writtenquestions/questions/{id}', '/api/writtenquestions/questions/{date}/{uin}']) {
      const detail = paths[path].get.parameters.map(({ name }: { name: string }) => name)
      expect(detail).toContain('expandMember')
    }
  })

  test.skipIf(document.missing)(`reads no field that the API’s document does not name${document.note}`, () => {
    const fields = (schema: string) => Object.keys(components.schemas[schema].properties)
    expect(fields('QuestionsViewModel')).toEqual(expect.arrayContaining(Object.keys(ParliamentRecord.shape)))
    expect(fields('MemberViewModel')).toContain('name')
    expect(fields('AttachmentViewModel')).toEqual(expect.arrayContaining(['title', 'url']))
    expect(fields('GroupedQuestionViewModel')).toEqual(expect.arrayContaining(['questionUin', 'dateTabled']))
    expect(fields('QuestionsViewModelSearchResult')).toEqual(expect.arrayContaining(['totalResults', 'results']))
  })

  test('gives whole records by id and by key, and undefined for one that does not exist', async () => {
    const { source: client } = await parliament()
    expect(await client.byId(1)).toMatchObject({ raw: { id: 1, dateAnswered: '2024-03-08' } })
    expect(await client.byKey('2024-03-01/1')).toMatchObject({ raw: { id: 1 } })
    expect(await client.byId(2)).toBeUndefined()
  })

  test('retries after a rate limit with an HTML body, a reset, and a 200 whose body is an error', async () => {
    const { source: client, fake } = await parliament({ soft500Every: 2, resetEvery: 3 })
    for (let n = 0; n < 12; n++) expect(await client.byId(1)).toMatchObject({ raw: { id: 1 } })
    expect(fake.requests).toHaveLength(12)
  })

  test('waits as long as Retry-After says', async () => {
    const { source: client } = await parliament({ limitPerSecond: 1 })
    const started = Date.now()
    await client.byId(1)
    await client.byId(1)
    await client.byId(1)
    expect(Date.now() - started).toBeGreaterThan(900)
  })

  test('keeps to the rate limit, retries included', async () => {
    const fake = await startFakeParliament([record({ id: 1 })])
    onTestFinished(() => fake.close())
    const client = createParliamentSource({ url: fake.url, requestsPerSecond: 20 })
    const started = Date.now()
    await Promise.all(Array.from({ length: 11 }, () => client.byId(1)))
    expect(Date.now() - started).toBeGreaterThanOrEqual(480)
  })

  test('gives up with an error that has the innermost cause and what to do', async () => {
    const { source: client, fake } = await parliament({ soft500Every: 1 })
    await expect(client.byId(1)).rejects.toMatchObject({ code: 'parliament-unreachable' })
    await expect(client.byId(1)).rejects.toThrow(/it kept answering 200 with an error.*Check the network/)
    await fake.close()
    await expect(client.byId(1)).rejects.toThrow(/ECONNREFUSED.*Check the network and PARLIAMENT_API_URL/)
  })

  describe('that has had no response of any kind yet', () => {
    const silent = async () => {
      const server = createServer(() => {}).listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    }
    const closed = async () => {
      const fake = await startFakeParliament([])
      await fake.close()
      return fake.url
    }

    test.each([
      ['whose name has no address', async () => 'http://no-such-host.invalid', /ENOTFOUND|EAI_AGAIN/],
      ['that refuses connections', closed, /ECONNREFUSED/],
      ['that takes a connection and never answers', silent, /no answer in time/],
    ])('gives up soon, and says why: a host %s', async (_what, url, reason) => {
      const client = createParliamentSource({ url: await url(), requestsPerSecond: 5, firstResponseMs: 1000 })
      const began = performance.now()
      await expect(client.list(QUERY, 0)).rejects.toMatchObject({
        code: 'parliament-unreachable',
        reason: expect.stringMatching(reason),
      })
      // With its usual patience it would try for minutes.
      expect(performance.now() - began).toBeLessThan(15_000)
    })

    test('is patient with one that answers at all, be it with an error', async () => {
      const fake = await startFakeParliament([record({ id: 1 })], { soft500Every: 1 })
      onTestFinished(() => fake.close())
      const client = createParliamentSource({ url: fake.url, requestsPerSecond: 100, firstResponseMs: 100 })
      const answered = client.byId(1)
      setTimeout(() => {
        fake.faults = { resetEvery: 1 }
      }, 400)
      setTimeout(() => {
        fake.faults = {}
      }, 1500)
      expect(await answered).toMatchObject({ raw: { id: 1 } })
    })
  })

  describe('reads a list to its end', () => {
    const january = (count: number) =>
      Array.from({ length: count }, (_, n) => record({ id: n + 1, heading: 'x', dateAnswered: '2024-01-05' }))

    async function idsOf(count: number, faults: Faults) {
      const { source } = await parliament(faults, january(count))
      const ids: number[] = []
      for (let skip: number | undefined = 0; skip !== undefined; ) {
        const page = await source.list({ ...QUERY, bodies: undefined }, skip)
        ids.push(...page.rows.map(({ id }) => id))
        skip = page.next
      }
      return { ids, lists: source.requests().lists }
    }

    test.each([
      ['right', 250, undefined, 3],
      ['zero', 250, 0, 3],
      ['too small', 250, 120, 3],
      ['too large', 250, 1_000_000, 4],
      ['right, and the last page is full', 200, undefined, 3],
    ])('if the total is %s', async (_what, count, totalResults, lists) => {
      const result = await idsOf(count, { ...(totalResults !== undefined && { totalResults }) })
      expect(new Set(result.ids).size).toBe(count)
      expect(result.lists).toBe(lists)
    })

    test('but fails if the list never ends', async () => {
      const { source } = await parliament({}, january(150))
      await expect(source.list({ ...QUERY, bodies: undefined }, 49_900)).resolves.toMatchObject({ next: undefined })
      const endless = await parliament({ ignoreSkip: true }, january(150))
      await expect(endless.source.list({ ...QUERY, bodies: undefined }, 49_900)).rejects.toMatchObject({
        code: 'parliament-unreachable',
        message: expect.stringContaining('without end'),
      })
    })
  })
})
