import type { SceneBlock } from '../workspace/shapes.ts'

/** A message as Slack describes it, with what one person sees of it. */
export interface SceneMessage {
  ts: string
  user: string
  text: string
  blocks: SceneBlock[]
  edited: boolean
  replies: number
  /** The blocks of its link previews. */
  unfurls: SceneBlock[][]
  /** Ephemeral: shown to this person only. */
  onlyYou: boolean
  /** Whether it offers to invite the bot. */
  invite: boolean
}

/** A modal, or the App Home. */
export interface SceneView {
  id: string
  /** Changes with every update of the view. */
  hash: string
  title: string
  submit: string
  close: string
  blocks: SceneBlock[]
  /** How many modals are under it. */
  under: number
}

/** One line of the inspector. */
export interface SceneExchange {
  id: number
  at: number
  kind: string
  about: string
  calls: number
  warnings: number
  /** Changes with the exchange. */
  revision: string
}

/** Everything that the page shows to one person in one place. */
export interface Scene {
  version: number
  bot: { user: string; name: string }
  me: string
  people: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  /** The id of the person's conversation with the bot. */
  dm: string
  place: { id: string; kind: 'channel' | 'dm' | 'home'; name: string; botIsIn: boolean }
  messages: SceneMessage[]
  thread?: { ts: string; messages: SceneMessage[]; status: string }
  home?: SceneView
  modal?: SceneView
  prompts: { title: string; prompts: { title: string; message: string }[] }
  /** What the bot says it is doing. */
  status: string
  shortcuts: { name: string; callback_id: string; type: 'message' | 'global' }[]
  commands: { command: string; usage_hint: string }[]
  exchanges: SceneExchange[]
}
