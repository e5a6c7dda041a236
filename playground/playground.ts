import { randomBytes } from 'node:crypto'
import type { Log } from '../src/log.ts'
import { startSlackBot } from '../src/slack/app.ts'
import type { Services } from '../src/slack/services.ts'
import { coverageStatus } from '../src/wording/coverage.ts'
import { createSendToApp } from './deliver/send-to-app.ts'
import type { Stage } from './deliver/user.ts'
import { createRecorder } from './inspector/recorder.ts'
import { startPageServer } from './serve/page-server.ts'
import { createRequests } from './serve/requests.ts'
import { startEmulator } from './workspace/emulator.ts'
import { createMethods } from './workspace/methods.ts'
import { createResponseUrls } from './workspace/response-urls.ts'
import { createState } from './workspace/state.ts'
import { createTriggers } from './workspace/triggers.ts'
import { startWebApi } from './workspace/web-api.ts'

export interface Playground {
  url: string
  /** Sends the digests of followed topics that are due, as happens each minute anyway. */
  sendDigests: () => Promise<void>
  /** Corrects the messages whose answers have changed, as happens every ten minutes anyway. */
  sendCorrections: () => Promise<void>
  stop: () => Promise<void>
}

const GRACE_MS = 1000
/** How often it is checked whether more answers are covered. */
const COVERAGE_MS = 500

/**
 * Starts a small Slack for the browser with the real bot in it, and resolves when it takes requests. The first person is an
 * administrator of the bot.
 * @param port if it is taken, one of the next is used
 */
export async function startPlayground(port: number, services: Services, log: Log): Promise<Playground> {
  const signingSecret = randomBytes(16).toString('hex')
  const emulator = await startEmulator()
  const { cast } = emulator
  const state = createState()
  const recorder = createRecorder(Date.now, state.changed)
  const triggers = createTriggers(emulator)
  const responseUrls = createResponseUrls(emulator, state, Date.now, () => webApi.responseUrl)
  const perform = createMethods(emulator, state, triggers, (file) => `${webApi.uploadUrl}${file}`)
  const webApi = await startWebApi(cast.bot.token, perform, responseUrls, recorder, (id, content) => {
    const file = state.files.get(id)
    if (file) state.files.set(id, { ...file, content })
    return file !== undefined
  })
  const bot = await startSlackBot(
    { mode: 'http', botToken: cast.bot.token, signingSecret, port: 0, host: '127.0.0.1', apiUrl: webApi.url },
    { ...services, admins: cast.people.slice(0, 1).map(({ id }) => id) },
  )
  // The calls of the bot's start are not an answer to anything the user did.
  recorder.clear()
  const send = createSendToApp(cast, `http://127.0.0.1:${bot.port}/slack/events`, signingSecret, recorder)
  const { browse, fetching } = services.answering
  const coverage = () => coverageStatus(browse.holdings(), fetching())
  let shown = coverage()
  const watch = setInterval(() => {
    if (coverage() === shown) return
    shown = coverage()
    state.changed()
  }, COVERAGE_MS)
  const stage: Stage = { emulator, state, triggers, responseUrls, perform, send, coverage }
  const [first] = cast.channels
  if (first) state.botIn.add(first.id)

  const requests = createRequests(stage, recorder)
  const page = await startPageServer(port, requests, log)
  return {
    url: `http://127.0.0.1:${page.port}`,
    sendDigests: bot.sendDigests,
    sendCorrections: bot.sendCorrections,
    async stop() {
      clearInterval(watch)
      await page.close()
      await bot.stop(GRACE_MS)
      await webApi.close()
      await emulator.close()
    },
  }
}
