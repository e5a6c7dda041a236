import { describe, expect, test } from 'vitest'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { createMemoryVerdicts } from '../../src/storage/memory-verdicts.ts'
import { admit, refuseErased, refuseVerdictsOfErased } from '../../src/storage/refuse-erased.ts'
import { createSplitState } from '../../src/storage/split-state.ts'
import type { Kind, State } from '../../src/storage/state.ts'
import { erasedContract } from './erased-contract.ts'
import { stateContract } from './state-contract.ts'
import { verdict } from './verdicts-contract.ts'

const NOTE: Kind = { name: 'note' }
const at = (team: string, key = 'a') => ({ kind: NOTE, team, key })

const create = async () => {
  let now = Date.now()
  const state = refuseErased(createMemoryState({ now: () => now }))
  return {
    state,
    pass(ms: number) {
      now += ms
    },
  }
}

stateContract('A state that refuses what was erased', create)
erasedContract('memory', async () => {
  let now = Date.now()
  const pass = (ms: number) => {
    now += ms
  }
  return { state: createMemoryState({ now: () => now }), verdicts: createMemoryVerdicts(), pass }
})

describe('for a minute after a workspace was erased', () => {
  test('nothing can be written about it, and all about others', async () => {
    const { state, pass } = await create()
    await state.set(at('T1'), 1)
    await state.erase('T1')
    await state.set(at('T1'), 2)
    await state.update(at('T1', 'b'), () => 2)
    await state.claim(at('T1', 'c'))
    await state.set(at('T2'), 2)
    expect((await state.list(NOTE)).map(({ team }) => team)).toEqual(['T2'])
    pass(60_000)
    await state.set(at('T1'), 3)
    expect(await state.get(at('T1'))).toBe(3)
  })

  test('unless it is let in again', async () => {
    const { state } = await create()
    await state.erase('T1')
    await admit(state, 'T1')
    await state.set(at('T1'), 1)
    expect(await state.get(at('T1'))).toBe(1)
  })

  test('whether it outlasts the process or not, and a write of the one needs nothing of the other', async () => {
    const lasting = { kind: { name: 'lasting', durable: true }, team: 'T1', key: 'a' }
    const broken = async () => {
      throw new Error('the file is damaged')
    }
    const durable: State = { ...createMemoryState(), get: broken, set: broken, list: broken }
    const passing = refuseErased(createSplitState(durable, createMemoryState()))
    await passing.set(at('T1'), 1)
    expect(await passing.get(at('T1'))).toBe(1)

    const both = refuseErased(createSplitState(createMemoryState(), createMemoryState()))
    await both.erase('T1')
    await both.set(lasting, 1)
    await both.set(at('T1'), 1)
    expect([await both.get(lasting), await both.get(at('T1'))]).toEqual([undefined, undefined])
  })

  test('in no order of what a writer and an eraser do', async () => {
    // The steps of a write and of an erasure, each of which may come at any place among those of the other.
    const steps = ['write', 'look', 'mark', 'erase'] as const
    const orders = steps
      .flatMap((a) => steps.flatMap((b) => steps.flatMap((c) => steps.map((d) => [a, b, c, d]))))
      .filter((order) => new Set(order).size === 4)
      .filter(
        (order) => order.indexOf('write') < order.indexOf('look') && order.indexOf('mark') < order.indexOf('erase'),
      )
    expect(orders).toHaveLength(6)
    for (const { order, user } of orders.flatMap((order) => [undefined, 'U1'].map((user) => ({ order, user })))) {
      const real = createMemoryState()
      const turns = new Map(steps.map((step) => [step, Promise.withResolvers<void>()]))
      const done = new Map(steps.map((step) => [step, Promise.withResolvers<void>()]))
      const inTurn = async <T>(step: (typeof steps)[number], work: () => Promise<T>) => {
        await turns.get(step)?.promise
        const result = await work()
        done.get(step)?.resolve()
        return result
      }
      const stepped: State = {
        ...real,
        async set(name, ...rest) {
          const step = { note: 'write', 'erased-passing': 'mark' } as const
          const known = step[name.kind.name as keyof typeof step]
          return known ? inTurn(known, () => real.set(name, ...rest)) : real.set(name, ...rest)
        },
        list: (...all) => inTurn('look', () => real.list(...all)),
        erase: (...all) => inTurn('erase', () => real.erase(...all)),
      }
      const state = refuseErased(stepped)
      const both = Promise.all([state.set(at('T1'), 1, { user: 'U1' }), state.erase('T1', user)])
      for (const step of order) {
        turns.get(step)?.resolve()
        await done.get(step)?.promise
      }
      await both
      expect(await real.list(NOTE), order.join(', ')).toEqual([])
    }
  })

  test('no verdict is kept of it, and those of others are', async () => {
    const { state, pass } = await create()
    const verdicts = refuseVerdictsOfErased(createMemoryVerdicts(), state)
    await state.erase('T1')
    await verdicts.keep({ ...verdict, team: 'T1' })
    await verdicts.keep({ ...verdict, team: 'T2' })
    const helpful = async () => Promise.all(['T1', 'T2'].map(async (team) => (await verdicts.counts(team)).helpful))
    expect(await helpful()).toEqual([0, 1])
    pass(60_000)
    await verdicts.keep({ ...verdict, team: 'T1' })
    expect(await helpful()).toEqual([1, 1])
  })

  test('but the writes of other people after one was erased are kept', async () => {
    const { state } = await create()
    await state.erase('T1', 'U1')
    await state.set(at('T1'), 1, { user: 'U2' })
    expect(await state.get(at('T1'))).toBe(1)
  })
})
