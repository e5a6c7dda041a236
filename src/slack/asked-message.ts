import type { webApi } from '@slack/bolt'
import type { Turn } from '../answering/conversation.ts'
import { saidMessage } from './blocks/said-message.ts'
import { type Message, NO_UNFURLS } from './blocks/text.ts'
import { orApologise } from './calls/or-apologise.ts'
import { whileWaiting } from './calls/thinking-status.ts'
import type { Exchange } from './conversations.ts'
import { plainQuestion } from './plain-question.ts'
import { type Context, lookOf } from './services.ts'

/** An edit of the message within this time changes the reply. */
const EDIT_MS = 2 * 60_000

/** A message to the bot, in a channel or directly. */
export interface AskedMessage {
  eventId: string
  channel: string
  ts: string
  /** The thread that the message is in. */
  thread: string | undefined
  user: string
  text: string
}

/** Where the reply goes, and the event name under which failures are logged. */
interface ReplyTo {
  event: string
  /** The thread to post in. */
  thread: string | undefined
  /** Whether a status shows that the bot is working. */
  status: boolean
}

/**
 * Answers a message once, even if it is delivered several times or as several kinds of event. If neither a reply nor an
 * apology could be posted, the next delivery is answered.
 */
export async function answerOnce(
  context: Context,
  client: webApi.WebClient,
  asked: AskedMessage,
  to: ReplyTo,
): Promise<void> {
  const { answering, events, conversations, log, now, recent } = context
  const claims = [asked.eventId, `${asked.channel}/${asked.ts}`]
  if (!claims.map((claim) => events.claim(claim)).every(Boolean)) return

  const typed = plainQuestion(asked.text)
  const before = conversations.last(asked.channel, to.thread)
  const { promise: reply, resolve: posted } = Promise.withResolvers<string | undefined>()
  const exchange: Exchange = { typed, before, asked: now(), reply }
  conversations.begin(asked.channel, asked.ts, exchange)
  const post = async (message: Message) => {
    const { ts } = await client.chat.postMessage({
      channel: asked.channel,
      ...(to.thread !== undefined && { thread_ts: to.thread }),
      ...NO_UNFURLS,
      ...message,
    })
    posted(ts)
    return ts
  }
  const work = async () => {
    const next = await answering.next(typed, before)
    if (next.turn) leadTo(context, asked.channel, to.thread, exchange, next.turn)
    const ts = await post(saidMessage(next.said, lookOf(context)))
    if (next.turn && next.turn !== before) recent.add(asked.user, next.turn.question)
    startThreads(context, asked.channel, to.thread, [asked.ts, ts], next.turn)
  }
  const told = await orApologise(
    log,
    to.event,
    () => (to.status ? whileWaiting(client, log, asked.channel, asked.thread ?? asked.ts, work) : work()),
    post,
  )
  posted(undefined)
  if (!told) for (const claim of claims) events.release(claim)
}

/** Updates our reply to a message that was edited to ask something else within two minutes; else does nothing. */
export async function answerEdit(
  context: Context,
  client: webApi.WebClient,
  edited: Omit<AskedMessage, 'user'>,
  to: Pick<ReplyTo, 'event' | 'thread'>,
): Promise<void> {
  const { answering, conversations, events, log, now } = context
  const earlier = conversations.exchange(edited.channel, edited.ts)
  const typed = plainQuestion(edited.text)
  if (!earlier || earlier.typed === typed || now() - earlier.asked > EDIT_MS) return
  if (!events.claim(edited.eventId)) return

  const current: Exchange = { ...earlier, typed }
  conversations.begin(edited.channel, edited.ts, current)
  const ts = await earlier.reply
  if (ts === undefined) return
  const update = (message: Message) => client.chat.update({ channel: edited.channel, ts, ...message })
  await orApologise(
    log,
    to.event,
    async () => {
      const next = await answering.next(typed, earlier.before)
      if (conversations.exchange(edited.channel, edited.ts) !== current) return
      // If another question was asked after it, that one stays the last of the thread.
      const isLast = conversations.last(edited.channel, to.thread) === earlier.led
      if (next.turn && isLast) leadTo(context, edited.channel, to.thread, current, next.turn)
      await update(saidMessage(next.said, lookOf(context)))
      startThreads(context, edited.channel, to.thread, [edited.ts, ts], next.turn)
    },
    update,
  )
}

/** Remembers the turn before the reply is posted, so that it is known when somebody reads the reply and asks on. */
function leadTo(
  { conversations }: Context,
  channel: string,
  thread: string | undefined,
  exchange: Exchange,
  turn: Turn,
): void {
  exchange.led = turn
  conversations.remember(channel, thread, turn)
}

/** After a reply outside a thread, people may start a thread on the question or on the reply. */
function startThreads(
  { conversations }: Context,
  channel: string,
  thread: string | undefined,
  roots: readonly (string | undefined)[],
  turn: Turn | undefined,
): void {
  if (thread !== undefined || turn === undefined) return
  for (const root of roots) if (root !== undefined) conversations.remember(channel, root, turn)
}
