import { expect, test } from 'vitest'
import { createFallbackState } from '../../src/storage/fallback-state.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { State } from '../../src/storage/state.ts'
import { stateContract } from './state-contract.ts'

stateContract('a state with a fallback', async () => {
  let clock = 1_700_000_000_000
  const [state, passing] = [1, 2].map(() => createMemoryState({ now: () => clock })) as [State, State]
  return {
    state: createFallbackState(state, passing, { onFailure: () => {} }),
    pass(ms) {
      clock += ms
    },
  }
})

const at = (key: string, durable = false) => ({
  kind: { name: durable ? 'lasting' : 'brief', durable },
  team: 'T1',
  key,
})

/** A state in a database of two processes, each with its fallback; the database can fail. */
function twoProcesses() {
  const database = createMemoryState()
  const told: string[] = []
  let problem: 'none' | 'fails' | 'hangs' = 'none'
  const failing = new Proxy(database, {
    get: (target, method: keyof State) =>
      (async (...args: unknown[]) => {
        if (problem === 'fails') throw new Error('no connection')
        if (problem === 'hangs') await new Promise(() => {})
        return (target[method] as (...args: unknown[]) => unknown)(...args)
      }) as never,
  })
  const start = () =>
    createFallbackState(failing, createMemoryState(), {
      onFailure: () => told.push('failure'),
      onRecovery: () => told.push('recovery'),
      patienceMs: 20,
      pauseMs: 0,
    })
  return {
    one: start(),
    other: start(),
    told,
    set: (next: typeof problem) => {
      problem = next
    },
  }
}

test.for(['fails', 'hangs'] as const)(
  'While a state %s, what needn’t outlast the process is kept in memory, and that is told of once',
  async (problem) => {
    const { one, told, set } = twoProcesses()
    await one.set(at('a'), 1)
    set(problem)
    expect(await one.get(at('a'))).toBeUndefined()
    await one.set(at('a'), 2)
    expect(await one.update(at('a'), (before) => [before])).toEqual([2])
    expect((await one.list(at('a').kind)).map(({ value }) => value)).toEqual([[2]])
    set('none')
    expect(await one.get(at('a'))).toBe(1)
    expect(told).toEqual(['failure', 'recovery'])
  },
)

test('A process claims nothing twice, whether the state fails before, after or between', async () => {
  const { one, set } = twoProcesses()
  expect(await one.claim(at('before'))).toBe(true)
  set('fails')
  expect(await one.claim(at('before'))).toBe(false)
  expect(await one.claim(at('while'))).toBe(true)
  expect(await one.claim(at('while'))).toBe(false)
  await one.delete(at('while'))
  expect(await one.claim(at('while'))).toBe(true)
  set('none')
  expect(await one.claim(at('while'))).toBe(false)
})

test('A claim is that of one process, and can be claimed by the other once it was released', async () => {
  const { one, other } = twoProcesses()
  expect([await one.claim(at('a')), await other.claim(at('a'))]).toEqual([true, false])
  await one.delete(at('a'))
  expect([await other.claim(at('a')), await one.claim(at('a'))]).toEqual([true, false])
})

test('What must outlast the process, and erasing, fail with the state', async () => {
  const { one, set } = twoProcesses()
  set('fails')
  await expect(one.set(at('a', true), 1)).rejects.toThrow('no connection')
  await expect(one.claim(at('a', true))).rejects.toThrow('no connection')
  await expect(one.erase('T1')).rejects.toThrow('no connection')
})

test('After a failure the state isn’t asked for a while', async () => {
  let asked = 0
  const broken = new Proxy({} as State, {
    get: () => async () => {
      asked++
      throw new Error('no connection')
    },
  })
  const state = createFallbackState(broken, createMemoryState(), { onFailure: () => {}, pauseMs: 60_000 })
  for (let n = 0; n < 5; n++) await state.set(at('a'), n)
  expect([asked, await state.get(at('a'))]).toEqual([1, 4])
})
