import { codeOf } from '../app-error.ts'
import { createPause } from '../corrections/pause.ts'
import { createPosts } from '../corrections/posts.ts'
import { createSendCorrections } from '../corrections/send-corrections.ts'
import { digestsTell } from '../following/digests-tell.ts'
import { createFollows } from '../following/follows.ts'
import type { ClientFor } from './calls/client-for.ts'
import { createDeliversCorrections } from './calls/deliver-corrections.ts'
import { repeatedly } from './repeatedly.ts'
import type { Services } from './services.ts'

const EVERY_MS = 10 * 60_000

/**
 * Corrects messages every ten minutes, until `stopping` aborts; where that is turned off, forgets those that were kept before.
 */
export function createCorrections(
  services: Services & { now: () => number },
  clientFor: ClientFor,
  stopping: AbortSignal,
): { send: () => Promise<void>; stop: () => Promise<void> } {
  const { answering, isWithdrawn = async () => false, keepPosts = true, log, now, state } = services
  const [posts, follows] = [createPosts(state, now), createFollows(state)]
  const onProblem = (error: unknown) => void (stopping.aborted || log.error('corrections.failed', error))
  if (!keepPosts) {
    posts.forgetAll().catch(onProblem)
    return { send: async () => {}, stop: async () => {} }
  }
  const send = createSendCorrections({
    posts,
    state,
    record: {
      answerOf: (key) => answering.passageNamed({ key, index: 0 })?.answer,
      askedAgain: answering.askedAgain,
      isWithdrawn,
    },
    delivers: createDeliversCorrections(clientFor, log),
    async digestsTell({ team, channel, user = channel }, answer) {
      try {
        return await digestsTell(await follows.inChannel({ team, channel: user }), answering.matching, answer)
      } catch (error) {
        if (codeOf(error) === 'embedder-unavailable') return undefined
        throw error
      }
    },
    now,
    pause: createPause(stopping),
    onProblem,
    onTold: (messages) => log.info('corrections.sent', { messages }),
  })
  return { send, stop: repeatedly(send, EVERY_MS, onProblem).stop }
}
