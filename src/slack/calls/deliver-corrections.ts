import type { webApi } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import type { Post } from '../../corrections/posts.ts'
import type { DeliversCorrections, Outcome } from '../../corrections/send-corrections.ts'
import { knownZone } from '../../daytime.ts'
import type { Log } from '../../log.ts'
import { correctionAttachments, correctionNote, markedMessage, noteBlockOf, type Shown } from '../blocks/correction.ts'
import { NO_UNFURLS } from '../blocks/text.ts'
import type { ClientFor } from './client-for.ts'
import { refusesToken, slackErrorOf, wasNeverSent } from './slack-error.ts'
import { tsBefore } from './ts-before.ts'

/** Slack's errors where a message or its channel can't be written to any more (docs.slack.dev/reference/methods/chat.update). */
const GONE = new Set([
  'message_not_found',
  'thread_not_found',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
])
/** Errors that may be over another time. */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
])
/** So many replies of a thread are looked through for a note. */
const LOOKED_THROUGH = 200

/** Corrects messages as the bot of each workspace. */
export function createDeliversCorrections(clientFor: ClientFor, log: Log): DeliversCorrections {
  const attempt = async (post: Post, work: (client: webApi.WebClient) => Promise<unknown>): Promise<Outcome> => {
    let client: webApi.WebClient | undefined
    try {
      client = await clientFor(post.team)
    } catch (error) {
      log.warn('corrections.no_client', { team: post.team, error: String(error) })
      return 'later'
    }
    // What is kept of a workspace that has removed the app is erased with its installation.
    if (!client) return 'later'
    try {
      await work(client)
      return 'done'
    } catch (error) {
      const outcome = outcomeOf(error)
      log.warn('corrections.failed', { error: slackErrorOf(error) ?? (error as Error).name, outcome })
      return outcome
    }
  }
  return {
    mark: (post, news) =>
      attempt(post, async (client) => {
        const { channel, ts } = post
        const several = post.quoted.length > 1
        const shown = await read(client, post)
        const marked = shown && markedMessage(shown, news, several)
        // Without text and blocks Slack leaves those of the message as they are.
        const below = () => client.chat.update({ channel, ts, attachments: correctionAttachments(news, several) })
        if (!marked) return below()
        try {
          await client.chat.update({ channel, ts, ...marked, attachments: [] })
        } catch (error) {
          if (!/invalid_blocks|msg_(?:blocks_)?too_long/.test(slackErrorOf(error) ?? '')) throw error
          await below()
        }
      }),
    note: (post, news) =>
      attempt(post, (client) =>
        client.chat.postMessage({
          channel: post.channel,
          thread_ts: post.thread ?? post.ts,
          ...NO_UNFURLS,
          ...correctionNote(news),
        }),
      ),
    async zoneOf({ team, user }) {
      if (user === undefined) return knownZone(undefined)
      try {
        const client = await clientFor(team)
        return client && knownZone((await client.users.info({ user })).user?.tz)
      } catch (error) {
        // Without the optional scope for it.
        return ['refused', 'gone'].includes(outcomeOf(error)) ? knownZone(undefined) : undefined
      }
    },
    async wasNoted({ team, channel, ts, thread = ts }, news, since) {
      try {
        const client = await clientFor(team)
        const oldest = tsBefore(since)
        const thread_ = await client?.conversations.replies({ channel, ts: thread, oldest, limit: LOOKED_THROUGH })
        const blocks = thread_?.messages?.flatMap(({ blocks = [] }) => blocks)
        return blocks?.some(({ block_id }) => block_id === noteBlockOf(news))
      } catch {
        return undefined
      }
    },
  }
}

/**
 * What the message shows. Undefined where the app may not read it: in channels, unless they were granted the optional
 * history scopes; or not now.
 */
async function read(client: webApi.WebClient, { channel, ts, thread }: Post): Promise<Shown | undefined> {
  const one = { channel, latest: ts, oldest: ts, inclusive: true }
  try {
    const { messages = [] } =
      thread === undefined
        ? await client.conversations.history({ ...one, limit: 1 })
        : // The first of a thread is there, too.
          await client.conversations.replies({ ...one, ts: thread, limit: 2 })
    const message = messages.find((message) => message.ts === ts)
    return message?.blocks && { text: message.text ?? '', blocks: message.blocks as KnownBlock[] }
  } catch {
    return undefined
  }
}

/** What a failed call leaves: whatever Slack answered, it did not do it; without an answer nobody knows. */
function outcomeOf(error: unknown): Outcome {
  const said = slackErrorOf(error)
  if (said !== undefined) {
    if (GONE.has(said)) return 'gone'
    // A token is of the installation: it will be put right, or what is kept of the workspace goes with it.
    return PASSING.has(said) || refusesToken(said) ? 'later' : 'refused'
  }
  return wasNeverSent(error) ? 'later' : 'unsure'
}
