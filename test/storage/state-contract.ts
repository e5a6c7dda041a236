import { describe, expect, test } from 'vitest'
import type { Kind, State } from '../../src/storage/state.ts'

/** A state to test, whose clock a test can move on. */
export interface TestedState {
  state: State
  /** Moves its clock on by so many milliseconds. */
  pass: (ms: number) => void
}

/** What every state does. `create` gives a new, empty one that keeps every kind. */
export function stateContract(name: string, create: () => Promise<TestedState>): void {
  const NOTE: Kind = { name: 'note', durable: true }
  const BRIEF: Kind = { name: 'brief', forMs: 1000, durable: true }
  const FEW: Kind = { name: 'few', max: 3, durable: true }
  const at = (key: string, team = 'T1', kind = NOTE) => ({ kind, team, key })

  describe(`${name} keeps entries`, () => {
    test('with their value as JSON, until they are deleted', async () => {
      const { state } = await create()
      await state.set(at('a'), { words: ['été', null], n: 1.5 })
      expect(await state.get(at('a'))).toEqual({ words: ['été', null], n: 1.5 })
      expect(await state.get(at('b'))).toBeUndefined()
      await state.delete(at('a'))
      expect(await state.get(at('a'))).toBeUndefined()
      await state.delete(at('a'))
    })

    test('under a name of kind, workspace and key, whatever characters these have', async () => {
      const { state } = await create()
      const names = [
        at('k'),
        at('k', 'T2'),
        at('k', 'T1', FEW),
        at('1/k', 'T'),
        at('k', 'T1/'),
        at('%', '_'),
        at("'", '"'),
      ]
      for (const [n, one] of names.entries()) await state.set(one, n)
      for (const [n, one] of names.entries()) expect(await state.get(one)).toBe(n)
    })

    test('and replaces one that is set again', async () => {
      const { state } = await create()
      await state.set(at('a'), 1, { user: 'U1' })
      await state.set(at('a'), 2)
      expect(await state.list(NOTE)).toEqual([{ ...at('a'), user: undefined, value: 2, ageMs: 0 }])
    })

    test('as values: what a caller does to them later changes nothing', async () => {
      const { state } = await create()
      const value = { list: [1] }
      await state.set(at('a'), value)
      value.list.push(2)
      const read = (await state.get(at('a'))) as typeof value
      read.list.push(3)
      expect(await state.get(at('a'))).toEqual({ list: [1] })
    })
  })

  describe(`${name} updates an entry`, () => {
    test('by what it was, keeping whose it is', async () => {
      const { state } = await create()
      await state.set(at('a'), 1, { user: 'U1' })
      expect(await state.update(at('a'), (before) => Number(before) + 1)).toBe(2)
      expect(await state.list(NOTE)).toEqual([{ ...at('a'), user: 'U1', value: 2, ageMs: 0 }])
    })

    test('that is new, or that is no longer wanted', async () => {
      const { state } = await create()
      expect(await state.update(at('a'), (before) => [before ?? 'new'], { user: 'U1' })).toEqual(['new'])
      expect(await state.update(at('a'), () => undefined)).toBeUndefined()
      expect(await state.list(NOTE)).toEqual([])
    })

    test('for each of many at once', async () => {
      const { state } = await create()
      await Promise.all(Array.from({ length: 20 }, () => state.update(at('a'), (before) => Number(before ?? 0) + 1)))
      expect(await state.get(at('a'))).toBe(20)
    })
  })

  describe(`${name} lets an entry be claimed`, () => {
    test('by one of many', async () => {
      const { state } = await create()
      const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => state.claim(at('a'), n)))
      expect(claims.filter((first) => first)).toHaveLength(1)
      expect(await state.get(at('a'))).toBe(claims.indexOf(true))
    })

    test('again after it was deleted or expired, and by other workspaces', async () => {
      const { state, pass } = await create()
      const brief = at('a', 'T1', BRIEF)
      expect(await state.claim(brief)).toBe(true)
      expect(await state.claim(at('a', 'T2', BRIEF))).toBe(true)
      pass(999)
      expect(await state.claim(brief)).toBe(false)
      pass(1)
      expect(await state.claim(brief)).toBe(true)
      await state.delete(brief)
      expect(await state.claim(brief)).toBe(true)
    })
  })

  describe(`${name} keeps an entry no longer than its kind allows`, () => {
    test('since it was last set', async () => {
      const { state, pass } = await create()
      const brief = at('a', 'T1', BRIEF)
      await state.set(brief, 1)
      pass(600)
      await state.set(brief, 2)
      pass(600)
      expect(await state.get(brief)).toBe(2)
      pass(400)
      expect(await state.get(brief)).toBeUndefined()
      expect(await state.list(BRIEF)).toEqual([])
      expect(await state.update(brief, (before) => before ?? 'anew')).toBe('anew')
    })

    test('and no more of them than it allows: those set longest ago go', async () => {
      const { state, pass } = await create()
      for (const key of ['a', 'b', 'c', 'a', 'd']) {
        await state.set(at(key, 'T1', FEW), key)
        pass(1)
      }
      expect((await state.list(FEW)).map(({ key }) => key)).toEqual(['a', 'c', 'd'])
    })
  })

  describe(`${name} lists entries`, () => {
    test('of a kind, sorted, all of them or those of a workspace, a person or with a beginning', async () => {
      const { state } = await create()
      await state.set(at('b/1'), 1, { user: 'U1' })
      await state.set(at('a/1'), 2, { user: 'U2' })
      await state.set(at('b/2', 'T2'), 3, { user: 'U1' })
      await state.set(at('b/1', 'T1', FEW), 4)
      const keys = async (wanted?: Parameters<State['list']>[1]) =>
        (await state.list(NOTE, wanted)).map(({ team, key, value }) => [team, key, value])
      expect(await keys()).toEqual([
        ['T1', 'a/1', 2],
        ['T1', 'b/1', 1],
        ['T2', 'b/2', 3],
      ])
      expect(await keys({ team: 'T2' })).toEqual([['T2', 'b/2', 3]])
      expect(await keys({ user: 'U1' })).toEqual([
        ['T1', 'b/1', 1],
        ['T2', 'b/2', 3],
      ])
      expect(await keys({ prefix: 'b/' })).toEqual([
        ['T1', 'b/1', 1],
        ['T2', 'b/2', 3],
      ])
      expect(await keys({ prefix: 'b_' })).toEqual([])
      expect(await keys({ prefix: '%' })).toEqual([])
    })

    test('with how long ago each was set', async () => {
      const { state, pass } = await create()
      await state.set(at('a'), 1)
      pass(300)
      await state.set(at('b'), 1)
      pass(200)
      expect((await state.list(NOTE)).map(({ ageMs }) => ageMs)).toEqual([500, 200])
    })
  })

  describe(`${name} erases`, () => {
    const filled = async () => {
      const { state } = await create()
      await state.set(at('a'), 1, { user: 'U1' })
      await state.set(at('b', 'T1', FEW), 2)
      await state.set(at('a', 'T2'), 3, { user: 'U1' })
      return state
    }

    test('all of a workspace, and nothing of another', async () => {
      const state = await filled()
      expect(await state.erase('T1')).toBe(2)
      expect([await state.list(FEW), (await state.list(NOTE)).map(({ team }) => team)]).toEqual([[], ['T2']])
    })

    test('what it counts before', async () => {
      const state = await filled()
      expect(await state.counts('T1')).toEqual({ note: 1, few: 1 })
      expect(await state.counts('T1', 'U1')).toEqual({ note: 1 })
      expect(await state.counts('T3')).toEqual({})
    })

    test('what is kept of a person in one workspace', async () => {
      const state = await filled()
      expect(await state.erase('T1', 'U1')).toBe(1)
      expect((await state.list(NOTE)).map(({ team }) => team)).toEqual(['T2'])
      expect(await state.list(FEW)).toHaveLength(1)
    })
  })
}
