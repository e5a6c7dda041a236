import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createEmulator } from 'emulate'
import { freePort } from '../../../eval/program/free-port.ts'
import { BOT_SCOPES } from '../../../src/slack/install/scopes.ts'

export const CLIENT = { id: '1.2', secret: 'the-client-secret-of-tests' }
/** The only team that the emulator has. */
const EMULATED = 'T000000001'
const BOT = { bot_id: 'B0SENDBOT', bot_user_id: 'U0SENDBOT' }

/** A workspace in which the app can be installed. */
export interface ManyWorkspace {
  team: string
  /** Its organisation, which has the app installed in all of its workspaces. */
  enterprise?: string
  /** Whether its tokens expire, after so many seconds. */
  expiresIn?: number
}

interface Token {
  workspace: ManyWorkspace
  /** As the emulator knows it. */
  emulated: string
  revoked: boolean
}

/**
 * Slack with several workspaces: each is an emulator of its own. What the emulator lacks is done here: ids of workspaces,
 * installations of organisations, tokens that expire, revoked tokens, and who refuses.
 */
export interface SlackOfMany {
  apiUrl: string
  responseUrl: string
  calls: { method: string; team: string | undefined; args: URLSearchParams; token: string }[]
  /** Every token, refresh token and code that was given out. */
  secrets: Set<string>
  /**
   * Somebody opens the page that leads to `href`, and agrees in that workspace: the address to which Slack sends the
   * browser then.
   */
  consent: (href: string, workspace: ManyWorkspace) => Promise<string>
  /** Makes all tokens of a workspace invalid, as an administrator's removal does. */
  revoke: (workspace: ManyWorkspace) => void
  /** Answers the next calls of that method with this. */
  answerNext: (method: string, answer: object) => void
  /** Holds back the answers of that method until the function given back is called. */
  hold: (method: string) => () => void
  channel: string
  close: () => Promise<void>
}

export async function startSlackOfMany(redirectUri: string): Promise<SlackOfMany> {
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        team: { name: 'Department', domain: 'department' },
        users: [{ name: 'colleague', real_name: 'A Colleague' }],
        channels: [{ name: 'send-policy' }],
        oauth_apps: [
          {
            client_id: CLIENT.id,
            client_secret: CLIENT.secret,
            name: 'SEND Answers',
            redirect_uris: [redirectUri],
            scopes: [...BOT_SCOPES],
            ...BOT,
            bot_name: 'send-answers',
          },
        ],
        tokens: [{ token: 'xoxp-reader', scopes: ['channels:read', 'users:read'] }],
        strict_scopes: true,
      },
    },
  })
  const upstream = `http://127.0.0.1:${new URL(emulator.url).port}`
  const calls: SlackOfMany['calls'] = []
  const secrets = new Set<string>()
  const codes = new Map<string, ManyWorkspace>()
  const tokens = new Map<string, Token>()
  const refreshTokens = new Map<string, string>()
  const answers: { method: string; answer: object }[] = []
  const held = new Map<string, Promise<void>>()

  const give = (workspace: ManyWorkspace, emulated: string) => {
    const token = workspace.expiresIn === undefined ? `xoxb-${randomUUID()}` : `xoxe.xoxb-1-${randomUUID()}`
    tokens.set(token, { workspace, emulated, revoked: false })
    secrets.add(token)
    if (workspace.expiresIn === undefined) return { access_token: token }
    const refresh = `xoxe-1-${randomUUID()}`
    refreshTokens.set(refresh, token)
    secrets.add(refresh)
    return { access_token: token, refresh_token: refresh, expires_in: workspace.expiresIn }
  }
  const access = async (args: URLSearchParams, body: string) => {
    if (args.get('grant_type') === 'refresh_token') {
      const used = args.get('refresh_token') ?? ''
      const before = tokens.get(refreshTokens.get(used) ?? '')
      refreshTokens.delete(used)
      if (!before || before.revoked || args.get('client_secret') !== CLIENT.secret)
        return { ok: false, error: 'invalid_refresh_token' }
      return { ok: true, token_type: 'bot', ...give(before.workspace, before.emulated) }
    }
    const workspace = codes.get(args.get('code') ?? '')
    const said = await forward('oauth.v2.access', undefined, body)
    if (!said.ok || !workspace) return said
    const { team, enterprise } = workspace
    return {
      ...said,
      ...give(workspace, said.access_token),
      team: enterprise === undefined ? { id: team, name: `Workspace ${team}` } : null,
      enterprise: enterprise === undefined ? null : { id: enterprise, name: `Organisation ${enterprise}` },
      is_enterprise_install: enterprise !== undefined,
    }
  }
  const forward = async (method: string, token: string | undefined, body: string): Promise<any> => {
    const answer = await fetch(`${upstream}/api/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        connection: 'close',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body,
    })
    // What it doesn't know, such as a status in a thread, it agrees to.
    return answer.status === 404 ? { ok: true } : answer.json()
  }
  const call = async (method: string, token: string, body: string): Promise<object> => {
    const args = new URLSearchParams(body)
    const known = tokens.get(token)
    calls.push({ method, team: known?.workspace.team, args, token })
    await held.get(method)
    const prepared = answers.findIndex((one) => one.method === method)
    if (prepared >= 0) return answers.splice(prepared, 1)[0]?.answer ?? {}
    if (method === 'oauth.v2.access') return access(args, body)
    if (!known) return { ok: false, error: 'invalid_auth' }
    if (known.revoked) return { ok: false, error: 'token_revoked' }
    if (method === 'auth.revoke') {
      known.revoked = true
      return { ok: true, revoked: true }
    }
    const said = JSON.stringify(await forward(method, known.emulated, body))
    return JSON.parse(said.replaceAll(EMULATED, known.workspace.team))
  }

  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url ?? '', 'http://slack')
    const body = await text(req)
    const token = (req.headers.authorization ?? '').replace('Bearer ', '')
    if (pathname === '/response_url') {
      calls.push({ method: 'response_url', team: undefined, args: new URLSearchParams({ body }), token: '' })
      return res.end('ok')
    }
    const answer = await call(pathname.replace('/api/', ''), token, body)
    res.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  server.keepAliveTimeout = 0
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const { channels } = await forward('conversations.list', 'xoxp-reader', '')
  const { members } = await forward('users.list', 'xoxp-reader', '')
  return {
    apiUrl: `${origin}/api/`,
    responseUrl: `${origin}/response_url`,
    calls,
    secrets,
    channel: channels.find(({ name }: { name: string }) => name === 'send-policy').id,
    async consent(href, workspace) {
      // The emulator's own pages: who agrees, and then where the browser goes.
      const asked = new URL(href)
      const page = await fetch(`${upstream}${asked.pathname}${asked.search}`)
      if (page.status !== 200) throw new Error(`the page of consent answered ${page.status}`)
      const fields = Object.fromEntries(asked.searchParams)
      const user = members.find(({ name }: { name: string }) => name === 'colleague').id
      const agreed = await fetch(`${upstream}/oauth/v2/authorize/callback`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ...fields, user_id: user }),
      })
      const location = agreed.headers.get('location') ?? ''
      const code = new URL(location).searchParams.get('code') ?? ''
      codes.set(code, workspace)
      secrets.add(code)
      return location
    },
    revoke(workspace) {
      for (const token of tokens.values()) if (token.workspace === workspace) token.revoked = true
    },
    answerNext: (method, answer) => void answers.push({ method, answer }),
    hold(method) {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(method, promise)
      return () => {
        held.delete(method)
        resolve()
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await emulator.close()
    },
  }
}
