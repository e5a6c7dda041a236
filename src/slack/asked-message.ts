import { setTimeout as sleep } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import { saidMessage } from './blocks/said-message.ts'
import type { Message } from './blocks/text.ts'
import { orApologise } from './calls/or-apologise.ts'
import { postOnce } from './calls/post-once.ts'
import { tellPerson } from './calls/tell-person.ts'
import { whileWaiting } from './calls/thinking-status.ts'
import { claimOf } from './claims.ts'
import { type Exchange, type Place, toKeep } from './conversations.ts'
import { quotedIn } from './kept-posts.ts'
import { plainQuestion } from './plain-question.ts'
import { type Context, lookOf } from './services.ts'

/** An edit of the message within this time changes the reply. */
export const EDIT_MS = 2 * 60_000
/** An edit waits so long for the message to be taken up, maybe by another process. */
const BEGIN_MS = 1000
/** And so long for the reply to its first version: as long as that may wait for Slack, and some. */
const REPLY_MS = 60_000
/** How soon it is looked for again at first, and in the end. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 1000

/** A message to the bot, in a channel or directly. */
export interface AskedMessage extends Place {
  eventId: string
  ts: string
  /** The thread that the message is in. */
  thread: string | undefined
  user: string
  text: string
}

/** One that was edited. */
export interface EditedMessage extends AskedMessage {
  /** In seconds since 1970. */
  editedAt: number
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
  const { answering, claims, conversations, keptPosts, log, now, recent, today } = context
  const mine = [claimOf('event', asked, asked.eventId), claimOf('message', asked, asked.channel, asked.ts)]
  const [last, begun, ...claimed] = await Promise.all([
    conversations.last(asked, to.thread),
    // There already if another process ended while it replied: then the last turn may be of this message.
    conversations.exchange(asked, asked.ts),
    ...mine.map(claims.claim),
  ])
  if (!claimed.every(Boolean)) return
  const before = begun ? begun.before : last

  const typed = plainQuestion(asked.text)
  await conversations.begin(asked, asked.ts, { typed, before, asked: now() })
  const change = (part: Partial<Exchange>) =>
    conversations.change(asked, asked.ts, (exchange) => ({ ...exchange, ...part }))
  let reply: string | undefined
  const post = async (message: Message) => {
    const ts = await postOnce(client, { channel: asked.channel, thread: to.thread, after: asked.ts }, message)
    reply = ts
    return ts
  }
  const work = async () => {
    const { said, turn } = await answering.next(typed, before, today())
    const kept = toKeep(turn, before)
    // Before the reply is posted, so that it is known when somebody reads the reply and asks on.
    await Promise.all([
      change({ led: kept?.id }),
      kept && kept !== before && conversations.remember(asked, to.thread, kept),
    ])
    const ts = await post(saidMessage(said, lookOf(context)))
    await Promise.all([
      said.kind === 'reply' && recent.add(asked, said.shown.reply),
      keptPosts.keep(asked, { ts, thread: to.thread }, quotedIn(said)),
      ...(kept ? rootsOf(asked, to.thread, ts).map((root) => conversations.remember(asked, root, kept)) : []),
    ])
  }
  const told = await orApologise(
    log,
    to.event,
    () => (to.status ? whileWaiting(client, log, asked.channel, asked.thread ?? asked.ts, work) : work()),
    post,
    tellPerson(client, asked.user),
  )
  // Not before its turn is remembered wherever it can be followed up: an edit that waits for the reply replaces that.
  if (reply !== undefined) await change({ reply })
  else await conversations.forget(asked, asked.ts)
  if (!told) await Promise.all(mine.map(claims.release))
}

/**
 * Updates our reply to a message that was edited to ask something else within two minutes. Does nothing if the question
 * is the same, as where Slack adds a preview, or if there is none any more.
 */
export async function answerEdit(
  context: Context,
  client: webApi.WebClient,
  edited: EditedMessage,
  to: Pick<ReplyTo, 'event' | 'thread'>,
): Promise<void> {
  const { answering, claims, conversations, keptPosts, log, now, today } = context
  const look = () => conversations.exchange(edited, edited.ts)
  const exchange = await patiently(look, (exchange) => exchange !== undefined, BEGIN_MS)
  const typed = plainQuestion(edited.text)
  if (!exchange || exchange.typed === typed || now() - exchange.asked > EDIT_MS || answering.isSmallTalk(typed)) return
  if (!(await claims.claim(claimOf('event', edited, edited.eventId)))) return

  const edit = { by: edited.eventId, at: edited.editedAt }
  // One edit may come as two kinds of event, and edits in another order than they were made.
  await conversations.change(edited, edited.ts, (exchange) =>
    exchange.typed === typed || (exchange.edit?.at ?? 0) > edit.at ? exchange : { ...exchange, typed, edit },
  )
  /** Neither deleted nor edited again. */
  const isLast = (exchange: Exchange | undefined): exchange is Exchange => exchange?.edit?.by === edit.by
  const replied = await patiently(look, (exchange) => !isLast(exchange) || exchange.reply !== undefined, REPLY_MS)
  if (!isLast(replied) || replied.reply === undefined) return
  const { before, reply: ts } = replied
  // Slack keeps attachments that an update doesn't name: a correction of what was asked before would stay below.
  const update = (message: Message) => client.chat.update({ channel: edited.channel, ts, ...message, attachments: [] })
  await orApologise(
    log,
    to.event,
    async () => {
      const { said, turn } = await answering.next(typed, before, today())
      const current = await look()
      if (!isLast(current)) return
      const kept = toKeep(turn, before)
      await conversations.change(edited, edited.ts, (exchange) =>
        isLast(exchange) ? { ...exchange, led: kept?.id } : exchange,
      )
      // A conversation that went on after the first version stays as it is.
      const threads = [to.thread, ...rootsOf(edited, to.thread, ts)]
      if (kept) await Promise.all(threads.map((thread) => conversations.replace(edited, thread, current.led, kept)))
      await update(saidMessage(said, lookOf(context)))
      await keptPosts.keep(edited, { ts, thread: to.thread }, quotedIn(said))
    },
    update,
    tellPerson(client, edited.user),
  )
}

/** Looks again and again until there is enough to see, or for so long. */
async function patiently<T>(look: () => Promise<T>, isEnough: (seen: T) => boolean, patienceMs: number): Promise<T> {
  const until = performance.now() + patienceMs
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LAST_PAUSE_MS)) {
    const seen = await look()
    if (isEnough(seen) || performance.now() > until) return seen
    await sleep(pause)
  }
}

/** After a reply outside a thread, people may start a thread on the question or on the reply. */
function rootsOf({ ts }: Pick<AskedMessage, 'ts'>, thread: string | undefined, reply: string | undefined): string[] {
  return thread === undefined ? [ts, reply].filter((root) => root !== undefined) : []
}
