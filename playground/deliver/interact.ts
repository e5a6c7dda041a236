import { z } from 'zod'
import type { Person } from '../workspace/cast.ts'
import { type Block, type SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import { newTs } from '../workspace/state.ts'
import { actionOf, type Control, controlsOf, stateOf, type Values } from './controls.ts'
import { eventPayload, interactionPayload, nameOf, viewIn } from './payloads.ts'
import { channelOf, messageAt, type Stage, UnknownHere } from './stage.ts'

/** Where a control stands. */
export type Surface =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'modal'; id: string }
  | { kind: 'home' }

/** The blocks of a surface, and what its payloads say of it. */
interface Found {
  blocks: Block[]
  /** Its view, where it is one. */
  view?: SlackView
  where: (values: Values) => Record<string, unknown>
}

/** A press of a button, a choice in a select, Enter in an input that dispatches. */
export async function press(
  stage: Stage,
  person: Person,
  surface: Surface,
  path: string,
  values: Values,
  choice: string,
): Promise<void> {
  const found = await find(stage, person, surface)
  const control = controlAt(found.blocks, path)
  const payload = interactionPayload(stage.emulator.cast, 'block_actions', person, {
    ...found.where(values),
    trigger_id: await stage.triggers.create(person.id, found.view?.id),
    actions: [actionOf(control, values, choice, newTs())],
  })
  await stage.postToApp('block_actions', nameOf(control), payload, 'interaction')
}

const Options = z.object({
  options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })).default([]),
})

/** What an external select offers while somebody types. */
export async function suggest(
  stage: Stage,
  person: Person,
  surface: Surface,
  path: string,
  typed: string,
): Promise<{ text: string; value: string }[]> {
  const found = await find(stage, person, surface)
  const control = controlAt(found.blocks, path)
  const payload = interactionPayload(stage.emulator.cast, 'block_suggestion', person, {
    ...found.where({}),
    action_id: control.element.action_id,
    block_id: control.blockId,
    value: typed,
  })
  const { body } = await stage.postToApp('block_suggestion', `${nameOf(control)}: ${typed}`, payload, 'interaction')
  const { data } = Options.safeParse(body)
  return (data?.options ?? []).map(({ text, value }) => ({ text: text.text, value }))
}

/** A shortcut, on a message or of the whole workspace. */
export async function shortcut(
  stage: Stage,
  person: Person,
  callbackId: string,
  on?: { channel: string; ts: string },
): Promise<void> {
  const { emulator, postToApp, responseUrl, responseUrls, triggers } = stage
  const base = { callback_id: callbackId, trigger_id: await triggers.create(person.id), action_ts: newTs() }
  if (!on) {
    const payload = interactionPayload(emulator.cast, 'shortcut', person, base)
    await postToApp('shortcut', callbackId, payload, 'interaction')
    return
  }
  const message = await messageAt(stage, person, on.channel, on.ts)
  if (!message) throw new UnknownHere('that message is gone')
  const name = responseUrls.create({ channel: on.channel, person: person.id, thread: threadOf(message) })
  const payload = interactionPayload(emulator.cast, 'message_action', person, {
    ...base,
    message_ts: message.ts,
    channel: channelOf(stage, person, on.channel),
    message,
    response_url: `${responseUrl}${name}`,
  })
  await postToApp('message_action', callbackId, payload, 'interaction')
}

/** Opens the app's Home or its Messages tab. */
export async function openApp(stage: Stage, person: Person, tab: 'home' | 'messages'): Promise<void> {
  const view = tab === 'home' ? stage.state.homes.get(person.id) : undefined
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: person.dm,
    tab,
    ...(view && { view: viewIn(view, {}) }),
    event_ts: newTs(),
  }
  await stage.postToApp('app_home_opened', tab, eventPayload(stage.emulator.cast, event), 'event')
}

function controlAt(blocks: readonly Block[], path: string): Control {
  const control = controlsOf(blocks).find((one) => one.path === path)
  if (!control) throw new UnknownHere(`there is no control ${path}`)
  return control
}

/** A message that stands in a thread, or begins one. */
const threadOf = ({ ts, thread_ts }: SlackMessage) => (thread_ts === ts ? undefined : thread_ts)

async function find(stage: Stage, person: Person, surface: Surface): Promise<Found> {
  switch (surface.kind) {
    case 'home':
      return inView(stage.state.homes.get(person.id))
    case 'modal':
      return inView(stage.state.modals.get(person.id)?.find(({ id }) => id === surface.id))
    case 'message':
      return inMessage(stage, person, surface.channel, surface.ts)
  }
}

function inView(view: SlackView | undefined): Found {
  if (!view) throw new UnknownHere('that view is gone')
  const blocks = withBlockIds(view.blocks)
  return {
    blocks,
    view,
    where: (values) => ({ container: { type: 'view', view_id: view.id }, view: viewIn(view, values) }),
  }
}

async function inMessage(stage: Stage, person: Person, channel: string, ts: string): Promise<Found> {
  const { responseUrl, responseUrls, state, emulator } = stage
  const ephemeral = state.ephemerals.find((one) => one.ts === ts && one.person === person.id)
  const message = ephemeral ? undefined : await messageAt(stage, person, channel, ts)
  if (!ephemeral && !message) throw new UnknownHere('that message is gone')
  const blocks = withBlockIds(ephemeral?.blocks ?? message?.blocks ?? [])
  const thread = ephemeral?.thread ?? (message && threadOf(message))
  const origin = { channel, person: person.id, thread, message: { ts, ephemeral: ephemeral !== undefined } }
  const name = responseUrls.create(origin)
  // Of an ephemeral message Slack tells little more than that there is one.
  const told = message ? { ...message, blocks } : { type: 'message', user: emulator.cast.bot.user, ts }
  return {
    blocks,
    where: (values) => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: ephemeral !== undefined,
        ...(thread !== undefined && { thread_ts: thread }),
      },
      channel: channelOf(stage, person, channel),
      message: told,
      response_url: `${responseUrl}${name}`,
      state: stateOf(blocks, values),
    }),
  }
}
