import type { webApi } from '@slack/bolt'
import type { Digest } from '../../following/digest.ts'
import type { Delivers, Delivery } from '../../following/send-digests.ts'
import type { Log } from '../../log.ts'
import { digestTitle } from '../../wording/following-text.ts'
import { digestMessage, shownInDigest } from '../blocks/digest-message.ts'
import { messageText, NO_UNFURLS } from '../blocks/text.ts'
import type { KeptPosts } from '../kept-posts.ts'
import type { ClientFor } from './client-for.ts'
import { slackErrorOf, wasNeverSent } from './slack-error.ts'
import { tsBefore } from './ts-before.ts'

/**
 * Slack's errors where a channel can't be posted in any more (docs.slack.dev/reference/methods/chat.postMessage). Those of a
 * token are none of them: it is of the installation, with which all that is kept of the workspace goes if the app was removed.
 */
const GONE = new Set(['not_in_channel', 'channel_not_found', 'is_archived'])
/** So many of the last messages of a channel are looked through. */
const LOOKED_THROUGH = 100

export const cantBePostedIn = (error: string | undefined): boolean => error !== undefined && GONE.has(error)

/** Posts digests as the bot of each workspace, and keeps which answers they list, so that they can be corrected. */
export function createDelivers(clientFor: ClientFor, keptPosts: KeptPosts, log: Log): Delivers {
  return {
    titleOf: digestTitle,
    async deliver(digest) {
      let client: webApi.WebClient | undefined
      try {
        client = await clientFor(digest.team)
      } catch (error) {
        log.warn('follow.no_client', { team: digest.team, error: String(error) })
        return { kind: 'later' }
      }
      if (!client) return { kind: 'later' }
      let posted: webApi.ChatPostMessageResponse
      try {
        posted = await client.chat.postMessage({ channel: digest.channel, ...NO_UNFURLS, ...digestMessage(digest) })
      } catch (error) {
        const kind = failureOf(error)
        log.warn('follow.not_posted', { error: slackErrorOf(error) ?? String(error), outcome: kind })
        return { kind }
      }
      const { channel = digest.channel, ts } = posted
      await keep(keptPosts, digest, { channel, ts })
      return { kind: 'sent', channel }
    },
    async wasDelivered({ team, channel }, title, since) {
      try {
        const client = await clientFor(team)
        const oldest = tsBefore(since)
        const history = await client?.conversations.history({ channel, oldest, limit: LOOKED_THROUGH })
        return history?.messages?.some(({ text = '' }) => text.startsWith(messageText(title)))
      } catch {
        return undefined
      }
    },
  }
}

/** In direct messages, which are told to the person by their id, it is theirs. In a channel it is nobody's in particular. */
function keep(keptPosts: KeptPosts, digest: Digest, { channel, ts }: { channel: string; ts: string | undefined }) {
  const { team, topics } = digest
  const [{ follow }] = topics
  const user = follow.channel === follow.user ? follow.user : undefined
  const listed = shownInDigest(digest).flatMap(({ lines }) => lines)
  return keptPosts.keep({ team, channel, user }, { ts, thread: undefined, digest: { zone: follow.zone } }, listed)
}

/** What a failed call leaves: whatever Slack answered, it did not post; without an answer nobody knows. */
function failureOf(error: unknown): Exclude<Delivery['kind'], 'sent'> {
  const said = slackErrorOf(error)
  if (said !== undefined) return cantBePostedIn(said) ? 'gone' : 'later'
  return wasNeverSent(error) ? 'later' : 'unsure'
}
