import { z } from 'zod'
import { TEXTS } from '../texts.ts'
import type { Person } from '../workspace/cast.ts'
import type { SlackMessage } from '../workspace/shapes.ts'
import { newTs } from '../workspace/state.ts'
import { unfurlId } from '../workspace/unfurl-id.ts'
import { type Composed, compose } from './compose.ts'
import { commandPayload, eventPayload } from './payloads.ts'
import { channelOf, messageAt, type Stage } from './stage.ts'

const Posted = z.object({ ok: z.literal(true), ts: z.string() })
const InstantReply = z.union([
  z.string().transform((text) => ({ text })),
  z.looseObject({ text: z.string().optional() }),
])

/** A message as it is typed into a conversation or a thread: said there, or a slash command. */
export async function say(
  stage: Stage,
  person: Person,
  place: string,
  thread: string | undefined,
  typed: string,
): Promise<void> {
  const command = /^(?<name>\/\S+)\s*(?<text>[\s\S]*)$/.exec(typed.trim())?.groups
  if (command) return runCommand(stage, person, place, thread, String(command.name), String(command.text).trim())

  const { emulator, postToApp } = stage
  const { cast, call } = emulator
  const composed = compose(typed, { name: cast.bot.name, user: cast.bot.user })
  const { text, blocks } = composed
  const args = {
    channel: channelOf(stage, person, place).id,
    text,
    blocks,
    ...(thread !== undefined && { thread_ts: thread }),
  }
  const { ts } = Posted.parse(await call(person.token, 'chat.postMessage', args))
  stage.state.changed()
  const message = { user: person.id, ts, text, blocks, ...(thread !== undefined && { thread_ts: thread }) }
  await tellOfMessage(stage, person, place, message, composed)
  const shared = linksShared(stage, person, place, message, composed.links)
  if (shared) await postToApp('link_shared', composed.links.join(' '), eventPayload(cast, shared), 'event')
}

/** The event that a message is to the app, where it is one: in its own conversation, or where it is mentioned. */
async function tellOfMessage(
  stage: Stage,
  person: Person,
  place: string,
  message: Record<string, unknown>,
  { mentionsBot, text }: Composed,
): Promise<void> {
  const { cast } = stage.emulator
  const send = (event: Record<string, unknown>) =>
    stage.postToApp(String(event.type), text, eventPayload(cast, event), 'event')
  if (place === person.dm)
    await send({ type: 'message', channel: place, channel_type: 'im', ...message, event_ts: message.ts })
  else if (mentionsBot && stage.state.botIn.has(place))
    await send({ type: 'app_mention', channel: place, ...message, event_ts: message.ts })
  else if (mentionsBot) note(stage, person, place, TEXTS.notMember(cast.bot.name), 'slack-invite')
}

/** The event that links to the app's domains are, in every channel. */
function linksShared(
  { emulator: { cast }, state }: Stage,
  person: Person,
  place: string,
  { ts, thread_ts }: { ts: string; thread_ts?: string },
  urls: readonly string[],
): Record<string, unknown> | undefined {
  const links = urls.flatMap((url) => {
    const host = new URL(url).hostname
    const domain = cast.manifest.features.unfurl_domains.find((one) => host === one || host.endsWith(`.${one}`))
    return domain === undefined ? [] : [{ domain, url }]
  })
  if (links.length === 0) return undefined
  return {
    type: 'link_shared',
    channel: place,
    is_bot_user_member: place === person.dm || state.botIn.has(place),
    user: person.id,
    message_ts: ts,
    ...(thread_ts !== undefined && { thread_ts }),
    links,
    unfurl_id: unfurlId(place, ts),
    source: 'conversations_history',
    event_ts: newTs(),
  }
}

async function runCommand(
  stage: Stage,
  person: Person,
  place: string,
  thread: string | undefined,
  command: string,
  text: string,
): Promise<void> {
  const { emulator, responseUrl, responseUrls, triggers } = stage
  if (thread !== undefined) return note(stage, person, place, TEXTS.noSlashInThreads, 'slack', thread)
  if (!emulator.cast.manifest.features.slash_commands.some((one) => one.command === command))
    return note(stage, person, place, TEXTS.unknownCommand(command), 'slack')
  const name = responseUrls.create({ channel: place, person: person.id })
  const payload = commandPayload(emulator.cast, person, channelOf(stage, person, place), command, text, {
    response_url: `${responseUrl}${name}`,
    trigger_id: await triggers.create(person.id),
  })
  const { status, body } = await stage.postToApp('slash command', `${command} ${text}`, payload, 'command')
  if (status !== 200) return note(stage, person, place, TEXTS.commandFailed(command, 'dispatch_failed'), 'slack')
  const instant = InstantReply.safeParse(body)
  if (instant.success && instant.data.text) await responseUrls.post(name, instant.data)
}

/** Slack's own word to one person. */
function note(
  { state }: Stage,
  person: Person,
  channel: string,
  text: string,
  from: 'slack' | 'slack-invite',
  thread?: string,
): void {
  state.ephemerals.push({ ts: newTs(), channel, person: person.id, thread, text, from })
  state.changed()
}

/** Says something else in a message of one's own; the app hears of it as Slack tells it. */
export async function edit(stage: Stage, person: Person, place: string, ts: string, typed: string): Promise<void> {
  const { emulator, state } = stage
  const { cast, call } = emulator
  const before = await messageAt(stage, person, place, ts)
  if (before?.user !== person.id) return
  const composed = compose(typed, { name: cast.bot.name, user: cast.bot.user })
  await call(person.token, 'chat.update', { channel: place, ts, text: composed.text, blocks: composed.blocks })
  state.changed()
  const after = await messageAt(stage, person, place, ts)
  if (after && place !== person.dm) return tellOfMessage(stage, person, place, after, composed)
  await tellOfChange(stage, place, 'message_changed', { message: after, previous_message: before }, composed.text)
}

/** Takes back a message of one's own. */
export async function unsay(stage: Stage, person: Person, place: string, ts: string): Promise<void> {
  const before = await messageAt(stage, person, place, ts)
  if (before?.user !== person.id) return
  await stage.emulator.call(person.token, 'chat.delete', { channel: place, ts })
  stage.state.changed()
  if (place === person.dm)
    await tellOfChange(stage, place, 'message_deleted', { deleted_ts: ts, previous_message: before }, before.text)
}

async function tellOfChange(
  stage: Stage,
  channel: string,
  subtype: string,
  rest: { message?: SlackMessage | undefined; previous_message: SlackMessage; deleted_ts?: string },
  about: string,
): Promise<void> {
  const ts = newTs()
  const event = { type: 'message', subtype, channel, channel_type: 'im', hidden: true, ts, event_ts: ts, ...rest }
  await stage.postToApp(subtype, about, eventPayload(stage.emulator.cast, event), 'event')
}
