import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { createSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts'
import { ROOT, UNSET } from '../run.ts'
import { manyRecords } from '../sources/parliament/fake-parliament.ts'
import { contents } from '../storage/stored-contents.ts'
import { setUpSync } from './set-up-sync.ts'

test('killed ten times at random moments, a sync comes to what an undisturbed one comes to', async () => {
  const records = manyRecords()
  const calm = await setUpSync(records)
  await calm.sync('--since', '2024-01-01', '--until', '2024-06-30')
  const { sync, env, store, fake } = await setUpSync(records, { delayMs: 3 })
  let killed = 0
  for (let n = 0; n < 10; n++) {
    const child = spawn(process.execPath, ['src/cli.ts', 'sync', '--since', '2024-01-01', '--until', '2024-06-30'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...UNSET, ...env },
      stdio: 'ignore',
    })
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on('exit', (_code, signal) => done(signal)))
    const before = fake.requests.length
    await expect.poll(() => fake.requests.length, { timeout: 30_000 }).toBeGreaterThan(before)
    await new Promise((done) => setTimeout(done, Math.random() * 500))
    child.kill('SIGKILL')
    if ((await ended) === 'SIGKILL') killed++
  }
  expect(killed).toBeGreaterThan(0)
  expect((await sync('--since', '2024-01-01', '--until', '2024-06-30')).code).toBe(0)
  const [disturbed, undisturbed] = [createSqliteStore(store), createSqliteStore(calm.store)]
  onTestFinished(() => [disturbed, undisturbed].forEach((one) => void one.close()))
  expect(contents(disturbed)).toBe(contents(undisturbed))
  expect(disturbed.status().answers).toBeGreaterThan(50)
})
