import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Emulator } from './emulator.ts'
import { Blocks } from './shapes.ts'
import type { State } from './state.ts'

const USES = 5
const LIFE_MS = 30 * 60_000

/** The interaction that a response_url was made for, and the message that was pressed, if it was one. */
interface Origin {
  channel: string
  person: string
  thread?: string | undefined
  message?: { ts: string; ephemeral: boolean } | undefined
}

/** Addresses where the app can answer an interaction: each works five times within thirty minutes. */
export type ResponseUrls = ReturnType<typeof createResponseUrls>

const Posted = z.object({
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.coerce.boolean().default(false),
  delete_original: z.coerce.boolean().default(false),
  text: z.string().default(''),
  blocks: Blocks.optional(),
  thread_ts: z.string().optional(),
})
type Posted = z.infer<typeof Posted>

const refuse = (status: 400 | 404, error: string) => ({ status, result: { ok: false, error } })

/** @param base what the addresses begin with; asked for each */
export function createResponseUrls(
  { call, cast, newTs }: Emulator,
  state: State,
  now: () => number,
  base: () => string,
) {
  const known = new Map<string, Origin & { uses: number; until: number }>()
  const asBot = (method: string, args: object) => call(cast.bot.token, method, args)

  const deleteOriginal = async ({ channel, message }: Origin) => {
    if (message?.ephemeral) state.ephemerals = state.ephemerals.filter(({ ts }) => ts !== message.ts)
    else if (message) await asBot('chat.delete', { channel, ts: message.ts })
  }
  const replaceOriginal = async ({ channel, message }: Origin, { text, blocks }: Posted) => {
    if (!message?.ephemeral) return void (await asBot('chat.update', { channel, ts: message?.ts, text, blocks }))
    const original = state.ephemerals.find(({ ts }) => ts === message.ts)
    if (original) Object.assign(original, { text, blocks })
  }
  const add = async ({ channel, person, thread }: Origin, { response_type, text, blocks, thread_ts }: Posted) => {
    const message = { channel, text, blocks, thread_ts: thread_ts ?? thread }
    if (response_type === 'in_channel') await asBot('chat.postMessage', message)
    else state.ephemerals.push({ ...message, ts: newTs(), person, user: cast.bot.user })
  }

  return {
    create(origin: Origin) {
      const name = randomBytes(16).toString('hex')
      known.set(name, { ...origin, uses: 0, until: now() + LIFE_MS })
      return `${base()}${name}`
    },
    /** @param url a whole one, or what follows `base` in it */
    async post(url: string, body: unknown) {
      const origin = known.get(url.slice(url.lastIndexOf('/') + 1))
      if (!origin || now() > origin.until) return refuse(404, 'expired_url')
      origin.uses += 1
      if (origin.uses > USES) return refuse(404, 'used_url')
      const { data } = Posted.safeParse(body)
      if (!data) return refuse(400, 'invalid_payload')
      if (data.delete_original) await deleteOriginal(origin)
      else if (data.replace_original && origin.message) await replaceOriginal(origin, data)
      else await add(origin, data)
      state.changed()
      return { status: 200 as const, result: { ok: true } }
    },
  }
}
