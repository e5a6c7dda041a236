import { hash } from 'node:crypto'
import { channelOf, messagesOf, type User } from '../deliver/user.ts'
import type { Exchange } from '../inspector/recorder.ts'
import { type Ephemeral, type SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import { messageKey } from '../workspace/state.ts'

/** A part of a scene that the page keeps. It is sent again only if it changed; until then its `etag` stands for it. */
export interface Kept {
  /** Differs whenever the content does. */
  etag: string
}

/** Everything that the page shows to one person in one place. */
export type Scene = Awaited<ReturnType<typeof sceneOf>>
export type SceneCast = ReturnType<typeof castOf>
export type SceneMessage = ReturnType<typeof messageIn>
export type SceneView = ReturnType<typeof viewOf>

/**
 * What a person sees.
 * @param place a channel, the person's conversation with the bot, or `home`
 * @throws UnknownHere for a channel that does not exist
 */
export async function sceneOf(
  user: User,
  { place, thread }: { place: string; thread?: string | undefined },
  exchanges: readonly Exchange[],
) {
  const { state, person } = user
  const stack = state.modals.get(person.id) ?? []
  const modal = stack.at(-1)
  const home = place === 'home' ? state.homes.get(person.id) : undefined
  const inDm = place === person.dm && [...state.statuses].find(([key]) => key.startsWith(`${person.dm}/`))
  return {
    version: state.version(),
    cast: castOf(user),
    me: person.id,
    /** What is covered, and whether more is being fetched: a short line. */
    coverage: user.coverage(),
    place: placeOf(user, place),
    messages: place === 'home' ? [] : await messages(user, place),
    thread:
      thread === undefined
        ? undefined
        : {
            ts: thread,
            messages: await messages(user, place, thread),
            status: state.statuses.get(messageKey(place, thread)) ?? '',
          },
    home: home && viewOf(home),
    modal: modal && viewOf(modal, stack.length - 1),
    prompts: state.prompts.get(place) ?? { title: '', prompts: [] },
    /** What the bot says it is doing. */
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

/** The parts of the workspace that never change. */
function castOf({ emulator }: User) {
  const { bot, people, channels, manifest } = emulator.cast
  return kept({
    bot: { user: bot.user, name: bot.name },
    /** `dm` is the id of the person's conversation with the bot. */
    people: people.map(({ id, name, dm }) => ({ id, name, dm })),
    channels,
    shortcuts: manifest.features.shortcuts,
    commands: manifest.features.slash_commands,
  })
}

function placeOf(user: User, id: string) {
  const { name } = user.emulator.cast.bot
  if (id === 'home') return { id, kind: 'home' as const, name, botIsIn: true }
  if (id === user.person.dm) return { id, kind: 'dm' as const, name, botIsIn: true }
  return { id, kind: 'channel' as const, name: channelOf(user, id).name, botIsIn: user.state.botIn.has(id) }
}

async function messages(user: User, channel: string, thread?: string): Promise<SceneMessage[]> {
  const ephemerals = user.state.ephemerals.filter(
    (one) => one.person === user.person.id && one.channel === channel && one.thread_ts === thread,
  )
  return [...(await messagesOf(user, channel, thread)), ...ephemerals]
    .sort((a, b) => (a.ts < b.ts ? -1 : 1))
    .map((message) => messageIn(user, channel, message))
}

/** A message as Slack describes it, with what one person sees of it. */
function messageIn({ state, emulator }: User, channel: string, message: SlackMessage | Ephemeral) {
  const { ts, user, text, reply_count: replies = 0 } = message
  return kept({
    ts,
    user,
    text,
    blocks: withBlockIds(message.blocks ?? [{ type: 'section', text: { type: 'mrkdwn', text } }]),
    edited: message.edited !== undefined && user !== emulator.cast.bot.user,
    replies,
    /** The blocks of its link previews. */
    unfurls: (state.unfurls.get(messageKey(channel, ts)) ?? []).map(withBlockIds),
    /** What was uploaded with it. */
    files: (state.shared.get(messageKey(channel, ts)) ?? []).flatMap((id) => state.files.get(id) ?? []),
    /** Ephemeral: shown to this person only. */
    onlyYou: 'person' in message,
    /** Whether it offers to invite the bot. */
    invite: message.invite === true,
  })
}

/** A modal, or the App Home. `under` is how many modals are under it. */
function viewOf({ id, title, submit, close, blocks }: SlackView, under = 0) {
  const texts = { title: title?.text ?? '', submit: submit?.text ?? '', close: close?.text ?? (submit ? '' : 'Close') }
  return kept({ id, ...texts, blocks: withBlockIds(blocks), under })
}
