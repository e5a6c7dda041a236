import { randomBytes } from 'node:crypto'
import type { Log } from '../../log.ts'
import { WORDS } from '../../wording/words.ts'
import { type Message, noticeMessage } from '../blocks/text.ts'

/**
 * Does the work of a listener. If it fails, the log gets the stack with a short reference, and `tell` an apology with the
 * same reference. Resolves to false if the apology failed as well, so that nobody was told anything.
 */
export async function orApologise(
  log: Log,
  event: string,
  work: () => Promise<unknown>,
  tell: (apology: Message) => Promise<unknown>,
): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const reference = randomBytes(4).toString('hex')
    log.error(event, error, { reference })
    try {
      await tell(noticeMessage(WORDS.sorry(reference)))
      return true
    } catch (failure) {
      log.error(`${event}.apology`, failure, { reference })
      return false
    }
  }
}
