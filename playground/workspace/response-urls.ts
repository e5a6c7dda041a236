import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Emulator } from './emulator.ts'
import { Block } from './shapes.ts'
import { newTs, type State } from './state.ts'

const USES = 5
const LIFE_MS = 30 * 60_000

/** What a response_url belongs to: where it was got, by whom, and the message that was pressed. */
interface Origin {
  channel: string
  person: string
  thread?: string | undefined
  message?: { ts: string; ephemeral: boolean } | undefined
}

/** Addresses by which the app answers an interaction: five times in thirty minutes. */
export interface ResponseUrls {
  /** A new one's name. */
  create: (origin: Origin) => string
  post: (name: string, body: unknown) => Promise<{ status: number; result: { ok: boolean; error?: string } }>
}

const Posted = z.object({
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.coerce.boolean().default(false),
  delete_original: z.coerce.boolean().default(false),
  text: z.string().default(''),
  blocks: z.array(Block).optional(),
  thread_ts: z.string().optional(),
})
type Posted = z.infer<typeof Posted>

export function createResponseUrls({ call, cast }: Emulator, state: State, now: () => number): ResponseUrls {
  const known = new Map<string, Origin & { uses: number; until: number }>()
  const asBot = (method: string, args: object) => call(cast.bot.token, method, args)

  const drop = async ({ channel, message }: Origin) => {
    if (message?.ephemeral) remove(state, message.ts)
    else if (message) await asBot('chat.delete', { channel, ts: message.ts })
  }
  const replace = async ({ channel, message }: Origin, { text, blocks }: Posted) => {
    if (!message?.ephemeral) return void (await asBot('chat.update', { channel, ts: message?.ts, text, blocks }))
    const original = state.ephemerals.find(({ ts }) => ts === message.ts)
    if (original) Object.assign(original, { text, blocks })
  }
  const add = async ({ channel, person, thread }: Origin, { response_type, text, blocks, thread_ts }: Posted) => {
    const at = thread_ts ?? thread
    if (response_type === 'ephemeral')
      return void state.ephemerals.push({ ts: newTs(), channel, person, thread: at, text, blocks, from: 'bot' })
    await asBot('chat.postMessage', { channel, text, blocks, thread_ts: at })
  }

  return {
    create(origin) {
      const name = randomBytes(16).toString('hex')
      known.set(name, { ...origin, uses: 0, until: now() + LIFE_MS })
      return name
    },
    async post(name, body) {
      const origin = known.get(name)
      if (!origin || now() > origin.until) return { status: 404, result: { ok: false, error: 'expired_url' } }
      origin.uses += 1
      if (origin.uses > USES) return { status: 404, result: { ok: false, error: 'used_url' } }
      const posted = Posted.safeParse(body)
      if (!posted.success) return { status: 400, result: { ok: false, error: 'invalid_payload' } }
      if (posted.data.delete_original) await drop(origin)
      else if (posted.data.replace_original && origin.message) await replace(origin, posted.data)
      else await add(origin, posted.data)
      state.changed()
      return { status: 200, result: { ok: true } }
    },
  }
}

function remove(state: State, ts: string): void {
  state.ephemerals = state.ephemerals.filter((one) => one.ts !== ts)
}
