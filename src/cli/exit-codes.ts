import { type AppErrorCode, codeOf } from '../app-error.ts'

/** An error without a code of its own: a defect, or a fault of the machine. */
const UNKNOWN = 9

/** What a command ends with, as docs/corpus.md lists it. 1 is not here: a question got no answer, or a file was refused. */
const EXIT_CODES: Record<AppErrorCode, number> = {
  help: 0,
  misuse: 2,
  'wrong-config': 2,
  'wrong-key': 2,
  'wrong-topic': 2,
  'empty-span': 2,
  'sync-under-way': 3,
  'parliament-unreachable': 4,
  'sync-too-long': 4,
  'response-too-large': 4,
  'store-unwritable': 5,
  'store-full': 6,
  'store-damaged': 7,
  'store-newer': 8,
  'store-unreachable': 10,
  'store-refused': 10,
  'store-not-empty': 11,
  'wrong-vocabulary': UNKNOWN,
  'empty-corpus': UNKNOWN,
  'port-taken': UNKNOWN,
  'slack-refused': UNKNOWN,
  'slack-unreachable': UNKNOWN,
  'not-installed': UNKNOWN,
  'embedder-unavailable': UNKNOWN,
  'search-unavailable': UNKNOWN,
}

/** The exit code of a command that failed with that error. */
export function exitCodeOf(error: unknown): number {
  const code = codeOf(error)
  return code === undefined ? UNKNOWN : EXIT_CODES[code]
}
