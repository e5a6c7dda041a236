import { onTestFinished } from 'vitest'
import { run } from '../run.ts'
import { type FakeRecord, type Faults, startFakeParliament } from '../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A Parliament with these records, a folder for what is synced, and the command that syncs it. */
export async function setUpSync(records: FakeRecord[], faults: Faults = {}) {
  const fake = await startFakeParliament(records, faults)
  onTestFinished(() => fake.close())
  const folder = await temporaryFolder()
  const env = { PARLIAMENT_API_URL: fake.url, DATA_DIR: folder, SYNC_REQUESTS_PER_SECOND: '100' }
  const sync = (...args: string[]) => run(['src/cli.ts', 'sync', ...args], { env })
  return { fake, folder, env, sync }
}
