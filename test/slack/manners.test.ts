import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { answer } from '../answers.ts'
import {
  BOT_USER,
  callsOf,
  newTs,
  nthCall,
  type RunningBot,
  startBot,
  startWorkspace,
  type Workspace,
} from './workspace.ts'

const SLOW_MS = 2000
const ramps = answer({ paragraphs: ['Ramps are free.'] })

let workspace: Workspace
let bot: RunningBot
beforeAll(async () => {
  workspace = await startWorkspace()
  bot = await startBot(workspace, [ramps], {
    ask: async (question) => {
      await new Promise((done) => setTimeout(done, question.includes('quick') ? 0 : SLOW_MS))
      return {
        kind: 'answer',
        question,
        best: { answer: ramps, index: 0, passage: ramps.passages[0] ?? [] },
        others: [],
      }
    },
  })
})
beforeEach(() => {
  workspace.calls.length = 0
})
afterAll(async () => {
  expect(callsOf(workspace, 'refused')).toEqual([])
  await bot.stop()
  await workspace.close()
})

test('200 requests to a slow index are each acknowledged within a second, and each is answered once', async () => {
  const { trigger_id } = await workspace.api('views.generateTriggerId', { user_id: workspace.user })
  const kinds = [
    (n: number) => bot.slash(`ramps ${n}`),
    (n: number) => bot.mention(`<@${BOT_USER}> ramps ${n}`),
    (n: number) =>
      bot.event({
        type: 'message',
        channel_type: 'im',
        channel: workspace.channel,
        user: 'U1',
        ts: newTs(),
        text: `ramps ${n}`,
      }),
    (n: number) =>
      bot.action({
        trigger_id,
        user: { id: `U${n}` },
        actions: [{ type: 'plain_text_input', action_id: HOME_SEARCH, block_id: HOME_SEARCH_BLOCK }],
        view: { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: `ramps ${n}` } } } } },
      }),
  ]
  const acknowledged: { status: number; ms: number }[] = []
  // In waves, for this process is Slack as well, and its own work shall not count as the app's.
  for (let wave = 0; wave < 10; wave++) {
    const waited = watchWaits()
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const nth = 20 * wave + n
        const sent = performance.now()
        const { status } = await (kinds[nth % kinds.length] as (n: number) => Promise<Response>)(nth)
        return { status, ms: performance.now() - sent }
      }),
    )
    const lost = waited()
    acknowledged.push(...answers.map(({ status, ms }) => ({ status, ms: ms - lost })))
  }
  expect(new Set(acknowledged.map(({ status }) => status))).toEqual(new Set([200]))
  expect(Math.max(...acknowledged.map(({ ms }) => ms))).toBeLessThan(1000)
  await nthCall(workspace, 'response_url', 50)
  await nthCall(workspace, 'chat.postMessage', 100)
  const replies = callsOf(workspace, 'response_url').map(({ text }) => text)
  expect(replies).toHaveLength(50)
  expect(callsOf(workspace, 'chat.postMessage')).toHaveLength(100)
})

/** Counts the milliseconds in which this process wanted to run and others ran in its place, until it is called. */
function watchWaits(): () => number {
  const TICK_MS = 10
  let lost = 0
  let at = performance.now()
  let cpu = process.cpuUsage()
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(cpu)
    const late = performance.now() - at - TICK_MS
    if (late > TICK_MS) lost += Math.max(0, late - (user + system) / 1000)
    at = performance.now()
    cpu = process.cpuUsage()
  }, TICK_MS)
  return () => {
    clearInterval(timer)
    return lost
  }
}

test('a press waits for no index: a modal that waits is opened at once, and filled', async () => {
  await bot.press({ action_id: 'ask_again_0', value: 'ramps' })
  const { view } = await nthCall(workspace, 'views.open')
  expect(JSON.stringify(view)).toContain('Searching the record')
  expect(JSON.stringify((await nthCall(workspace, 'views.update')).view)).toContain('Ramps are free.')
})

test('a search form waits for no index, nor trips over an update that overtakes its acknowledgement', async () => {
  const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: 'ramps' } } }
  workspace.failNext('views.update', 'not_found')
  const sent = performance.now()
  const { response_action, view } = await bot.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
  expect(performance.now() - sent).toBeLessThan(1000)
  expect({ response_action, shown: JSON.stringify(view) }).toEqual({
    response_action: 'push',
    shown: expect.stringContaining('Searching the record'),
  })
  const updated = await nthCall(workspace, 'views.update', 2)
  expect(updated.external_id).toBe(view.external_id)
  expect(JSON.stringify(updated.view)).toContain('Ramps are free.')
})

test('where Slack says to wait, a channel’s replies wait, in their order, and none is lost or sent twice', async () => {
  workspace.limitNext('chat.postMessage', 1)
  const started = Date.now()
  for (const n of [1, 2, 3]) {
    await bot.mention(`<@${BOT_USER}> quick ${n}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  await bot.press({ action_id: FULL_ANSWER, value: '2024-01-08/100001#0' })
  await nthCall(workspace, 'views.open')
  expect(callsOf(workspace, 'chat.postMessage')).toEqual([])
  await nthCall(workspace, 'chat.postMessage', 3)
  const posts = workspace.calls.filter(({ method }) => method === 'chat.postMessage')
  expect(posts[0]?.at).toBeGreaterThanOrEqual(started + 1000)
  expect(posts.map(({ args }) => /You asked: (?<asked>quick \d)/.exec(JSON.stringify(args))?.groups?.asked)).toEqual([
    'quick 1',
    'quick 2',
    'quick 3',
  ])
})
