import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createEmulator } from 'emulate'
import { z } from 'zod'
import { type Cast, type Person, readManifest, SEED } from './cast.ts'

/** The result of a Web API method. */
const ApiResult = z.looseObject({ ok: z.boolean(), error: z.string().optional() })
export type ApiResult = z.infer<typeof ApiResult>

/** The part of Slack that the `emulate` package provides: messages, threads, users and views. */
export type Emulator = Awaited<ReturnType<typeof startEmulator>>

const READER_SCOPES = 'channels:read channels:history chat:write im:history im:read im:write users:read'.split(' ')

/**
 * Starts the emulator with the app installed, with the manifest's scopes only. It listens on a socket file, not a port:
 * it allows every origin and lists its tokens, so any website could read it on a port.
 */
export async function startEmulator() {
  const manifest = readManifest()
  const folder = await mkdtemp(join(tmpdir(), 'send-playground-'))
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${randomBytes(8).toString('hex')}` : join(folder, 's')
  const secret = () => randomBytes(12).toString('hex')
  const bot = { ...SEED.bot, name: manifest.display_information.name, token: `xoxb-${secret()}` }
  const users = SEED.people.map((person) => ({ ...person, token: `xoxp-${secret()}` }))
  const scopes = manifest.oauth_config.scopes.bot
  const identity = { ...SEED.bot, app_id: SEED.appId }
  const emulator = await createEmulator({
    service: 'slack',
    // The type allows numbers only, but the port is passed to `server.listen`, which also takes a path.
    port: socketPath as unknown as number,
    seed: {
      slack: {
        team: SEED.team,
        users: SEED.people,
        channels: SEED.channels.map((name) => ({ name })),
        oauth_apps: [
          {
            ...identity,
            client_id: '1.2',
            client_secret: secret(),
            name: bot.name,
            redirect_uris: [],
            scopes,
            bot_name: 'send-answers',
          },
        ],
        tokens: [
          ...users.map(({ name, token }) => ({ token, user: name, scopes: READER_SCOPES })),
          { ...identity, token: bot.token, user_id: bot.bot_user_id, type: 'bot', scopes },
        ],
        strict_scopes: true,
      },
    },
  })
  let latest = ''
  let ticks = 0
  /** Calls a Web API method with that token. */
  const call = async (token: string, method: string, args: object): Promise<ApiResult> => {
    const result = await post(socketPath, token, method, args)
    if (method === 'chat.postMessage' && result.ok) latest = String(result.ts)
    return result
  }

  const people = await Promise.all(
    users.map(async ({ name, real_name, token }): Promise<Person> => {
      const { user_id } = Identity.parse(await call(token, 'auth.test', {}))
      const { channel } = Opened.parse(await call(token, 'conversations.open', { users: bot.bot_user_id }))
      return { id: user_id, handle: name, name: real_name, token, dm: channel.id }
    }),
  )
  const { team_id } = Identity.parse(await call(users[0]?.token ?? '', 'auth.test', {}))
  const { channels } = Channels.parse(await call(users[0]?.token ?? '', 'conversations.list', {}))
  const cast: Cast = {
    team: { id: team_id, domain: SEED.team.domain },
    appId: SEED.appId,
    bot: { id: bot.bot_id, user: bot.bot_user_id, name: bot.name, token: bot.token },
    people,
    // The emulator also has channels of its own.
    channels: SEED.channels.flatMap((name) => channels.filter((one) => one.name === name)),
    manifest,
  }
  return {
    cast,
    call,
    /** A timestamp between the latest message and the next: for messages that the emulator lacks, and for events. */
    newTs() {
      ticks += 1
      const second = String(Math.floor(Date.now() / 1000))
      return `${latest.startsWith(second) ? latest : `${second}.000000`}${String(ticks).padStart(6, '0')}`
    },
    async close() {
      await emulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const Identity = z.object({ team_id: z.string(), user_id: z.string() })
const Channels = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) })
const Opened = z.object({ channel: z.object({ id: z.string() }) })

async function post(socketPath: string, token: string, method: string, args: object): Promise<ApiResult> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const req = request({ socketPath, path: `/api/${method}`, method: 'POST', headers, agent: false })
  const [res]: IncomingMessage[] = await once(req.end(JSON.stringify(args)), 'response')
  const body = await text(res as IncomingMessage)
  return res?.statusCode === 404 ? { ok: false, error: 'unknown_method' } : ApiResult.parse(JSON.parse(body))
}
