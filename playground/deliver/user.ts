import { z } from 'zod'
import type { StateValues } from '../show/controls.ts'
import type { Channel, Person } from '../workspace/cast.ts'
import type { Emulator } from '../workspace/emulator.ts'
import type { PerformMethod } from '../workspace/methods.ts'
import type { ResponseUrls } from '../workspace/response-urls.ts'
import { SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import type { State } from '../workspace/state.ts'
import type { Triggers } from '../workspace/triggers.ts'
import type { SendToApp } from './send-to-app.ts'

/** What users act on. */
export interface Stage {
  emulator: Emulator
  state: State
  triggers: Triggers
  responseUrls: ResponseUrls
  perform: PerformMethod
  send: SendToApp
  /** What the bot covers, in one line. */
  coverage: () => string
}

/** A person and what they act on. */
export interface User extends Stage {
  person: Person
}

/** The page named something that does not exist, or no longer does. */
export class UnknownHere extends Error {
  override name = 'UnknownHere'
}

/** @throws UnknownHere */
export function userOf(stage: Stage, id: string): User {
  const person = stage.emulator.cast.people.find((one) => one.id === id)
  if (!person) throw new UnknownHere(`nobody has the id ${id}`)
  return { ...stage, person }
}

/** A channel, or the user's conversation with the bot. @throws UnknownHere */
export function channelOf({ emulator, person }: User, id: string): Channel {
  if (id === person.dm) return { id, name: 'directmessage' }
  const channel = emulator.cast.channels.find((one) => one.id === id)
  if (!channel) throw new UnknownHere(`no channel has the id ${id}`)
  return channel
}

/** @throws UnknownHere */
export function modalOf({ state, person }: User, id: string): SlackView {
  const view = state.modals.get(person.id)?.find((one) => one.id === id)
  if (!view) throw new UnknownHere('that form is closed')
  return view
}

/** A view as payloads carry it: with the content of its fields. */
export function viewIn(view: SlackView, values: StateValues) {
  return { ...view, blocks: withBlockIds(view.blocks), state: { values } }
}

const Messages = z.object({ messages: z.array(SlackMessage) })

/** The messages of a conversation (the last 200) or of one thread, the oldest first. */
export async function messagesOf(
  { emulator, person }: User,
  channel: string,
  thread?: string,
): Promise<SlackMessage[]> {
  const call = async (method: string, args: object) =>
    Messages.parse(await emulator.call(person.token, method, args)).messages
  if (thread !== undefined) return call('conversations.replies', { channel, ts: thread })
  return (await call('conversations.history', { channel, limit: 200 })).reverse()
}

/** One message, in a thread or not; undefined if it does not exist. */
export async function messageAt(user: User, channel: string, ts: string): Promise<SlackMessage | undefined> {
  return (await messagesOf(user, channel, ts)).find((one) => one.ts === ts)
}
