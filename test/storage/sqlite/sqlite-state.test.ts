import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
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

test('SQLite leaves nothing of what was deleted in any file, also while it is open', async () => {
  const folder = await temporaryFolder()
  let now = 1000
  const state = createSqliteState(folder, { now: () => now, sweepMs: 20 })
  onTestFinished(state.close)
  const filesWith = (text: string) =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name), 'latin1').includes(text))
  const brief = { kind: { ...NOTE, name: 'brief', forMs: 500 }, team: 'T1', key: 'a' }
  const lasting = { kind: NOTE, team: 'T1', key: 'b' }
  await state.set(brief, 'what-expires')
  await state.set(lasting, 'what-is-deleted')
  expect([filesWith('what-expires').length, filesWith('what-is-deleted').length]).not.toContain(0)
  now = 1500
  await state.delete(lasting)
  await expect.poll(() => [...filesWith('what-expires'), ...filesWith('what-is-deleted')]).toEqual([])
})

test('SQLite waits for another process that writes without holding up its own', async () => {
  const folder = await temporaryFolder()
  const state = createSqliteState(folder)
  onTestFinished(state.close)
  const another = new DatabaseSync(join(folder, 'state.sqlite'))
  onTestFinished(() => another.close())
  another.exec('BEGIN IMMEDIATE')
  const name = { kind: NOTE, team: 'T1', key: 'a' }
  const written = state.set(name, 1)
  // Comes only if this thread goes on.
  setImmediate(() => another.exec('COMMIT'))
  await written
  expect(await state.get(name)).toBe(1)
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
