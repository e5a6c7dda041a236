import { describe, expect, test } from 'vitest'
import { answerKey } from '../../src/record/identity.ts'
import type { Storage, SyncPage } from '../../src/storage/storage.ts'
import { answer } from '../answers.ts'

/** A page with these records and answers; what a test doesn't care about is filled in. */
export function page({ records = [], answers = [], ...rest }: Partial<SyncPage>): SyncPage {
  return { records, answers, ...rest }
}

/** The change that adds an answer to a question of that UIN, in a group of its own. */
export function put(uin: string, heading = 'Ramps') {
  const added = answer({ uin, heading })
  return { key: answerKey(added), group: `group of ${uin}`, answer: added }
}

/** What every storage does. `create` gives a new, empty one. */
export function storageContract(name: string, create: () => Promise<Storage>): void {
  describe(`${name} keeps fetched records`, () => {
    const record = (id: number, group: string | undefined = 'g', fingerprint?: string) => {
      return { id, group, raw: group === undefined ? undefined : { id, says: [null, 'text'] }, fingerprint }
    }

    test('with their fingerprint and group, as JSON that is not changed', async () => {
      const { save, records } = await create()
      await save(page({ records: [record(2, 'b', 'f2'), record(1, 'a', 'f1'), record(3)] }))
      expect(await records.fingerprints([1, 2, 3, 4])).toEqual(
        new Map([
          [1, 'f1'],
          [2, 'f2'],
        ]),
      )
      expect(await records.groups([3, 1, 4])).toEqual(
        new Map([
          [1, 'a'],
          [3, 'g'],
        ]),
      )
      expect(await records.ofGroups(['b', 'a', 'none'])).toEqual([
        { id: 1, group: 'a', raw: { id: 1, says: [null, 'text'] } },
        { id: 2, group: 'b', raw: { id: 2, says: [null, 'text'] } },
      ])
    })

    test('and replaces one that is fetched again; the fingerprint stays if there is no new one', async () => {
      const { save, records } = await create()
      await save(page({ records: [record(1, 'a', 'f1')] }))
      await save(page({ records: [{ id: 1, group: 'b', raw: 'new' }] }))
      expect(await records.fingerprints([1])).toEqual(new Map([[1, 'f1']]))
      expect(await records.ofGroups(['a'])).toEqual([])
      expect(await records.ofGroups(['b'])).toEqual([{ id: 1, group: 'b', raw: 'new' }])
    })

    test('and remembers that a source has no such record', async () => {
      const { save, records } = await create()
      await save(page({ records: [record(1, 'a', 'f1')] }))
      await save(page({ records: [{ id: 1, group: undefined, raw: undefined, fingerprint: 'f2' }] }))
      expect(await records.fingerprints([1])).toEqual(new Map([[1, 'f2']]))
      expect([await records.groups([1]), await records.ofGroups(['a']), await records.after(0, 9)]).toEqual([
        new Map(),
        [],
        [],
      ])
    })

    test('and gives them in slices, by id', async () => {
      const { save, records } = await create()
      await save(page({ records: [5, 1, 3].map((id) => record(id)) }))
      expect((await records.after(0, 2)).map(({ id }) => id)).toEqual([1, 3])
      expect((await records.after(3, 2)).map(({ id }) => id)).toEqual([5])
      expect(await records.after(5, 2)).toEqual([])
    })
  })

  describe(`${name} tells what changed in the answers`, () => {
    test('since a revision, in order and in slices, with the last change of each', async () => {
      const { save, answers } = await create()
      await save(page({ answers: [put('1'), put('2'), put('3')] }))
      const first = await answers.changesSince(0, 2)
      expect(first.changes.map(({ answer }) => answer?.questions[0].uin)).toEqual(['1', '2'])
      await save(page({ answers: [{ ...put('2'), answer: undefined }, put('1', 'Lifts')] }))
      const rest = await answers.changesSince(first.revision, 9)
      expect(rest.changes).toEqual([put('3'), { ...put('2'), answer: undefined }, put('1', 'Lifts')].map(withoutGroup))
      expect(rest.unreadable).toEqual([])
      expect(await answers.changesSince(rest.revision, 9)).toEqual({
        changes: [],
        unreadable: [],
        revision: rest.revision,
      })
    })

    test('and what the groups have now, without what was removed', async () => {
      const { save, answers } = await create()
      await save(page({ answers: [put('1'), put('2')] }))
      await save(
        page({
          answers: [
            { ...put('2'), answer: undefined },
            { ...put('1', 'Lifts'), group: 'other' },
          ],
        }),
      )
      expect(await answers.ofGroups(['group of 1', 'group of 2'])).toEqual([])
      expect(await answers.ofGroups(['other'])).toEqual([{ ...put('1', 'Lifts'), group: 'other' }])
    })

    test('and their number and days', async () => {
      const { save, answers } = await create()
      expect(await answers.span()).toEqual({ answers: 0, oldest: undefined, newest: undefined })
      const late = { key: 'k', group: 'g', answer: answer({ uin: '9', answered: '2025-01-01' }) }
      await save(page({ answers: [put('1'), late, put('2')] }))
      await save(page({ answers: [{ ...put('2'), answer: undefined }] }))
      expect(await answers.span()).toEqual({ answers: 2, oldest: '2024-01-15', newest: '2025-01-01' })
    })
  })

  describe(`${name} keeps the progress of syncs`, () => {
    test('of an unfinished run, until it ends', async () => {
      const { save, runs } = await create()
      await runs.begin('2024-01-01T00:00:00Z')
      const progress = { step: 'a', next: 100, newest: '2023-12-30' }
      await save(page({ progress }))
      await save(page({ progress: { step: 'b', next: undefined, newest: undefined } }))
      expect((await runs.steps('2023-12-31T00:00:00Z')).get('a')).toEqual(progress)
      expect((await runs.steps('')).get('b')).toEqual({ step: 'b', next: undefined, newest: undefined })
      expect(await runs.steps('2024-01-02T00:00:00Z')).toEqual(new Map())
      await runs.finish('2024-01-01T01:00:00Z', { coveredUntil: '2023-12-30', searches: [] })
      expect(await runs.steps('')).toEqual(new Map())
    })

    test('the days that each search has covered', async () => {
      const { runs } = await create()
      const ramps = { search: '"ramps"', from: '2023-01-01', until: '2023-12-30' }
      const lifts = { ...ramps, search: '"lifts"' }
      await runs.begin('2024-01-01T00:00:00Z')
      await runs.finish('2024-01-01T01:00:00Z', { coveredUntil: '2023-12-30', searches: [ramps, lifts] })
      await runs.begin('2024-01-02T00:00:00Z')
      const later = { ...ramps, until: '2024-01-01' }
      await runs.finish('2024-01-02T01:00:00Z', { coveredUntil: '2024-01-01', searches: [later] })
      expect((await runs.coverage()).toSorted((a, b) => (a.search < b.search ? -1 : 1))).toEqual([lifts, later])
    })

    test('how the last one ended, and when the last good one did', async () => {
      const { runs } = await create()
      expect(await runs.status()).toEqual({ lastGood: undefined, coveredUntil: undefined, lastError: undefined })
      await runs.begin('2024-01-01T00:00:00Z')
      await runs.finish('2024-01-01T01:00:00Z', { coveredUntil: '2023-12-30', searches: [] })
      await runs.begin('2024-01-02T00:00:00Z')
      await runs.fail('2024-01-02T01:00:00Z', 'no network')
      const good = { lastGood: '2024-01-01T01:00:00Z', coveredUntil: '2023-12-30' }
      expect(await runs.status()).toEqual({ ...good, lastError: { at: '2024-01-02T01:00:00Z', message: 'no network' } })
      await runs.begin('2024-01-03T00:00:00Z')
      await runs.begin('2024-01-04T00:00:00Z')
      expect((await runs.status()).lastError).toEqual({ at: '2024-01-04T00:00:00Z', message: 'it was interrupted' })
      await runs.finish('2024-01-04T01:00:00Z', { coveredUntil: undefined, searches: [] })
      expect(await runs.status()).toEqual({
        lastGood: '2024-01-04T01:00:00Z',
        coveredUntil: undefined,
        lastError: undefined,
      })
    })

    test('and the version of what made the answers', async () => {
      const { save, runs } = await create()
      expect(await runs.derivedBy()).toBeUndefined()
      await save(page({ derivedBy: '1' }))
      await save(page({}))
      expect(await runs.derivedBy()).toBe('1')
    })
  })

  describe(`${name} lets one sync run at a time`, () => {
    test('and a second one when the first has ended, however it ended', async () => {
      const { runs } = await create()
      const first = await runs.alone(async (lost) => {
        expect(await runs.alone(async () => 'second')).toBeUndefined()
        return lost.aborted
      })
      expect(first).toEqual({ result: false })
      await expect(runs.alone(() => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed')
      expect(await runs.alone(async () => 'third')).toEqual({ result: 'third' })
    })
  })

  test(`${name} saves all of a page or nothing`, async () => {
    const { save, records, answers, runs } = await create()
    // Neither JSON nor a structured clone can be made of it.
    const circular: Record<string, unknown> = { call: () => {} }
    circular.self = circular
    const bad = page({
      records: [{ id: 1, group: 'g', raw: {}, fingerprint: 'f' }],
      answers: [put('1'), { ...put('2'), answer: circular as never }],
      progress: { step: 'a', next: 1, newest: undefined },
      derivedBy: '1',
    })
    await expect(save(bad)).rejects.toThrow()
    expect([await records.fingerprints([1]), await runs.steps(''), await runs.derivedBy()]).toEqual([
      new Map(),
      new Map(),
      undefined,
    ])
    expect((await answers.span()).answers).toBe(0)
  })

  describe(`${name} keeps vectors`, () => {
    const vector = (...numbers: number[]) => Int8Array.from(numbers)
    const both = new Map([
      ['a', vector(1, -127)],
      ['b', vector(2)],
    ])

    test('by model and key, and gives those that it has', async () => {
      const { vectors } = await create()
      await vectors.put('model', both)
      await vectors.put('other model', new Map([['a', vector(3)]]))
      expect(await vectors.get('model', ['a', 'b', 'c'])).toEqual(both)
      expect(await vectors.get('other model', ['a', 'b'])).toEqual(new Map([['a', vector(3)]]))
    })

    test('and replaces one with the same key, and keeps the others', async () => {
      const { vectors } = await create()
      await vectors.put('model', both)
      await vectors.put('model', new Map([['a', vector(9, 9)]]))
      expect(await vectors.get('model', ['a', 'b'])).toEqual(new Map([...both, ['a', vector(9, 9)]]))
    })

    test('and deletes those of other models', async () => {
      const { vectors } = await create()
      await vectors.put('old', both)
      await vectors.put('new', both)
      await vectors.retainModel('new')
      expect([await vectors.get('old', ['a']), await vectors.get('new', ['a', 'b'])]).toEqual([new Map(), both])
    })
  })
}

const withoutGroup = ({ key, answer }: ReturnType<typeof put> | { key: string; answer: undefined }) => ({ key, answer })
