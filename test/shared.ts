import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder beside the project that holds the measuring data, where there is one. */
const SHARED = join(import.meta.dirname, '..', '..', 'shared')

/** The path of a file of the shared data, and how a test that needs it is titled and whether it runs. */
export function shared(path: string): { file: string; missing: boolean; note: string } {
  const file = join(SHARED, path)
  const missing = !existsSync(file)
  return { file, missing, note: missing ? ` (skipped: there is no ../shared/${path})` : '' }
}
