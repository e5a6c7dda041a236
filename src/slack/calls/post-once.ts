import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { type Message, NO_UNFURLS } from '../blocks/text.ts'
import { currentDelivery } from '../receivers/delivery.ts'

const EVENT_TYPE = 'send_answers_reply'
/** Messages that are read to find ours: what was posted since the question. */
const READ = 100

const Posted = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ delivery: z.string() }) }),
})

interface PostTo {
  channel: string
  thread: string | undefined
  /** The `ts` of the message that is answered. */
  after: string
}

/**
 * Posts the reply to a message. The delivery that it answers is in the metadata of the message, so that a process that
 * takes the delivery over finds whether the reply was posted. Where it may not read the channel it posts, as a second reply
 * is better than none. Gives the reply's `ts`.
 */
export async function postOnce(client: webApi.WebClient, to: PostTo, message: Message): Promise<string | undefined> {
  const delivery = currentDelivery()
  const before = delivery?.takenOver ? await posted(client, to, delivery.id).catch(() => undefined) : undefined
  if (before !== undefined) return before
  const { ts } = await client.chat.postMessage({
    channel: to.channel,
    ...(to.thread !== undefined && { thread_ts: to.thread }),
    ...(delivery && { metadata: { event_type: EVENT_TYPE, event_payload: { delivery: delivery.id } } }),
    ...NO_UNFURLS,
    ...message,
  })
  return ts
}

async function posted(
  client: webApi.WebClient,
  { channel, thread, after }: PostTo,
  delivery: string,
): Promise<string | undefined> {
  const since = { channel, oldest: after, limit: READ, include_all_metadata: true }
  const { messages = [] } =
    thread === undefined
      ? await client.conversations.history(since)
      : await client.conversations.replies({ ...since, ts: thread })
  return messages
    .flatMap((message) => Posted.safeParse(message).data ?? [])
    .find(({ metadata }) => metadata.event_payload.delivery === delivery)?.ts
}
