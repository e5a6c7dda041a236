import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileVerdicts } from '../../../src/storage/file-verdicts.ts'
import { createSqliteState } from '../../../src/storage/sqlite/sqlite-state.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { erasedContract } from '../erased-contract.ts'
import { stateContract } from '../state-contract.ts'

const NOTE = { name: 'note', durable: true }

stateContract('SQLite', async () => {
  let now = Date.UTC(2026, 0, 1)
  const state = createSqliteState(await temporaryFolder(), { now: () => now })
  onTestFinished(state.close)
  return {
    state,
    pass(ms) {
      now += ms
    },
  }
})

erasedContract('a folder', async () => {
  const folder = await temporaryFolder()
  let now = Date.UTC(2026, 0, 1)
  const state = createSqliteState(folder, { now: () => now })
  onTestFinished(state.close)
  return {
    state,
    verdicts: createFileVerdicts({ folder, keepQuestions: false, now: () => new Date(now) }),
    pass(ms) {
      now += ms
    },
  }
})

test('SQLite deletes what has expired, also if nobody sets an entry of its kind again', async () => {
  const folder = await temporaryFolder()
  let now = 1000
  const state = createSqliteState(folder, { now: () => now, sweepMs: 20 })
  onTestFinished(state.close)
  await state.set({ kind: { ...NOTE, name: 'brief', forMs: 500 }, team: 'T1', key: 'a' }, 1)
  await state.set({ kind: NOTE, team: 'T1', key: 'b' }, 1)
  expect(await state.counts('T1')).toEqual({ brief: 1, note: 1 })
  now = 1500
  await expect.poll(() => state.counts('T1')).toEqual({ note: 1 })
})

test('SQLite keeps entries for the next process, and shares them with another', async () => {
  const folder = await temporaryFolder()
  const name = { kind: NOTE, team: 'T1', key: 'a' }
  const [one, other] = [createSqliteState(folder), createSqliteState(folder)]
  await Promise.all([one, other].map((state) => state.update(name, (before) => Number(before ?? 0) + 1)))
  await one.close()
  expect(await other.get(name)).toBe(2)
  await other.close()
  const next = createSqliteState(folder)
  expect(await next.get(name)).toBe(2)
  await next.close()
  expect(statSync(join(folder, 'state.sqlite')).isFile()).toBe(true)
})
