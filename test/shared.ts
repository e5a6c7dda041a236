import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder beside the project with the data for measuring. It may be missing. */
const SHARED = join(import.meta.dirname, '..', '..', 'shared')

/** A file of that folder: its path, whether it is missing, and then a note for the titles of tests that are skipped. */
export function shared(path: string): { file: string; missing: boolean; note: string } {
  const file = join(SHARED, path)
  const missing = !existsSync(file)
  return { file, missing, note: missing ? ` (skipped: there is no ../shared/${path})` : '' }
}
