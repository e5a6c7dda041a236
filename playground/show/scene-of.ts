import { hash } from 'node:crypto'
import { channelOf, messagesOf, type User } from '../deliver/user.ts'
import type { Exchange } from '../inspector/exchange.ts'
import { type Ephemeral, type SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import { messageKey } from '../workspace/state.ts'
import type { Kept, Scene, SceneCast, SceneMessage, SceneView } from './scene.ts'

/** Where a person looks. */
interface Look {
  /** A channel, the person's conversation with the bot, or `home`. */
  place: string
  thread?: string | undefined
}

/** What a person sees there. @throws UnknownHere for a channel that does not exist */
export async function sceneOf(user: User, { place, thread }: Look, exchanges: readonly Exchange[]): Promise<Scene> {
  const { state, person } = user
  const version = state.version()
  const stack = state.modals.get(person.id) ?? []
  const modal = stack.at(-1)
  const home = state.homes.get(person.id)
  const { title = '', prompts = [] } = state.prompts.get(place) ?? {}
  const inDm = place === person.dm && [...state.statuses].find(([key]) => key.startsWith(`${person.dm}/`))
  return {
    version,
    cast: castOf(user),
    me: person.id,
    coverage: user.coverage(),
    place: placeOf(user, place),
    messages: place === 'home' ? [] : await messages(user, place),
    ...(thread !== undefined && {
      thread: {
        ts: thread,
        messages: await messages(user, place, thread),
        status: state.statuses.get(messageKey(place, thread)) ?? '',
      },
    }),
    ...(place === 'home' && home && { home: view(home) }),
    ...(modal && { modal: view(modal, stack.length - 1) }),
    prompts: { title, prompts },
    status: inDm ? inDm[1] : '',
    exchanges,
  }
}

/** The JSON of a scene in which those parts that the page has, by their etags, are replaced by their etags. */
export function changesOnly(scene: Scene, has: readonly string[]): string {
  const had = new Set(has)
  return JSON.stringify(scene, (_name, value) => (had.has(value?.etag) ? { etag: value.etag } : value))
}

function kept<Content extends object>(content: Content): Content & Kept {
  return { etag: hash('sha1', JSON.stringify(content), 'base64url'), ...content }
}

function castOf({ emulator }: User): SceneCast {
  const { bot, people, channels, manifest } = emulator.cast
  return kept({
    bot: { user: bot.user, name: bot.name },
    people: people.map(({ id, name, dm }) => ({ id, name, dm })),
    channels,
    shortcuts: manifest.features.shortcuts,
    commands: manifest.features.slash_commands,
  })
}

function placeOf(user: User, id: string): Scene['place'] {
  const { name } = user.emulator.cast.bot
  if (id === 'home') return { id, kind: 'home', name, botIsIn: true }
  if (id === user.person.dm) return { id, kind: 'dm', name, botIsIn: true }
  return { id, kind: 'channel', name: channelOf(user, id).name, botIsIn: user.state.botIn.has(id) }
}

async function messages(user: User, channel: string, thread?: string): Promise<SceneMessage[]> {
  const ephemerals = user.state.ephemerals.filter(
    (one) => one.person === user.person.id && one.channel === channel && one.thread_ts === thread,
  )
  const all: (SlackMessage | Ephemeral)[] = [...(await messagesOf(user, channel, thread)), ...ephemerals]
  return all
    .sort((a, b) => (a.ts < b.ts ? -1 : 1))
    .map((message) =>
      kept({
        ts: message.ts,
        user: message.user,
        text: message.text,
        blocks: withBlockIds(message.blocks ?? [{ type: 'section', text: { type: 'mrkdwn', text: message.text } }]),
        edited: message.edited !== undefined && message.user !== user.emulator.cast.bot.user,
        replies: message.reply_count ?? 0,
        unfurls: (user.state.unfurls.get(messageKey(channel, message.ts)) ?? []).map(withBlockIds),
        onlyYou: 'person' in message,
        invite: message.invite === true,
      }),
    )
}

function view({ id, title, submit, close, blocks }: SlackView, under = 0): SceneView {
  const texts = { title: title?.text ?? '', submit: submit?.text ?? '', close: close?.text ?? (submit ? '' : 'Close') }
  return kept({ id, ...texts, blocks: withBlockIds(blocks), under })
}
