import { channelOf, messagesOf, personOf, type Stage } from '../deliver/stage.ts'
import type { Recorder } from '../inspector/recorder.ts'
import { TEXTS } from '../texts.ts'
import type { Person } from '../workspace/cast.ts'
import type { Block, Ephemeral, SlackMessage, SlackView } from '../workspace/shapes.ts'
import { at } from '../workspace/state.ts'
import type { Draw } from './draw.ts'
import type { Scene, SceneExchange, SceneMessage, SceneView } from './scene.ts'

/** Where somebody looks. */
interface Look {
  as: string
  /** A channel, the person's own conversation with the bot, or `home`. */
  place: string
  thread?: string | undefined
}

/** Sets the scene: what that person sees there. */
export type SetScene = (look: Look) => Promise<Scene>

export function createScenes(stage: Stage, draw: Draw, recorder: Recorder): SetScene {
  const { emulator, state } = stage
  const { cast } = emulator
  const names = new Map([...cast.people.map(({ id, name }) => [id, name] as const), [cast.bot.user, cast.bot.name]])

  const said = (message: SlackMessage, person: Person, channel: string): SceneMessage => ({
    ts: message.ts,
    time: timeOf(message.ts),
    who: names.get(message.user) ?? message.user,
    isBot: message.user === cast.bot.user,
    mine: message.user === person.id,
    onlyYou: false,
    edited: message.edited !== undefined && message.user !== cast.bot.user,
    typed: message.user === person.id ? asTyped(message.text, cast.bot) : '',
    invite: false,
    replies: message.reply_count ?? 0,
    body: draw(message.blocks ?? textBlocks(message.text)),
    unfurls: [...(state.unfurls.get(at(channel, message.ts)) ?? [])].map(([, blocks]) => draw(blocks)),
  })
  const whispered = ({ ts, from, text, blocks }: Ephemeral): SceneMessage => ({
    ts,
    time: timeOf(ts),
    who: from === 'bot' ? cast.bot.name : 'Slackbot',
    isBot: true,
    mine: false,
    onlyYou: true,
    edited: false,
    typed: '',
    invite: from === 'slack-invite',
    replies: 0,
    body: draw(blocks ?? textBlocks(text)),
    unfurls: [],
  })
  const messages = async (person: Person, channel: string, thread?: string): Promise<SceneMessage[]> => {
    const here = (await messagesOf(stage, person, channel, thread)).map((one) => said(one, person, channel))
    const alone = state.ephemerals.filter(
      (one) => one.person === person.id && one.channel === channel && one.thread === thread,
    )
    return [...here, ...alone.map(whispered)].sort((a, b) => (a.ts < b.ts ? -1 : 1))
  }
  const view = ({ id, hash, title, submit, close, blocks }: SlackView, under: number): SceneView => ({
    id,
    hash,
    title: title?.text ?? '',
    submit: submit?.text ?? '',
    close: close?.text ?? TEXTS.close,
    body: draw(blocks),
    under,
  })
  const placeOf = (person: Person, id: string): Scene['place'] => {
    if (id === 'home') return { id, kind: 'home', name: cast.bot.name, botIsIn: true }
    if (id === person.dm) return { id, kind: 'dm', name: cast.bot.name, botIsIn: true }
    return { id, kind: 'channel', name: channelOf(stage, person, id).name, botIsIn: state.botIn.has(id) }
  }

  return async ({ as, place: placeId, thread }) => {
    const version = state.version()
    const person = personOf(stage, as)
    const place = placeOf(person, placeId)
    const stack = state.modals.get(person.id) ?? []
    const top = stack.at(-1)
    const home = state.homes.get(person.id)
    const prompts = state.prompts.get(placeId)
    const { shortcuts, slash_commands } = cast.manifest.features
    const named = (type: 'message' | 'global') =>
      shortcuts.filter((one) => one.type === type).map(({ name, callback_id }) => ({ name, id: callback_id }))
    const status = [...state.statuses].find(([key]) => key.startsWith(`${placeId}/`))?.[1]
    return {
      version,
      team: TEXTS.team,
      bot: cast.bot.name,
      me: person.id,
      people: cast.people.map(({ id, name }) => ({ id, name })),
      channels: cast.channels,
      dm: person.dm,
      place,
      messages: place.kind === 'home' ? [] : await messages(person, placeId),
      ...(thread !== undefined && {
        thread: { ts: thread, messages: await messages(person, placeId, thread) },
      }),
      ...(place.kind === 'home' && home && { home: view(home, 0) }),
      ...(top && { modal: view(top, stack.length - 1) }),
      prompts: prompts?.prompts ?? [],
      promptsTitle: prompts?.title ?? '',
      status: place.kind === 'dm' ? (status ?? '') : '',
      threadStatus: thread === undefined ? '' : (state.statuses.get(at(placeId, thread)) ?? ''),
      shortcuts: { message: named('message'), global: named('global') },
      commands: slash_commands.map(({ command, usage_hint }) => ({ command, hint: usage_hint })),
      exchanges: recorder.exchanges().map(line),
    }
  }
}

function line({ id, at, kind, about, ack, calls, warnings }: ReturnType<Recorder['exchanges']>[number]): SceneExchange {
  const count = warnings.length + calls.reduce((sum, call) => sum + call.warnings.length, 0)
  const done = calls.filter(({ ms }) => ms !== undefined).length
  return {
    id,
    time: new Date(at).toLocaleTimeString('en-GB'),
    kind,
    about,
    calls: calls.length,
    warnings: count,
    revision: [ack?.status, calls.length, done, count].join('.'),
  }
}

const textBlocks = (text: string): Block[] => [{ type: 'section', text: { type: 'mrkdwn', text: text || ' ' } }]

const timeOf = (ts: string) =>
  new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Slack's markup as a person would type it. */
function asTyped(text: string, bot: Cast['bot']): string {
  return text
    .replaceAll(`<@${bot.user}>`, `@${bot.name}`)
    .replace(/<(?<url>[^<>|]+)>/g, '$<url>')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
type Cast = Stage['emulator']['cast']
