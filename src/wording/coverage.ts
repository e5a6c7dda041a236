import type { Holdings } from '../answering/browse.ts'
import type { Fetching } from '../answering/fetching.ts'
import type { Covered } from '../answering/reply.ts'
import { longDate } from '../record/dates.ts'
import { WORDS } from './words.ts'

/** What is covered, and what is still missing: a sentence or two for the Home, `/send status` and the playground. */
export function coverageLine({ count, oldest, newest }: Holdings, fetching: Fetching): string {
  const covered = oldest && newest ? WORDS.holdings(count, longDate(oldest), longDate(newest)) : WORDS.holdsNothing
  switch (fetching.kind) {
    case 'idle':
      return `${covered}.`
    case 'fetching':
      return `${covered}; ${WORDS.stillFetching}.`
    case 'unreachable':
      return `${covered}. ${WORDS.unreachable(fetching.problem)}; ${WORDS.mayBeMissing}.`
  }
}

/** The same for a reply without an answer: what was looked through. */
export function lookedThroughLine({ answers, passing, oldest, newest, fetching = 'idle' }: Covered): string {
  const looked =
    answers === 0 ? WORDS.holdsNothing : WORDS.lookedThrough({ answers, passing }, longDate(oldest), longDate(newest))
  switch (fetching) {
    case 'idle':
      return `${looked}.`
    case 'fetching':
      return `${looked}; ${WORDS.stillFetching}.`
    case 'unreachable':
      return `${looked}; ${WORDS.mayBeMissing}.`
  }
}

/**
 * The same in one short line, for a terminal: the count and the month of the oldest answer. Where Parliament can't be
 * reached it says what to do.
 */
export function coverageStatus({ count, shipped = 0, oldest }: Holdings, fetching: Fetching): string {
  const fetched = count > shipped && oldest !== undefined
  switch (fetching.kind) {
    case 'idle':
      return fetched ? WORDS.backTo(count, monthOf(oldest)) : WORDS.ships(count)
    case 'fetching':
      return fetched ? `${WORDS.backTo(count, monthOf(oldest))} · ${WORDS.stillFetching}` : WORDS.fetchingFirst
    case 'unreachable':
      return [
        WORDS.unreachable(fetching.problem),
        `; ${fetched ? WORDS.backTo(count, monthOf(oldest)) : WORDS.ships(count)}.`,
        ` ${WORDS.triesAgain}`,
      ].join('')
  }
}

const monthOf = (day: string) => longDate(day.slice(0, 7))
