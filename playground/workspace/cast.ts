import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** A person whom the user of the playground can speak as. */
export interface Person {
  id: string
  /** Slack's `name`, as in payloads. */
  handle: string
  name: string
  token: string
  /** The id of this person's conversation with the bot. */
  dm: string
}

export interface Channel {
  id: string
  name: string
}

/** The workspace's fixed parts. */
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
    slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string() })),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['message', 'global']), callback_id: z.string() })),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  functions: z.record(
    z.string(),
    z.object({ output_parameters: z.object({ properties: z.record(z.string(), z.object({ type: z.string() })) }) }),
  ),
})
type Manifest = z.infer<typeof Manifest>

/** `manifest.yml`: what the app declares to Slack. @throws z.ZodError */
export function readManifest(): Manifest {
  return Manifest.parse(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))
}

/** What the emulator starts with. */
export const SEED = {
  team: { name: 'Playground', domain: 'playground' },
  appId: 'A0PLAYGROUND',
  bot: { bot_id: 'B0SENDBOT', bot_user_id: 'U0SENDBOT' },
  people: [
    { name: 'priya', real_name: 'Priya Example' },
    { name: 'tom', real_name: 'Tom Sample' },
    { name: 'asha', real_name: 'Asha Instance' },
  ],
  channels: ['send-policy', 'somewhere-else'],
} as const
