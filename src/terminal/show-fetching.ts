import type { Answering } from '../answering/answering.ts'
import type { Fetching } from '../answering/fetching.ts'
import { coverageStatus } from '../wording/coverage.ts'
import type { StatusLine } from './status-line.ts'

type Followed = Pick<Answering, 'fetching'> & { browse: Pick<Answering['browse'], 'holdings'> }

/**
 * Gives a function that shows how far a sync has come, for each time that may have changed: a line that is replaced
 * while it is under way, and one that stays when it has ended.
 */
export function createFetchingLine({ browse, fetching }: Followed, line: StatusLine): () => void {
  let last: Fetching['kind'] = 'idle'
  return () => {
    const now = fetching()
    const text = coverageStatus(browse.holdings(), now)
    line.show(now.kind === 'fetching' ? text : '')
    if (now.kind !== 'fetching' && now.kind !== last) line.write(`${text}\n`)
    last = now.kind
  }
}

/** The same for a prompt: what stands above it, empty where nothing is being fetched. */
export function fetchingAbovePrompt({ browse, fetching }: Followed): string {
  const now = fetching()
  return now.kind === 'idle' ? '' : coverageStatus(browse.holdings(), now)
}
