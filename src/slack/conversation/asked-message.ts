import type { webApi } from '@slack/bolt'
import type { Message } from '../blocks/message.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'
import type { Exchange, Turn } from './conversations.ts'
import { nextTurn } from './next-turn.ts'
import { whileWaiting } from './thinking-status.ts'

/** Within this time of asking, another wording of the question changes the reply. */
const EDIT_MS = 2 * 60_000

/** A message that asks the bot something, in a channel or to it alone. */
export interface AskedMessage {
  eventId: string
  channel: string
  ts: string
  /** The thread that the message is in. */
  thread: string | undefined
  user: string
  text: string
}

/** Where the reply goes, and under which name its failures are logged. */
interface ReplyTo {
  event: string
  /** The thread to post in. */
  thread: string | undefined
  /** Whether a status says that the bot is at work. */
  status: boolean
}

/**
 * Answers a message once, however often it is delivered and under however many kinds of event. An event about which
 * nobody could be told anything is given back, so that its next delivery is answered.
 */
export async function answerOnce(
  context: Context,
  client: webApi.WebClient,
  asked: AskedMessage,
  to: ReplyTo,
): Promise<void> {
  const { events, conversations, log, now, recent } = context
  const claims = [asked.eventId, `${asked.channel}/${asked.ts}`]
  if (!claims.map((claim) => events.claim(claim)).every(Boolean)) return

  const question = plainQuestion(asked.text)
  const before = conversations.last(asked.channel, to.thread)
  let posted: (ts: string | undefined) => void = () => {}
  const reply = new Promise<string | undefined>((done) => {
    posted = done
  })
  const exchange: Exchange = { question, before, asked: now(), reply }
  conversations.begin(asked.channel, asked.ts, exchange)
  const post = async (message: Message) => {
    const { ts } = await client.chat.postMessage({
      channel: asked.channel,
      ...(to.thread !== undefined && { thread_ts: to.thread }),
      unfurl_links: false,
      unfurl_media: false,
      ...message,
    })
    posted(ts)
    return ts
  }
  const work = async () => {
    const next = await nextTurn(context, question, before)
    if (next.turn) leadTo(context, asked.channel, to.thread, exchange, next.turn)
    const ts = await post(next.message)
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

/** Changes our reply to a message that was changed to ask something else within two minutes; does nothing otherwise. */
export async function answerEdit(
  context: Context,
  client: webApi.WebClient,
  edited: Omit<AskedMessage, 'user'>,
  to: Pick<ReplyTo, 'event' | 'thread'>,
): Promise<void> {
  const { conversations, events, log, now } = context
  const earlier = conversations.exchange(edited.channel, edited.ts)
  const question = plainQuestion(edited.text)
  if (!earlier || earlier.question === question || now() - earlier.asked > EDIT_MS) return
  if (!events.claim(edited.eventId)) return

  const current: Exchange = { ...earlier, question }
  conversations.begin(edited.channel, edited.ts, current)
  const ts = await earlier.reply
  if (ts === undefined) return
  const update = (message: Message) => client.chat.update({ channel: edited.channel, ts, ...message })
  await orApologise(
    log,
    to.event,
    async () => {
      const next = await nextTurn(context, question, earlier.before)
      if (conversations.exchange(edited.channel, edited.ts) !== current) return
      // What was asked after it in the same thread stays the last.
      const isLast = conversations.last(edited.channel, to.thread) === earlier.led
      if (next.turn && isLast) leadTo(context, edited.channel, to.thread, current, next.turn)
      await update(next.message)
      startThreads(context, edited.channel, to.thread, [edited.ts, ts], next.turn)
    },
    update,
  )
}

/** Remembers where a thread has come to by an exchange, before anybody can have read the reply and ask on. */
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

/** Where a reply stands beside its question and not in a thread, people may begin one on either of the two. */
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
