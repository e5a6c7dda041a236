import type { webApi } from '@slack/bolt'
import { saidMessage } from './blocks/said-message.ts'
import { type Message, NO_UNFURLS } from './blocks/text.ts'
import { orApologise } from './calls/or-apologise.ts'
import { tellPerson } from './calls/tell-person.ts'
import { whileWaiting } from './calls/thinking-status.ts'
import type { Exchange, Place } from './conversations.ts'
import { plainQuestion } from './plain-question.ts'
import { type Context, lookOf } from './services.ts'

/** An edit of the message within this time changes the reply. */
export const EDIT_MS = 2 * 60_000

/** A message to the bot, in a channel or directly. */
export interface AskedMessage extends Place {
  eventId: string
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
  const { answering, events, conversations, log, now, recent, today } = context
  const claims = [asked.eventId, `${asked.team}/${asked.channel}/${asked.ts}`]
  if (!claims.map((claim) => events.claim(claim)).every(Boolean)) return

  const typed = plainQuestion(asked.text)
  const before = conversations.last(asked, to.thread)
  const { promise: reply, resolve: posted } = Promise.withResolvers<string | undefined>()
  const exchange: Exchange = { typed, before, asked: now(), reply }
  conversations.begin(asked, asked.ts, exchange)
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
    const { said, turn } = await answering.next(typed, before, today())
    exchange.led = turn
    const isNew = turn !== undefined && turn !== before
    // Before the reply is posted, so that it is known when somebody reads the reply and asks on.
    if (isNew) conversations.remember(asked, to.thread, turn)
    const ts = await post(saidMessage(said, lookOf(context)))
    if (said.kind === 'reply') recent.add(asked, said.shown.reply)
    if (turn) for (const root of rootsOf(asked, to.thread, ts)) conversations.remember(asked, root, turn)
  }
  const told = await orApologise(
    log,
    to.event,
    () => (to.status ? whileWaiting(client, log, asked.channel, asked.thread ?? asked.ts, work) : work()),
    post,
    tellPerson(client, asked.user),
  )
  posted(undefined)
  if (!told) for (const claim of claims) events.release(claim)
}

/**
 * Updates our reply to a message that was edited to ask something else within two minutes. Does nothing if the question
 * is the same, as where Slack adds a preview, or if there is none any more.
 */
export async function answerEdit(
  context: Context,
  client: webApi.WebClient,
  edited: AskedMessage,
  to: Pick<ReplyTo, 'event' | 'thread'>,
): Promise<void> {
  const { answering, conversations, events, log, now, today } = context
  const exchange = conversations.exchange(edited, edited.ts)
  const typed = plainQuestion(edited.text)
  if (!exchange || exchange.typed === typed || now() - exchange.asked > EDIT_MS || answering.isSmallTalk(typed)) return
  if (!events.claim(edited.eventId)) return

  exchange.typed = typed
  const ts = await exchange.reply
  if (ts === undefined) return
  const update = (message: Message) => client.chat.update({ channel: edited.channel, ts, ...message })
  await orApologise(
    log,
    to.event,
    async () => {
      const { said, turn } = await answering.next(typed, exchange.before, today())
      // Deleted, or edited again.
      if (conversations.exchange(edited, edited.ts) !== exchange || exchange.typed !== typed) return
      // A conversation that went on after the first version stays as it is.
      const hasGoneOn = (thread: string | undefined) => conversations.last(edited, thread) !== exchange.led
      const threads = [to.thread, ...rootsOf(edited, to.thread, ts)].filter((thread) => !hasGoneOn(thread))
      exchange.led = turn
      if (turn) for (const thread of threads) conversations.remember(edited, thread, turn)
      await update(saidMessage(said, lookOf(context)))
    },
    update,
    tellPerson(client, edited.user),
  )
}

/** After a reply outside a thread, people may start a thread on the question or on the reply. */
function rootsOf({ ts }: Pick<AskedMessage, 'ts'>, thread: string | undefined, reply: string | undefined): string[] {
  return thread === undefined ? [ts, reply].filter((root) => root !== undefined) : []
}
