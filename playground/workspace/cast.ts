import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { TEXTS } from '../texts.ts'

/** A person in the playground, whom one can speak as. */
export interface Person {
  id: string
  /** As in `<@…>` lists and payloads. */
  handle: string
  name: string
  token: string
  /** The conversation with the bot. */
  dm: string
}

export interface Channel {
  id: string
  name: string
}

/** Everyone and everything in the workspace that stays as it is. */
export interface Cast {
  team: { id: string; domain: string }
  appId: string
  bot: { id: string; user: string; name: string; token: string }
  people: Person[]
  /** The bot is a member of the first from the start. */
  channels: Channel[]
  manifest: Manifest
}

const Manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string() })),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['message', 'global']), callback_id: z.string() })),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  functions: z.record(z.string(), z.unknown()).optional(),
})
export type Manifest = z.infer<typeof Manifest>

/** What the app is declared to be: the file that a workspace's administrator pastes into Slack. */
export function readManifest(): Manifest {
  return Manifest.parse(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))
}

/** Whose names the workspace is seeded with. */
export const SEED = {
  team: { name: TEXTS.team, domain: 'playground' },
  appId: 'A0PLAYGROUND',
  bot: { bot_id: 'B0SENDBOT', bot_user_id: 'U0SENDBOT' },
  people: TEXTS.people,
  channels: TEXTS.channels,
} as const
