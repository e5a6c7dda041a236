import type { Exchange } from '../inspector/exchange.ts'
import type { SceneBlock } from '../workspace/shapes.ts'

/** A part of a scene that the page keeps. It is sent again only if it changed; until then its `etag` stands for it. */
export interface Kept {
  /** Differs whenever the content does. */
  etag: string
}

/** A message as Slack describes it, with what one person sees of it. */
export interface SceneMessage extends Kept {
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
export interface SceneView extends Kept {
  id: string
  title: string
  submit: string
  close: string
  blocks: SceneBlock[]
  /** How many modals are under it. */
  under: number
}

/** The parts of the workspace that never change. */
export interface SceneCast extends Kept {
  bot: { user: string; name: string }
  /** `dm` is the id of the person's conversation with the bot. */
  people: { id: string; name: string; dm: string }[]
  channels: { id: string; name: string }[]
  shortcuts: { name: string; callback_id: string; type: 'message' | 'global' }[]
  commands: { command: string; usage_hint: string }[]
}

/** Everything that the page shows to one person in one place. */
export interface Scene {
  version: number
  cast: SceneCast
  me: string
  /** What is covered, and whether more is being fetched: a short line. */
  coverage: string
  place: { id: string; kind: 'channel' | 'dm' | 'home'; name: string; botIsIn: boolean }
  messages: SceneMessage[]
  thread?: { ts: string; messages: SceneMessage[]; status: string }
  home?: SceneView
  modal?: SceneView
  prompts: { title: string; prompts: { title: string; message: string }[] }
  /** What the bot says it is doing. */
  status: string
  exchanges: readonly Exchange[]
}
