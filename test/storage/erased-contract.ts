import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { beginWork, refuseErased, refuseVerdictsOfErased } from '../../src/storage/refuse-erased.ts'
import type { Kind } from '../../src/storage/state.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'
import type { TestedState } from './state-contract.ts'
import { verdict } from './verdicts-contract.ts'

const LASTING: Kind = { name: 'lasting', durable: true }
const BRIEF: Kind = { name: 'brief' }
const U1 = { user: 'U1' }

/** What every store does about what was erased. `create` gives a new, empty state, and verdicts without any. */
export function erasedContract(name: string, create: () => Promise<TestedState & { verdicts: Verdicts }>): void {
  /** What a bot works with, what a command works with, and work that the bot has begun, which goes on when it is told to. */
  const started = async () => {
    const { state, verdicts: kept, pass: passInState } = await create()
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const pass = (ms: number) => {
      passInState(ms)
      vi.advanceTimersByTime(ms)
    }
    const [bot, command] = [refuseErased(state), refuseErased(state)]
    const verdicts = refuseVerdictsOfErased(kept, bot)
    const begin = <T>(work: () => Promise<T>) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const done = beginWork(async () => {
        await promise
        return work()
      })
      return () => {
        resolve()
        return done
      }
    }
    const write = async (team: string, user: string, key: string) => {
      for (const kind of [LASTING, BRIEF]) {
        await bot.set({ kind, team, key: `${key} set` }, 1, { user })
        await bot.update({ kind, team, key: `${key} update` }, () => 1, { user })
        await bot.claim({ kind, team, key: `${key} claim` }, 1, { user })
      }
      await verdicts.keep({ ...verdict, team, id: key }, { user })
    }
    const held = async (team: string, user: string) => {
      const { lasting = 0, brief = 0 } = await command.counts(team, user)
      return [lasting, brief, (await verdicts.counts(team)).helpful]
    }
    return { bot, command, verdicts, begin, write, held, pass }
  }

  describe(`after a person was erased from ${name}`, () => {
    test('work that was begun before writes nothing of them, however long ago they were erased', async () => {
      const { command, begin, write, held, pass } = await started()
      const [soon, late] = [begin(() => write('T1', 'U1', 'soon')), begin(() => write('T1', 'U1', 'late'))]
      await command.erase('T1', 'U1')
      await soon()
      expect(await held('T1', 'U1')).toEqual([0, 0, 0])
      pass(50 * 60_000)
      await late()
      expect(await held('T1', 'U1')).toEqual([0, 0, 0])
    })

    test('work that is begun after it writes as usual', async () => {
      const { command, begin, write, held, pass } = await started()
      const before = begin(() => write('T1', 'U1', 'before'))
      await command.erase('T1', 'U1')
      pass(2000)
      await begin(() => write('T1', 'U1', 'after'))()
      expect(await held('T1', 'U1')).toEqual([3, 3, 1])
      await before()
      expect(await held('T1', 'U1')).toEqual([3, 3, 1])
    })

    test('work on other people, and on the same id elsewhere, writes as usual', async () => {
      const { command, begin, write, held } = await started()
      const others = begin(() => Promise.all([write('T1', 'U2', 'other'), write('T2', 'U1', 'elsewhere')]))
      await command.erase('T1', 'U1')
      await others()
      expect([await held('T1', 'U2'), await held('T2', 'U1')]).toEqual([
        [3, 3, 1],
        [3, 3, 1],
      ])
    })

    test('what doesn’t say when it began writes nothing of them for a minute', async () => {
      const { command, write, held, pass } = await started()
      await command.erase('T1', 'U1')
      pass(59_000)
      await write('T1', 'U1', 'a')
      expect(await held('T1', 'U1')).toEqual([0, 0, 0])
      pass(1000)
      await write('T1', 'U1', 'a')
      expect(await held('T1', 'U1')).toEqual([3, 3, 1])
    })

    test('an update that deletes an entry stays one', async () => {
      const { bot, command, begin } = await started()
      const name = { kind: LASTING, team: 'T1', key: 'a' }
      await bot.set(name, 1, U1)
      const deleting = begin(() => bot.update(name, () => undefined, U1))
      await command.erase('T1', 'U1')
      expect([await deleting(), await bot.get(name)]).toEqual([undefined, undefined])
    })
  })

  describe(`after a workspace was erased from ${name}`, () => {
    test('nothing is written of it for a minute, and later by no work that was begun before', async () => {
      const { command, begin, write, held, pass } = await started()
      const late = begin(() => write('T1', 'U1', 'late'))
      await command.erase('T1')
      pass(2000)
      await begin(() => write('T1', 'U1', 'new'))()
      expect(await held('T1', 'U1')).toEqual([0, 0, 0])
      pass(118_000)
      await late()
      expect(await held('T1', 'U1')).toEqual([0, 0, 0])
      await begin(() => write('T1', 'U1', 'newer'))()
      expect(await held('T1', 'U1')).toEqual([3, 3, 1])
    })
  })
}
