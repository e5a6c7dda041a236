import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createParliamentApi, listParameters } from '../../../src/sources/parliament/api.ts'
import { ParliamentUnreachable } from '../../../src/sources/parliament/patient-get.ts'
import { ParliamentRecord } from '../../../src/sources/parliament/record.ts'
import { shared } from '../../shared.ts'
import { type Faults, record, startFakeParliament } from './fake-parliament.ts'

const QUERY = { term: 'x', bodies: [60, 17], dated: 'answered', from: '2024-01-01', to: '2024-01-31', skip: 0 } as const

async function api(faults: Faults = {}) {
  const fake = await startFakeParliament([record({ id: 1 })], faults)
  onTestFinished(() => fake.close())
  return { fake, api: createParliamentApi({ url: fake.url, requestsPerSecond: 1000, retryDelayMs: 1 }) }
}

describe('the client of Parliament’s API', () => {
  const document = shared('parliament-api/openapi.json')
  const { paths, components } = document.missing
    ? { paths: {}, components: {} }
    : JSON.parse(readFileSync(document.file, 'utf8'))

  test.skipIf(document.missing)(`sends no parameter that the API’s document does not name${document.note}`, () => {
    const known = paths['/api/writtenquestions/questions'].get.parameters.map(({ name }: { name: string }) => name)
    for (const dated of ['answered', 'corrected'] as const)
      expect(known).toEqual(expect.arrayContaining([...listParameters({ ...QUERY, dated }).keys()]))
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

  test('gives whole records, by id and by tabled day and UIN, and nothing for one that is not there', async () => {
    const { api: client } = await api()
    expect(await client.byId(1)).toMatchObject({ id: 1, dateAnswered: '2024-03-08' })
    expect(await client.byUin('2024-03-01', '1')).toMatchObject({ id: 1 })
    expect(await client.byId(2)).toBeUndefined()
  })

  test('tries again after a limit with an HTML body, a reset, and a 200 that means 500', async () => {
    const { api: client, fake } = await api({ soft500Every: 2, resetEvery: 3 })
    for (let n = 0; n < 12; n++) expect(await client.byId(1)).toMatchObject({ id: 1 })
    expect(fake.requests).toHaveLength(12)
  })

  test('waits as long as a limit says', async () => {
    const { api: client } = await api({ limitPerSecond: 1 })
    const started = Date.now()
    await client.byId(1)
    await client.byId(1)
    await client.byId(1)
    expect(Date.now() - started).toBeGreaterThan(900)
  })

  test('sends no more requests a second than it may, retries included', async () => {
    const fake = await startFakeParliament([record({ id: 1 })])
    onTestFinished(() => fake.close())
    const client = createParliamentApi({ url: fake.url, requestsPerSecond: 20 })
    const started = Date.now()
    await Promise.all(Array.from({ length: 11 }, () => client.byId(1)))
    expect(Date.now() - started).toBeGreaterThanOrEqual(480)
  })

  test('gives up with an error that says what happened at the bottom, and what to do', async () => {
    const { api: client, fake } = await api({ soft500Every: 1 })
    await expect(client.byId(1)).rejects.toThrow(ParliamentUnreachable)
    await expect(client.byId(1)).rejects.toThrow(/it kept answering 200 with an error.*check the network/)
    await fake.close()
    await expect(client.byId(1)).rejects.toThrow(/ECONNREFUSED.*check the network and PARLIAMENT_API_URL/)
  })
})
