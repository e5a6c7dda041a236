import { z } from 'zod'
import type { Action, Option, StateValues } from '../show/controls.ts'
import { type SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import { channelOf, messageAt, modalOf, UnknownHere, type User, viewIn } from './user.ts'

/** Where a control is. */
export type Surface =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'modal'; id: string }
  | { kind: 'home' }

interface Fields extends Record<string, unknown> {
  view?: { id: string }
}

/** Sends a `block_actions` payload: a button was pressed, an option chosen, Enter pressed in an input that dispatches. */
export async function press(user: User, surface: Surface, action: Action, values: StateValues): Promise<void> {
  const fields = await fieldsOf(user, surface, values)
  await user.send.interaction(action.action_id || action.type, user.person, {
    type: 'block_actions',
    ...fields,
    trigger_id: await user.triggers.create(user.person.id, fields.view?.id),
    actions: [{ ...action, action_ts: user.emulator.newTs() }],
  })
}

const Options = z.object({ options: z.array(z.custom<Option>()).default([]) })

/** Asks the app for the options of an external select. */
export async function suggest(
  user: User,
  surface: Surface,
  select: { block_id: string; action_id: string },
  typed: string,
): Promise<Option[]> {
  const fields = await fieldsOf(user, surface, {})
  const payload = { type: 'block_suggestion', ...fields, ...select, value: typed }
  const { body } = await user.send.interaction(`${select.action_id}: ${typed}`, user.person, payload)
  return Options.safeParse(body).data?.options ?? []
}

/** Runs a message shortcut, or a global one if `on` is missing. */
export async function shortcut(user: User, id: string, on?: { channel: string; ts: string }): Promise<void> {
  const { person, responseUrls, send } = user
  const base = { callback_id: id, trigger_id: await user.triggers.create(person.id), action_ts: user.emulator.newTs() }
  if (!on) return void (await send.interaction(id, person, { type: 'shortcut', ...base }))
  const message = await messageAt(user, on.channel, on.ts)
  if (!message) throw new UnknownHere('that message is deleted')
  await send.interaction(id, person, {
    type: 'message_action',
    ...base,
    message_ts: message.ts,
    channel: channelOf(user, on.channel),
    message,
    response_url: responseUrls.create({ channel: on.channel, person: person.id, thread: threadOf(message) }),
  })
}

/** Tells the app that its Home or its Messages tab was opened. */
export async function openApp({ person, state, send, emulator }: User, tab: 'home' | 'messages'): Promise<void> {
  const view = tab === 'home' ? state.homes.get(person.id) : undefined
  await send.event(tab, {
    type: 'app_home_opened',
    user: person.id,
    channel: person.dm,
    tab,
    ...(view && { view: viewIn(view, {}) }),
    event_ts: emulator.newTs(),
  })
}

/** The thread that a message is a reply in; undefined for others, thread starters included. */
const threadOf = ({ ts, thread_ts }: SlackMessage) => (thread_ts === ts ? undefined : thread_ts)

/** What a payload says of a surface, with `values` in its fields. @throws UnknownHere */
async function fieldsOf(user: User, surface: Surface, values: StateValues): Promise<Fields> {
  switch (surface.kind) {
    case 'home':
      return fieldsOfView(user.state.homes.get(user.person.id), values)
    case 'modal':
      return fieldsOfView(modalOf(user, surface.id), values)
    case 'message':
      return fieldsOfMessage(user, surface, values)
  }
}

function fieldsOfView(view: SlackView | undefined, values: StateValues): Fields {
  if (!view) throw new UnknownHere('that view is closed')
  return { container: { type: 'view', view_id: view.id }, view: viewIn(view, values) }
}

async function fieldsOfMessage(
  user: User,
  { channel, ts }: { channel: string; ts: string },
  values: StateValues,
): Promise<Fields> {
  const { responseUrls, state, person } = user
  const ephemeral = state.ephemerals.find((one) => one.ts === ts && one.person === person.id)
  const message = ephemeral ?? (await messageAt(user, channel, ts))
  if (!message) throw new UnknownHere('that message is deleted')
  const thread = threadOf(message)
  const is_ephemeral = ephemeral !== undefined
  const inThread = thread !== undefined && { thread_ts: thread }
  return {
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral, ...inThread },
    channel: channelOf(user, channel),
    // Slack does not send the content of ephemeral messages.
    message: is_ephemeral
      ? { type: 'message', user: message.user, ts }
      : { ...message, blocks: withBlockIds(message.blocks ?? []) },
    response_url: responseUrls.create({
      channel,
      person: person.id,
      thread,
      message: { ts, ephemeral: is_ephemeral },
    }),
    state: { values },
  }
}
