import { createHmac, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../eval/program/free-port.ts'
import { createLog } from '../../../src/log.ts'
import { type SlackBot, startSlackBot } from '../../../src/slack/app.ts'
import type { OAuthOptions } from '../../../src/slack/slack-options.ts'
import { generateKey, type Key, parseKeys } from '../../../src/storage/encryption.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import { refuseErased } from '../../../src/storage/refuse-erased.ts'
import { createSplitState } from '../../../src/storage/split-state.ts'
import { createSqliteState } from '../../../src/storage/sqlite/sqlite-state.ts'
import type { State } from '../../../src/storage/state.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { CLIENT, type ManyWorkspace, type SlackOfMany, startSlackOfMany } from './slack-of-many.ts'

const SIGNING_SECRET = 'the-signing-secret-of-tests'
const STATE_SECRET = 'the-state-secret-of-tests-0123456789'
const PUBLIC_URL = 'https://bot.example'

const newKeys = () => parseKeys(generateKey('k')) as [Key, ...Key[]]

/** A page of the bot, as a browser gets it. */
interface Page {
  status: number
  html: string
  location: string | null
  /** The cookie that it sets, as the browser sends it back. */
  cookie: string
}

/** The bot with OAuth, and Slack's side of it. */
export interface InstalledBot {
  bot: SlackBot
  /** Stops it, and closes what it keeps. */
  stop: () => Promise<void>
  slack: SlackOfMany
  state: State
  folder: string
  log: Record<string, any>[]
  keys: readonly Key[]
  /** Gets a page of the bot. */
  browse: (path: string, cookie?: string) => Promise<Page>
  /** What a browser sends that has agreed at Slack: the path of the redirect, and the cookie. */
  agree: (workspace: ManyWorkspace) => Promise<{ path: string; cookie: string }>
  /** Adds the app to a workspace, as a person does. */
  add: (workspace: ManyWorkspace) => Promise<Page>
  /** Somebody in the workspace mentions the bot. */
  mention: (workspace: ManyWorkspace, asked: string) => Promise<void>
  /** An administrator removes the app, and Slack says so by these events. */
  remove: (workspace: ManyWorkspace, ...events: ('app_uninstalled' | 'tokens_revoked')[]) => Promise<void>
  event: (workspace: ManyWorkspace, event: object, more?: object) => Promise<void>
  /** The texts that the bot posted in a workspace. */
  posted: (workspace: ManyWorkspace) => string[]
  /** The bytes of every file that the bot keeps, as text. */
  kept: () => Promise<string>
}

interface Options extends Partial<OAuthOptions> {
  slack?: SlackOfMany
  folder?: string
  now?: () => number
  answering?: ReturnType<typeof answeringFrom>
}

export async function startInstalledBot(options: Options = {}): Promise<InstalledBot> {
  const { slack: given, folder = await temporaryFolder(), now, answering, ...oauth } = options
  const slack = given ?? (await startSlackOfMany(`${PUBLIC_URL}/slack/oauth_redirect`))
  if (!given) onTestFinished(() => slack.close())
  const keys = oauth.keys ?? newKeys()
  const log: Record<string, any>[] = []
  const state = refuseErased(createSplitState(createSqliteState(folder), createMemoryState()))
  const port = await freePort()
  const bot = await startSlackBot(
    {
      mode: 'oauth',
      oauth: {
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
        stateSecret: STATE_SECRET,
        publicUrl: PUBLIC_URL,
        directInstall: false,
        ...oauth,
        keys,
      },
      signingSecret: SIGNING_SECRET,
      port,
      host: '127.0.0.1',
      apiUrl: slack.apiUrl,
    },
    {
      answering: answering ?? answeringFrom([answer({ paragraphs: ['Ramps are free.'] })]),
      log: createLog('debug', (line) => log.push(JSON.parse(line))),
      state,
      ...(now && { now }),
    },
  ).catch(async (error) => {
    await state.close()
    throw error
  })
  let stopped: Promise<void> | undefined
  const stop = async () => {
    stopped ??= bot.stop(5000).then(state.close)
    await stopped
  }
  onTestFinished(stop)

  const browse: InstalledBot['browse'] = async (path, cookie = '') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', headers: { cookie } })
    const [set = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    return { status: answer.status, html: await answer.text(), location: answer.headers.get('location'), cookie: set }
  }
  const agree: InstalledBot['agree'] = async (workspace) => {
    const { html, cookie } = await browse('/slack/install')
    const href = (/href="(?<href>[^"]+)"/.exec(html)?.groups?.href ?? '').replaceAll('&amp;', '&')
    const { pathname, search } = new URL(await slack.consent(href, workspace))
    return { path: `${pathname}${search}`, cookie }
  }
  const event: InstalledBot['event'] = async ({ team, enterprise }, event, more = {}) => {
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: team,
      enterprise_id: enterprise,
      event_id: `Ev${randomUUID()}`,
      event_time: Math.floor((now ?? Date.now)() / 1000),
      authorizations: [
        { team_id: team, enterprise_id: enterprise ?? null, is_enterprise_install: enterprise !== undefined },
      ],
      event,
      ...more,
    })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    if (answer.status !== 200) throw new Error(`the event was answered ${answer.status}`)
  }
  let ticks = 0
  return {
    bot,
    stop,
    slack,
    state,
    folder,
    log,
    keys,
    browse,
    agree,
    async add(workspace) {
      const { path, cookie } = await agree(workspace)
      return browse(path, cookie)
    },
    event,
    async mention(workspace, text) {
      ticks += 1
      const ts = `${Math.floor(Date.now() / 1000)}.${String(ticks).padStart(6, '0')}`
      await event(workspace, { type: 'app_mention', channel: slack.channel, user: 'U1', ts, text })
    },
    async remove(workspace, ...events) {
      slack.revoke(workspace)
      for (const type of events)
        await event(workspace, type === 'tokens_revoked' ? { type, tokens: { bot: ['U0SENDBOT'] } } : { type })
      await bot.idle()
    },
    posted: ({ team }) =>
      slack.calls
        .filter(({ method, team: of }) => method === 'chat.postMessage' && of === team)
        .map(({ args }) => args.get('text') ?? ''),
    async kept() {
      const names = await readdir(folder)
      const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
      return files.join('\n')
    },
  }
}
