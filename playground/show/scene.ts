import type { Drawing } from './drawing.ts'

/** A message as one person sees it. */
export interface SceneMessage {
  ts: string
  /** The hour and minute. */
  time: string
  who: string
  isBot: boolean
  mine: boolean
  /** Ephemeral: for this person alone. */
  onlyYou: boolean
  edited: boolean
  /** As it was typed, for editing; of one's own messages only. */
  typed: string
  invite: boolean
  replies: number
  body: Drawing
  unfurls: Drawing[]
}

/** A modal, or the App Home. */
export interface SceneView {
  id: string
  hash: string
  title: string
  submit: string
  close: string
  body: Drawing
  /** How many modals lie under it. */
  under: number
}

/** One line of the inspector. */
export interface SceneExchange {
  id: number
  time: string
  kind: string
  about: string
  calls: number
  warnings: number
  /** Changes with the exchange. */
  revision: string
}

/** Everything that the page shows to one person at one place. */
export interface Scene {
  version: number
  team: string
  bot: string
  me: string
  people: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  dm: string
  place: { id: string; kind: 'channel' | 'dm' | 'home'; name: string; botIsIn: boolean }
  messages: SceneMessage[]
  thread?: { ts: string; messages: SceneMessage[] }
  home?: SceneView
  modal?: SceneView
  prompts: { title: string; message: string }[]
  promptsTitle: string
  status: string
  threadStatus: string
  shortcuts: { message: { name: string; id: string }[]; global: { name: string; id: string }[] }
  commands: { command: string; hint: string }[]
  exchanges: SceneExchange[]
}
