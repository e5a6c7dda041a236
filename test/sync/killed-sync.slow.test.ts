import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { ROOT, UNSET } from '../run.ts'
import { manyRecords } from '../sources/parliament/fake-parliament.ts'
import { contents } from '../storage/stored-contents.ts'
import { setUpSync } from './set-up-sync.ts'

test('a sync that is killed ten times at random moments ends with the same answers as an undisturbed one', async () => {
  const records = manyRecords()
  const calm = await setUpSync(records)
  await calm.sync('--since', '2024-01-01', '--until', '2024-06-30')
  const { sync, env, folder, fake } = await setUpSync(records, { delayMs: 3 })
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
  const [disturbed, undisturbed] = [createSqliteStorage(folder), createSqliteStorage(calm.folder)]
  onTestFinished(async () => {
    for (const one of [disturbed, undisturbed]) await one.close()
  })
  expect(await contents(disturbed)).toBe(await contents(undisturbed))
  expect((await disturbed.answers.span()).answers).toBeGreaterThan(50)
})
