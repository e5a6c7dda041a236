import { z } from 'zod'
import type { SlackMessage } from '../workspace/shapes.ts'
import { messageKey } from '../workspace/state.ts'
import { type Composed, compose } from './compose.ts'
import { channelOf, messageAt, type User } from './user.ts'

const Posted = z.object({ ok: z.literal(true), ts: z.string() })
const InstantReply = z.union([
  z.string().transform((text) => ({ text })),
  z.looseObject({ text: z.string().optional() }),
])

/** Posts what was typed to a conversation or a thread, or runs it if it is a slash command. */
export async function say(user: User, place: string, typed: string, thread?: string): Promise<void> {
  const { name, text = '' } = /^(?<name>\/\S+)\s*(?<text>[\s\S]*)$/.exec(typed.trim())?.groups ?? {}
  if (name !== undefined) return runCommand(user, place, name, text, thread)

  const { emulator, person, state, send } = user
  const composed = compose(typed, emulator.cast.bot)
  const inThread = thread === undefined ? {} : { thread_ts: thread }
  const content = { text: composed.text, blocks: composed.blocks, ...inThread }
  const args = { channel: channelOf(user, place).id, ...content }
  const { ts } = Posted.parse(await emulator.call(person.token, 'chat.postMessage', args))
  state.changed()
  await sendMessage(user, place, { user: person.id, ts, ...content }, composed)

  const links = composed.links.flatMap((url) => {
    const host = new URL(url).hostname
    const domains = emulator.cast.manifest.features.unfurl_domains
    const domain = domains.find((one) => host === one || host.endsWith(`.${one}`))
    return domain === undefined ? [] : [{ domain, url }]
  })
  if (links.length === 0) return
  await send.event(composed.links.join(' '), {
    type: 'link_shared',
    channel: place,
    is_bot_user_member: place === person.dm || state.botIn.has(place),
    user: person.id,
    message_ts: ts,
    ...inThread,
    links,
    unfurl_id: messageKey(place, ts),
    source: 'conversations_history',
    event_ts: emulator.newTs(),
  })
}

/** The kind of conversation, if the app gets every message of it, besides mentions; undefined if it doesn't. */
function heardAs({ person, state, emulator }: User, place: string): 'im' | 'channel' | undefined {
  if (place === person.dm) return 'im'
  const { bot: scopes } = emulator.cast.manifest.oauth_config.scopes
  return state.botIn.has(place) && scopes.includes('channels:history') ? 'channel' : undefined
}

/** Sends the app the events of a message, if it would get any. An edit (`edited`) counts as a mention only. */
async function sendMessage(
  user: User,
  place: string,
  message: Pick<SlackMessage, 'ts' | 'user' | 'edited'>,
  { mentionsBot, text }: Composed,
): Promise<void> {
  const { state, send, emulator } = user
  const event = { channel: place, ...message, event_ts: message.ts }
  const { name } = emulator.cast.bot
  const channel_type = heardAs(user, place)
  if (channel_type && !message.edited) await send.event(text, { type: 'message', channel_type, ...event })
  if (!mentionsBot || channel_type === 'im') return
  if (state.botIn.has(place)) return void (await send.event(text, { type: 'app_mention', ...event }))
  const unseen = `${name} isn’t in this channel, so it won’t see mentions. /send and shortcuts work everywhere.`
  note(user, place, unseen, { invite: true })
}

async function runCommand(user: User, place: string, command: string, text: string, thread?: string): Promise<void> {
  const { emulator, person, responseUrls, triggers } = user
  if (thread !== undefined)
    return note(user, place, 'As in Slack, slash commands don’t work in threads.', { thread_ts: thread })
  if (!emulator.cast.manifest.features.slash_commands.some((one) => one.command === command))
    return note(user, place, `${command} is not a command of this app.`)
  const response_url = responseUrls.create({ channel: place, person: person.id })
  const trigger_id = await triggers.create(person.id)
  const fields = { command, text: text.trim(), response_url, trigger_id }
  const { status, body } = await user.send.command(person, channelOf(user, place), fields)
  if (status !== 200) return note(user, place, `${command} failed with the error “dispatch_failed”.`)
  const { data } = InstantReply.safeParse(body)
  if (data?.text) await responseUrls.post(response_url, data)
}

/** A message of Slackbot to the user. */
function note(
  { state, person, emulator }: User,
  channel: string,
  text: string,
  more: { invite?: boolean; thread_ts?: string } = {},
): void {
  state.ephemerals.push({ ts: emulator.newTs(), channel, person: person.id, user: 'USLACKBOT', text, ...more })
  state.changed()
}

/** Edits a message of the user's own, and sends the app the event that Slack would. */
export async function edit(user: User, place: string, ts: string, typed: string): Promise<void> {
  const { emulator, person, state } = user
  const before = await messageAt(user, place, ts)
  if (before?.user !== person.id) return
  const composed = compose(typed, emulator.cast.bot)
  const { text, blocks } = composed
  await emulator.call(person.token, 'chat.update', { channel: place, ts, text, blocks })
  state.changed()
  const after = await messageAt(user, place, ts)
  await sendChange(user, place, text, { subtype: 'message_changed', message: after, previous_message: before })
  if (after) await sendMessage(user, place, after, composed)
}

/** Deletes a message of the user's own. */
export async function deleteMessage(user: User, place: string, ts: string): Promise<void> {
  const { emulator, person, state } = user
  const before = await messageAt(user, place, ts)
  if (before?.user !== person.id) return
  await emulator.call(person.token, 'chat.delete', { channel: place, ts })
  state.changed()
  await sendChange(user, place, before.text, {
    subtype: 'message_deleted',
    deleted_ts: ts,
    previous_message: before,
  })
}

/** Sends the app the event of an edit or a deletion, if it gets the messages of that conversation. */
async function sendChange(
  user: User,
  place: string,
  about: string,
  fields: { subtype: string; [name: string]: unknown },
): Promise<void> {
  const channel_type = heardAs(user, place)
  if (!channel_type) return
  const ts = user.emulator.newTs()
  const event = { type: 'message', channel: place, channel_type, hidden: true, ts, event_ts: ts }
  await user.send.event(about, { ...event, ...fields })
}
