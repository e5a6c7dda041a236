import { randomBytes } from 'node:crypto'
import { codeOf } from '../../app-error.ts'
import type { Log } from '../../log.ts'
import { WORDS } from '../../wording/words.ts'
import { type Message, noticeMessage } from '../blocks/text.ts'

/** A way to tell somebody of a failure. */
export type Tell = (apology: Message) => Promise<unknown>

/**
 * Does the work of a listener. If it fails, the log gets the stack with a short reference, and the first of `ways` that
 * works takes an apology with the same reference. Resolves to false if none worked, so that nobody was told anything.
 */
export async function orApologise(
  log: Log,
  event: string,
  work: () => Promise<unknown>,
  ...ways: readonly Tell[]
): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const reference = randomBytes(4).toString('hex')
    log.error(event, error, { reference })
    const sorry = codeOf(error) === 'search-unavailable' ? WORDS.noSearch : WORDS.sorry
    for (const tell of ways)
      try {
        await tell(noticeMessage(sorry(reference)))
        return true
      } catch (failure) {
        log.error(`${event}.apology`, failure, { reference })
      }
    return false
  }
}
