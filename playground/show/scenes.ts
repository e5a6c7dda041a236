import { channelOf, messagesOf, type Stage, type User, userOf } from '../deliver/user.ts'
import type { Exchange } from '../inspector/exchange.ts'
import type { Recorder } from '../inspector/recorder.ts'
import { type Ephemeral, type SlackMessage, type SlackView, withBlockIds } from '../workspace/shapes.ts'
import { messageKey } from '../workspace/state.ts'
import type { Scene, SceneExchange, SceneMessage, SceneView } from './scene.ts'

/** Where a person looks. */
interface Look {
  as: string
  /** A channel, the person's conversation with the bot, or `home`. */
  place: string
  thread?: string | undefined
}

/** Gives what that person sees there. @throws UnknownHere for a person or a channel that does not exist */
export type SetScene = (look: Look) => Promise<Scene>

export function createScenes(stage: Stage, recorder: Recorder): SetScene {
  const { emulator, state } = stage
  const { bot, people, channels, manifest } = emulator.cast

  const shown = (message: SlackMessage | Ephemeral, channel: string): SceneMessage => ({
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: withBlockIds(message.blocks ?? [{ type: 'section', text: { type: 'mrkdwn', text: message.text } }]),
    edited: message.edited !== undefined && message.user !== bot.user,
    replies: message.reply_count ?? 0,
    unfurls: [...(state.unfurls.get(messageKey(channel, message.ts))?.values() ?? [])].map(withBlockIds),
    onlyYou: 'person' in message,
    invite: message.invite === true,
  })
  const messages = async (user: User, channel: string, thread?: string): Promise<SceneMessage[]> => {
    const ephemerals = state.ephemerals.filter(
      (one) => one.person === user.person.id && one.channel === channel && one.thread_ts === thread,
    )
    return [...(await messagesOf(user, channel, thread)), ...ephemerals]
      .sort((a, b) => (a.ts < b.ts ? -1 : 1))
      .map((message) => shown(message, channel))
  }
  const place = (user: User, id: string): Scene['place'] => {
    if (id === 'home') return { id, kind: 'home', name: bot.name, botIsIn: true }
    if (id === user.person.dm) return { id, kind: 'dm', name: bot.name, botIsIn: true }
    return { id, kind: 'channel', name: channelOf(user, id).name, botIsIn: state.botIn.has(id) }
  }

  return async ({ as, place: placeId, thread }) => {
    const version = state.version()
    const user = userOf(stage, as)
    const { id, dm } = user.person
    const stack = state.modals.get(id) ?? []
    const modal = stack.at(-1)
    const home = state.homes.get(id)
    const { title = '', prompts = [] } = state.prompts.get(placeId) ?? {}
    const inDm = placeId === dm && [...state.statuses].find(([key]) => key.startsWith(`${dm}/`))
    return {
      version,
      bot: { user: bot.user, name: bot.name },
      me: id,
      people: people.map(({ id, name }) => ({ id, name })),
      channels,
      dm,
      place: place(user, placeId),
      messages: placeId === 'home' ? [] : await messages(user, placeId),
      ...(thread !== undefined && {
        thread: {
          ts: thread,
          messages: await messages(user, placeId, thread),
          status: state.statuses.get(messageKey(placeId, thread)) ?? '',
        },
      }),
      ...(placeId === 'home' && home && { home: view(home) }),
      ...(modal && { modal: view(modal, stack.length - 1) }),
      prompts: { title, prompts },
      status: inDm ? inDm[1] : '',
      shortcuts: manifest.features.shortcuts,
      commands: manifest.features.slash_commands,
      exchanges: recorder.exchanges().map(line),
    }
  }
}

function view({ id, hash, title, submit, close, blocks }: SlackView, under = 0): SceneView {
  const texts = { title: title?.text ?? '', submit: submit?.text ?? '', close: close?.text ?? 'Close' }
  return { id, hash, ...texts, blocks: withBlockIds(blocks), under }
}

function line({ id, at, kind, about, ack, calls, warnings }: Exchange): SceneExchange {
  const count = warnings.length + calls.reduce((sum, call) => sum + call.warnings.length, 0)
  const done = calls.filter(({ ms }) => ms !== undefined).length
  const revision = [ack?.status, calls.length, done, count].join('.')
  return { id, at, kind, about, calls: calls.length, warnings: count, revision }
}
