import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createEmulator } from 'emulate'
import { test as base, expect, vi } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../eval/program/free-port.ts'
import { type Answering, createAnswering } from '../../src/answering/answering.ts'
import type { Ask } from '../../src/answering/reply.ts'
import { createLog } from '../../src/log.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { type Corpus, createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import type { Vocabulary } from '../../src/search/text/vocabulary.ts'
import { type SlackBot, startSlackBot } from '../../src/slack/app.ts'
import type { Services } from '../../src/slack/services.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'
import { WORDS } from '../../src/wording/words.ts'
import { type RecordingSlack, type SlackCall, startRecordingSlack } from './recording-slack.ts'

const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
export const BOT_USER = 'U0SENDBOT'
export const TOKEN = 'xoxb-for-tests'

/** A Slack workspace in which the app is installed with the scopes of the manifest. */
export interface Workspace extends RecordingSlack {
  channel: string
  user: string
  /** Another person. */
  otherUser: string
  /** A direct message channel between the user and the bot. */
  directMessage: string
  /** The nth call that the bot made of a method, once it has made it. */
  call: (method: string, n?: number) => Promise<SlackCall['args']>
  /** The calls that the bot has made of a method. */
  callsOf: (method: string) => SlackCall['args'][]
  /** A trigger_id for views. */
  trigger: () => Promise<string>
  /** Calls the Web API of the workspace. */
  api: (method: string, args: object, as?: 'reader' | 'bot') => Promise<any>
}

async function startWorkspace(): Promise<Workspace> {
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
  const user = users.find(({ name }) => name === 'colleague')?.id ?? ''
  return {
    ...recording,
    api,
    call: (method, n) => nthCall(recording, method, n),
    callsOf: (method) => callsOf(recording, method),
    trigger: async () => (await api('views.generateTriggerId', { user_id: user })).trigger_id,
    directMessage: (await api('conversations.open', { users: BOT_USER })).channel.id,
    channel: channels.find(({ name }) => name === 'send-policy')?.id ?? '',
    user,
    otherUser: users.find(({ name }) => name === 'another')?.id ?? '',
    async close() {
      await recording.close()
      await emulator.close()
    },
  }
}

/** What the bot of a test is made of; everything is optional. */
export interface Setup {
  answers?: readonly WrittenAnswer[]
  /** Instead of one made of the answers. */
  corpus?: Corpus
  /** Of the index; empty by default. */
  vocabulary?: Vocabulary
  /** Instead of searching the index. */
  ask?: Ask
  verdicts?: Verdicts
  /** Off by default. */
  meaning?: Answering['meaning']
  /** Idle by default. */
  fetching?: Answering['fetching']
  services?: Partial<Services>
}

/** The real bot behind its real HTTP receiver, and Slack's side of the conversation with it. */
export interface RunningBot {
  /** Lines of the log, parsed. */
  log: Record<string, unknown>[]
  port: number
  state: SlackBot['state']
  /** A command, in the channel unless another is given. */
  slash: (text: string, triggerId?: string, channel?: string) => Promise<Response>
  sendCorrections: SlackBot['sendCorrections']
  mention: (text: string, more?: object, eventId?: string) => Promise<Response>
  event: (event: object, eventId?: string) => Promise<Response>
  action: (payload: object) => Promise<Response>
  /** A press of a control in a message, a modal or the Home. */
  press: (control: Record<string, any>, where?: object) => Promise<Response>
  /** A submitted form; a view that the acknowledgement pushes is accepted. */
  submit: (view: object) => Promise<any>
  /** What an external select offers while a name is typed. */
  suggest: (actionId: string, typed: string) => Promise<any>
  shortcut: (payload: object) => Promise<Response>
  step: (inputs: object, executionId?: string, callbackId?: string) => Promise<Response>
  /** A raw request, signed with the given secret and time. */
  post: (body: string, contentType: string, sign?: { secret?: string; time?: number }) => Promise<Response>
  /** Sends the digests of followed topics that are due by the bot's clock. */
  sendDigests: () => Promise<void>
  /** Resolves when no request is under way: what the bot has not done by then, it does not do. */
  idle: () => Promise<void>
  stop: () => Promise<void>
}

/** A workspace and the bot in it, as tests use them. */
export interface Slack extends Workspace, RunningBot {
  /** Moves the bot's clock. */
  advance: (ms: number) => void
  /** The time by the bot's clock. */
  now: () => number
  /** Forgets the calls so far, once the bot is idle: a late call would be taken for the answer to the next request. */
  forgetCalls: () => Promise<void>
  /** Another bot in the same workspace, with the clock of the first; the test stops it. */
  startAnother: (setup: Setup) => Promise<RunningBot>
}

/** So that presses in different tests are no double clicks. */
const BETWEEN_TESTS_MS = 60_000

/**
 * A test with `slack`: one workspace with one bot for each file, made of `setup`, which a file overrides. Before each
 * test calls and log are cleared; after it, Slack must have refused none of the calls.
 */
export const test = base.extend<{ setup: Setup; workspace: Workspace; running: Slack; slack: Slack }>({
  setup: [{}, { scope: 'file' }],
  workspace: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
    async ({}, use) => {
      const workspace = await startWorkspace()
      await use(workspace)
      await workspace.close()
    },
    { scope: 'file' },
  ],
  running: [
    async ({ workspace, setup }, use) => {
      let clock = Date.now()
      const now = () => clock
      const bot = await startBot(workspace, setup, now)
      await use({
        ...workspace,
        ...bot,
        advance: (ms) => {
          clock += ms
        },
        now,
        async forgetCalls() {
          await bot.idle()
          workspace.calls.length = 0
        },
        startAnother: (other) => startBot(workspace, other, now),
      })
      await bot.stop()
    },
    { scope: 'file' },
  ],
  async slack({ running }, use) {
    running.advance(BETWEEN_TESTS_MS)
    await running.forgetCalls()
    running.log.length = 0
    await use(running)
    await running.idle()
    expect(running.callsOf('refused')).toEqual([])
  },
})

async function startBot(
  workspace: Workspace,
  { answers = [], corpus = createCorpus(answers), vocabulary, ask, verdicts, meaning, fetching, services }: Setup,
  now: () => number,
): Promise<RunningBot> {
  const index = createPassageIndex(vocabulary)
  index.add(corpus.newest())
  const log: Record<string, unknown>[] = []
  const port = await freePort()
  const bot = await startSlackBot(
    { mode: 'http', botToken: TOKEN, signingSecret: SIGNING_SECRET, port, apiUrl: workspace.apiUrl },
    {
      answering: createAnswering({
        corpus,
        index,
        verdicts,
        suggested: { examples: WORDS.examples },
        ...(ask && { ask }),
        ...(meaning && { meaning }),
        ...(fetching && { fetching }),
      }),
      log: createLog('debug', (line) => log.push(JSON.parse(line))),
      now,
      state: createMemoryState({ now }),
      ...services,
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
  return {
    log,
    post,
    event,
    async press(control, where = {}) {
      const { action_id, value, selected_option, type = 'button' } = control
      const pressed = { type, action_id, block_id: 'b', value, selected_option, action_ts: newTs() }
      return interaction({
        type: 'block_actions',
        trigger_id: await workspace.trigger(),
        channel: { id: workspace.channel },
        container: { type: 'message', message_ts: '1700000000.000001' },
        response_url: workspace.newResponseUrl(),
        ...where,
        actions: [pressed],
      })
    },
    async submit(view) {
      const response = await interaction({ type: 'view_submission', trigger_id: await workspace.trigger(), view })
      const said = await response.text()
      const acknowledged = said === '' ? {} : JSON.parse(said)
      if (acknowledged.response_action === 'push') workspace.pushed(acknowledged.view)
      return acknowledged
    },
    suggest: async (actionId, typed) =>
      (await interaction({ type: 'block_suggestion', action_id: actionId, block_id: actionId, value: typed })).json(),
    shortcut: async (payload) => interaction({ trigger_id: await workspace.trigger(), ...payload }),
    step: (inputs, executionId = `Fx${randomUUID()}`, callbackId = 'find_send_answer') =>
      event({
        type: 'function_executed',
        function: { callback_id: callbackId },
        inputs,
        function_execution_id: executionId,
        bot_access_token: TOKEN,
        event_ts: newTs(),
      }),
    slash: (text, triggerId = randomUUID(), channel = workspace.channel) =>
      form({
        command: '/send',
        text,
        team_id: 'T000000001',
        user_id: workspace.user,
        channel_id: channel,
        trigger_id: triggerId,
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
    port,
    state: bot.state,
    sendDigests: bot.sendDigests,
    sendCorrections: bot.sendCorrections,
    idle: bot.idle,
    stop: () => bot.stop(5000),
  }
}

let ticks = 0
/** A message's timestamp, later than all before. */
export function newTs(): string {
  ticks += 1
  return `${Math.floor(Date.now() / 1000)}.${String(ticks).padStart(6, '0')}`
}

async function nthCall(workspace: RecordingSlack, method: string, n = 1): Promise<SlackCall['args']> {
  return vi.waitFor(
    () => {
      const calls = callsOf(workspace, method)
      const nth = calls[n - 1]
      if (!nth) throw new Error(`${method} was called ${calls.length} times`)
      return nth
    },
    { timeout: 60_000, interval: 10 },
  )
}

function callsOf(workspace: RecordingSlack, method: string): SlackCall['args'][] {
  return workspace.calls.filter((call) => call.method === method).map(({ args }) => args)
}
