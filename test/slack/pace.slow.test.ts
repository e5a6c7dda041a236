import { expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { answer } from '../answers.ts'
import { BOT_USER, newTs, type Setup, test as slackTest } from './workspace.ts'

const SLOW_MS = 2000
/** Long enough for three questions and a modal, also on a busy machine. */
const LIMIT_S = 5
const ramps = answer({ paragraphs: ['Ramps are free.'] })

const answered: string[] = []
/** Slow, except for questions that say "quick". */
const ask: Ask = async (question) => {
  await new Promise((done) => setTimeout(done, question.text.includes('quick') ? 0 : SLOW_MS))
  answered.push(question.text)
  return {
    kind: 'answer',
    question,
    best: { answer: ramps, index: 0, passage: ramps.passages[0] ?? [] },
    others: [],
  }
}
const test = slackTest.extend<{ setup: Setup }>({ setup: [{ answers: [ramps], ask }, { scope: 'file' }] })

test('each of 200 requests to a slow index is acknowledged within a second and answered once', async ({ slack }) => {
  const triggers: string[] = []
  const kinds = [
    (n: number) => slack.slash(`ramps ${n}`),
    (n: number) => slack.mention(`<@${BOT_USER}> ramps ${n}`),
    (n: number) =>
      slack.event({
        type: 'message',
        channel_type: 'im',
        channel: slack.channel,
        user: 'U1',
        ts: newTs(),
        text: `ramps ${n}`,
      }),
    (n: number) =>
      slack.action({
        trigger_id: triggers.pop(),
        user: { id: `U${n}` },
        actions: [{ type: 'plain_text_input', action_id: HOME_SEARCH, block_id: HOME_SEARCH_BLOCK }],
        view: { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: `ramps ${n}` } } } } },
      }),
  ]
  const acknowledged: { status: number; ms: number }[] = []
  // In waves, since this process is Slack as well, whose work should not count as the bot's.
  for (let wave = 0; wave < 10; wave++) {
    // They expire after a few seconds.
    triggers.push(...(await Promise.all(Array.from({ length: 5 }, slack.trigger))))
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
  await slack.call('chat.postMessage', 100)
  await slack.idle()
  // On a busy machine a trigger can expire all the same: its apology comes this way, too.
  const replies = slack.callsOf('response_url').filter(({ text }) => text.includes('Ramps are free.'))
  expect(replies).toHaveLength(50)
  expect(slack.callsOf('chat.postMessage')).toHaveLength(100)
})

/** Counts the milliseconds for which this process was ready to run but waited for the processor, until it is called. */
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

test('a press opens a waiting modal at once if the index is slow, and fills it later', async ({ slack }) => {
  await slack.press({ action_id: 'ask_again_0', value: 'ramps' })
  const { view } = await slack.call('views.open')
  expect(JSON.stringify(view)).toContain('Searching the record')
  expect(JSON.stringify((await slack.call('views.update')).view)).toContain('Ramps are free.')
})

test('a search form pushes a waiting modal if the index is slow, and retries the update if Slack gets it before the acknowledgement', async ({
  slack,
}) => {
  const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: 'ramps' } } }
  slack.failNext('views.update', 'not_found')
  const sent = performance.now()
  const { response_action, view } = await slack.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
  expect(performance.now() - sent).toBeLessThan(SLOW_MS)
  expect({ response_action, shown: JSON.stringify(view) }).toEqual({
    response_action: 'push',
    shown: expect.stringContaining('Searching the record'),
  })
  const updated = await slack.call('views.update', 2)
  expect(updated.external_id).toBe(view.external_id)
  expect(JSON.stringify(updated.view)).toContain('Ramps are free.')
})

test('after a 429 the replies of a channel wait for Retry-After, and are each sent once, in order', async ({
  slack,
}) => {
  slack.limitNext('chat.postMessage', LIMIT_S)
  const started = Date.now()
  for (const n of [1, 2, 3]) {
    await slack.mention(`<@${BOT_USER}> quick ${n}`)
    await expect.poll(() => answered, { interval: 5 }).toContain(`quick ${n}`)
  }
  await slack.press({ action_id: FULL_ANSWER, value: '2024-01-08/100001#0' })
  await slack.call('views.open')
  expect(slack.callsOf('chat.postMessage')).toEqual([])
  await slack.call('chat.postMessage', 3)
  const posts = slack.calls.filter(({ method }) => method === 'chat.postMessage')
  expect(posts[0]?.at).toBeGreaterThanOrEqual(started + 1000 * LIMIT_S)
  expect(posts.map(({ args }) => /You asked: (?<asked>quick \d)/.exec(JSON.stringify(args))?.groups?.asked)).toEqual([
    'quick 1',
    'quick 2',
    'quick 3',
  ])
})
