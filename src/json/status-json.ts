import { z } from 'zod'
import type { Answering } from '../answering/answering.ts'
import { coverageLine } from '../wording/coverage.ts'
import { WORDS } from '../wording/words.ts'

/** What is covered, and how it is searched. */
export const StatusJson = z
  .strictObject({
    answers: z.int().min(0),
    oldest: z.iso.date().optional().describe('The day of the oldest answer; missing where there is none'),
    newest: z.iso.date().optional(),
    coverage: z.string().describe('The same in words'),
    fetching: z
      .enum(['idle', 'fetching', 'unreachable'])
      .describe(
        'Whether answers are being fetched now, so that more will come; “unreachable”: Parliament can’t be reached',
      ),
    meaning: z
      .enum(['on', 'off', 'unavailable'])
      .describe('Whether questions are searched by meaning; if not, by words alone'),
    lastSync: z.iso.datetime().optional().describe('When answers were last fetched completely'),
    licence: z.string(),
    licenceUrl: z.url(),
  })
  .describe('What is covered, and how it is searched')
export type StatusJson = z.infer<typeof StatusJson>

/** @param lastGood when the last successful sync ended, ISO 8601 */
export function statusJson(
  { browse, fetching, meaning }: Pick<Answering, 'browse' | 'fetching' | 'meaning'>,
  lastGood: string | undefined,
): StatusJson {
  const holdings = browse.holdings()
  const { count, oldest, newest } = holdings
  return {
    answers: count,
    ...(oldest !== undefined && { oldest }),
    ...(newest !== undefined && { newest }),
    coverage: coverageLine(holdings, fetching()),
    fetching: fetching().kind,
    meaning: meaning().kind,
    ...(lastGood !== undefined && { lastSync: lastGood }),
    licence: WORDS.attribution,
    licenceUrl: WORDS.attributionUrl,
  }
}
