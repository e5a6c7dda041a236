import { z } from 'zod'
import type { Channel, Person } from '../workspace/cast.ts'
import type { Emulator } from '../workspace/emulator.ts'
import type { ResponseUrls } from '../workspace/response-urls.ts'
import { SlackMessage } from '../workspace/shapes.ts'
import type { State } from '../workspace/state.ts'
import type { Triggers } from '../workspace/triggers.ts'
import type { PostToApp } from './post-to-app.ts'

/** All that what people do is played on. */
export interface Stage {
  emulator: Emulator
  state: State
  triggers: Triggers
  responseUrls: ResponseUrls
  /** Where response_urls are answered; ends with a slash. */
  responseUrl: string
  postToApp: PostToApp
}

const Messages = z.object({ messages: z.array(SlackMessage) })

/** The messages of a conversation, the oldest first, or of one of its threads. */
export async function messagesOf(
  { emulator: { call } }: Stage,
  person: Person,
  channel: string,
  thread?: string,
): Promise<SlackMessage[]> {
  if (thread !== undefined)
    return Messages.parse(await call(person.token, 'conversations.replies', { channel, ts: thread })).messages
  const { messages } = Messages.parse(await call(person.token, 'conversations.history', { channel, limit: 200 }))
  return messages.reverse()
}

/** One message, wherever it stands. */
export async function messageAt(
  stage: Stage,
  person: Person,
  channel: string,
  ts: string,
): Promise<SlackMessage | undefined> {
  return (await messagesOf(stage, person, channel, ts)).find((one) => one.ts === ts)
}

export function personOf({ emulator: { cast } }: Stage, id: string): Person {
  const person = cast.people.find((one) => one.id === id)
  if (!person) throw new UnknownHere(`nobody is ${id}`)
  return person
}

/** A channel by its id, or the person's conversation with the bot. */
export function channelOf({ emulator: { cast } }: Stage, person: Person, id: string): Channel {
  if (id === person.dm) return { id, name: 'directmessage' }
  const channel = cast.channels.find((one) => one.id === id)
  if (!channel) throw new UnknownHere(`no channel is ${id}`)
  return channel
}

/** What was asked for is not here (any more). */
export class UnknownHere extends Error {
  override name = 'UnknownHere'
}
