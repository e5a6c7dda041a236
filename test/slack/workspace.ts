import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createEmulator } from 'emulate'
import { expect, vi } from 'vitest'
import { parse } from 'yaml'
import { createAsk } from '../../src/answering/ask.ts'
import { createLog } from '../../src/log.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { startSlackBot } from '../../src/slack/app.ts'
import { createSeenEvents } from '../../src/slack/seen-events.ts'
import type { Services } from '../../src/slack/services.ts'
import { type RecordingSlack, type SlackCall, startRecordingSlack } from './recording-slack.ts'

const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
export const BOT_USER = 'U0SENDBOT'
export const TOKEN = 'xoxb-for-tests'

/** A Slack with the app installed in it with the scopes of the manifest, and no more. */
export interface Workspace extends RecordingSlack {
  channel: string
  user: string
  /** Somebody else. */
  otherUser: string
  /** Asks the Web API of the workspace as the bot. */
  api: (method: string, args: object, as?: 'reader' | 'bot') => Promise<any>
}

export async function startWorkspace(): Promise<Workspace> {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  const scopes: string[] = manifest.oauth_config.scopes.bot
  const bot = { bot_id: 'B0SENDBOT', bot_user_id: BOT_USER }
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        team: { name: 'Department', domain: 'department' },
        users: [
          { name: 'colleague', real_name: 'A Colleague' },
          { name: 'another', real_name: 'Another Colleague' },
        ],
        channels: [{ name: 'send-policy' }],
        oauth_apps: [
          {
            client_id: '1.2',
            client_secret: 's',
            name: 'SEND Answers',
            redirect_uris: [],
            scopes,
            ...bot,
            bot_name: 'send-answers',
          },
        ],
        tokens: [
          { token: TOKEN, user_id: BOT_USER, type: 'bot', scopes, ...bot },
          {
            token: 'xoxp-reader',
            scopes: ['channels:read', 'channels:history', 'users:read', 'chat:write', 'im:write'],
          },
        ],
        strict_scopes: true,
      },
    },
  })
  const upstream = `http://127.0.0.1:${new URL(emulator.url).port}`
  const recording = await startRecordingSlack(upstream)
  const api: Workspace['api'] = async (method, args, as = 'reader') => {
    const token = as === 'bot' ? TOKEN : 'xoxp-reader'
    const answer = await fetch(`${upstream}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    const body = (await answer.json()) as any
    expect(body, method).toMatchObject({ ok: true })
    return body
  }
  const channels: { id: string; name: string }[] = (await api('conversations.list', {})).channels
  const users: { id: string; name: string }[] = (await api('users.list', {})).members
  return {
    ...recording,
    api,
    channel: channels.find(({ name }) => name === 'send-policy')?.id ?? '',
    user: users.find(({ name }) => name === 'colleague')?.id ?? '',
    otherUser: users.find(({ name }) => name === 'another')?.id ?? '',
    async close() {
      await recording.close()
      await emulator.close()
    },
  }
}

/** The real bot behind its real HTTP receiver, and Slack's side of each conversation with it. */
export interface RunningBot {
  /** Lines of the log, parsed. */
  log: Record<string, unknown>[]
  slash: (text: string) => Promise<Response>
  mention: (text: string, more?: object, eventId?: string) => Promise<Response>
  event: (event: object, eventId?: string) => Promise<Response>
  action: (payload: object) => Promise<Response>
  /** A press of a control in a message, a modal or the Home. */
  press: (control: Record<string, any>, where?: object) => Promise<Response>
  /** A form that is sent off; a view that the acknowledgement pushes is taken on. */
  submit: (view: object) => Promise<any>
  /** What stands in an external select while a name is typed. */
  suggest: (actionId: string, typed: string) => Promise<any>
  shortcut: (payload: object) => Promise<Response>
  step: (inputs: object, executionId?: string) => Promise<Response>
  /** A request as it is, signed as said. */
  post: (body: string, contentType: string, sign?: { secret?: string; time?: number }) => Promise<Response>
  stop: () => Promise<void>
}

export async function startBot(
  workspace: Workspace,
  answers: readonly WrittenAnswer[],
  replacements: Partial<Services> = {},
): Promise<RunningBot> {
  const index = createPassageIndex()
  index.add(answers)
  const corpus = createCorpus(answers)
  const log: Record<string, unknown>[] = []
  const port = await freePort()
  const bot = await startSlackBot(
    { mode: 'http', botToken: TOKEN, signingSecret: SIGNING_SECRET, port, apiUrl: workspace.apiUrl },
    {
      corpus,
      ask: createAsk(corpus, index),
      log: createLog('debug', (line) => log.push(JSON.parse(line))),
      events: createSeenEvents(),
      ...replacements,
    },
  )

  const post: RunningBot['post'] = (body, contentType, { secret = SIGNING_SECRET, time = Date.now() } = {}) => {
    const timestamp = String(Math.floor(time / 1000))
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
    return fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    })
  }
  const form = (fields: Record<string, string>) =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')
  const event: RunningBot['event'] = (event, eventId = `Ev${randomUUID()}`) =>
    post(
      JSON.stringify({
        type: 'event_callback',
        team_id: 'T000000001',
        event_id: eventId,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ team_id: 'T000000001', user_id: BOT_USER, is_bot: true }],
        event,
      }),
      'application/json',
    )
  const interaction = (payload: object) =>
    form({
      payload: JSON.stringify({ team: { id: 'T000000001' }, user: { id: workspace.user }, ...payload }),
    })
  const trigger = async () =>
    (await workspace.api('views.generateTriggerId', { user_id: workspace.user })).trigger_id as string
  return {
    log,
    post,
    event,
    async press(control, where = {}) {
      const { action_id, value, selected_option, type = 'button' } = control
      const pressed = { type, action_id, block_id: 'b', value, selected_option, action_ts: newTs() }
      return interaction({
        type: 'block_actions',
        trigger_id: await trigger(),
        channel: { id: workspace.channel },
        container: { type: 'message', message_ts: '1700000000.000001' },
        response_url: workspace.newResponseUrl(),
        ...where,
        actions: [pressed],
      })
    },
    async submit(view) {
      const response = await interaction({ type: 'view_submission', trigger_id: await trigger(), view })
      const said = await response.text()
      const acknowledged = said === '' ? {} : JSON.parse(said)
      if (acknowledged.response_action === 'push') workspace.pushed(acknowledged.view)
      return acknowledged
    },
    suggest: async (actionId, typed) =>
      (await interaction({ type: 'block_suggestion', action_id: actionId, block_id: actionId, value: typed })).json(),
    shortcut: async (payload) => interaction({ trigger_id: await trigger(), ...payload }),
    step: (inputs, executionId = `Fx${randomUUID()}`) =>
      event({
        type: 'function_executed',
        function: { callback_id: 'find_send_answer' },
        inputs,
        function_execution_id: executionId,
        bot_access_token: TOKEN,
        event_ts: newTs(),
      }),
    slash: (text) =>
      form({
        command: '/send',
        text,
        team_id: 'T000000001',
        user_id: workspace.user,
        channel_id: workspace.channel,
        trigger_id: 'unused',
        response_url: workspace.newResponseUrl(),
      }),
    mention: (text, more = {}, eventId = undefined) =>
      event(
        {
          type: 'app_mention',
          channel: workspace.channel,
          user: workspace.user,
          ts: newTs(),
          text,
          ...more,
        },
        eventId,
      ),
    action: (payload) =>
      form({
        payload: JSON.stringify({
          type: 'block_actions',
          team: { id: 'T000000001' },
          user: { id: workspace.user },
          response_url: workspace.responseUrl,
          ...payload,
        }),
      }),
    stop: () => bot.stop(5000),
  }
}

let ticks = 0
/** A message's timestamp, newer than every one before it. */
export function newTs(): string {
  ticks += 1
  return `${Math.floor(Date.now() / 1000)}.${String(ticks).padStart(6, '0')}`
}

/** The nth call that the app made of a method, once it was made. */
export async function nthCall(workspace: RecordingSlack, method: string, n = 1): Promise<SlackCall['args']> {
  return vi.waitFor(
    () => {
      const call = workspace.calls.filter((call) => call.method === method)[n - 1]
      if (!call) throw new Error(`${method} was called ${workspace.calls.length} times`)
      return call.args
    },
    { timeout: 15_000, interval: 10 },
  )
}

/** The calls that the app has made of a method. */
export function callsOf(workspace: RecordingSlack, method: string): SlackCall['args'][] {
  return workspace.calls.filter((call) => call.method === method).map(({ args }) => args)
}

/** Long enough for the app to do what it should not. */
export const settled = () => new Promise((done) => setTimeout(done, 100))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
