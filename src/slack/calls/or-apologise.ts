import { randomBytes } from 'node:crypto'
import type { Log } from '../../log.ts'
import { WORDS } from '../../wording/words.ts'
import type { Message } from '../blocks/message.ts'
import { noticeMessage } from '../blocks/notice.ts'

/**
 * Does the work of a listener. Where it fails, the log gets the stack under a short reference, and the person is told
 * one sentence with the same reference, by `tell`. Resolves to whether somebody was told something, answer or apology.
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
