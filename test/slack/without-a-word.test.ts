import { describe, expect } from 'vitest'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { answer } from '../answers.ts'
import { BOT_USER, type Setup, type Slack, test as slackTest } from './workspace.ts'

const DAY_S = 86_400
const KEY = '2024-01-08/100001#0'
const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers: [answer({ paragraphs: ['Ramps are free.'] })] }, { scope: 'file' }],
})

const sorry = expect.stringContaining('Sorry, something went wrong')
const errors = (slack: Slack) => slack.log.filter(({ level }) => level === 'error')

describe('who can’t be replied to where they asked is told otherwise', () => {
  test('a mention in a channel that is limited for a day: by a direct message, soon', async ({ slack }) => {
    slack.limitNext('chat.postMessage', DAY_S)
    await slack.mention(`<@${BOT_USER}> ramps`, { channel: 'C0LIMITED' })
    expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.user, text: sorry })
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('a press whose trigger has expired: by its response_url', async ({ slack }) => {
    slack.failNext('views.open', 'expired_trigger_id', 2)
    await slack.press({ action_id: FULL_ANSWER, value: KEY })
    expect(await slack.call('response_url')).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: sorry,
    })
  })

  test('a press in the App Home, which has no response_url: by a direct message', async ({ slack }) => {
    slack.failNext('views.open', 'expired_trigger_id', 2)
    await slack.press({ action_id: FULL_ANSWER, value: KEY }, { response_url: undefined, channel: undefined })
    expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.user, text: sorry })
  })

  test.for(['<!doctype html><p>Sign in to continue', '{"ok":false,"error":"expired_url"}'])(
    'a command whose response_url answers 200 with %s: by a direct message',
    async (text, { slack }) => {
      slack.sayNext(text)
      slack.sayNext(text)
      await slack.slash('ramps')
      expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.user, text: sorry })
    },
  )
})

describe('who can’t be shown the App Home or a workflow’s result is told, too', () => {
  test('a Home that can’t be published twice: by a direct message', async ({ slack }) => {
    slack.failNext('views.publish', 'internal_error', 2)
    await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.user, text: sorry })
  })

  test('a workflow that can’t be told of a failure is told again', async ({ slack }) => {
    slack.failNext('functions.completeSuccess', 'internal_error')
    slack.failNext('functions.completeError', 'internal_error')
    await slack.step({ question: 'ramps' })
    expect((await slack.call('functions.completeError', 2)).error).toEqual(sorry)
  })
})

describe('nobody is told twice', () => {
  test('a post that Slack took and whose answer breaks off gets no apology', async ({ slack }) => {
    slack.halveNext('chat.postMessage')
    await slack.mention(`<@${BOT_USER}> ramps`)
    await slack.idle()
    expect(slack.callsOf('chat.postMessage').map(({ text }) => text)).toEqual([
      expect.stringContaining('Ramps are free.'),
    ])
    expect(errors(slack)).toEqual([])
  })

  test('a command that is delivered twice is answered once, and one with another trigger again', async ({ slack }) => {
    expect((await slack.slash('ramps', 'T1')).status).toBe(200)
    slack.advance(4 * 60_000)
    expect((await slack.slash('ramps', 'T1')).status).toBe(200)
    await slack.idle()
    expect(slack.callsOf('response_url')).toHaveLength(1)
    await slack.slash('ramps', 'T2')
    await slack.call('response_url', 2)
  })

  test('a double click is one while the clock is set back, and no longer than it takes', async ({ slack }) => {
    const press = () => slack.press({ action_id: FULL_ANSWER, value: KEY })
    await press()
    await slack.call('views.open')
    slack.advance(-3_600_000)
    // Later, by a clock that says it is earlier.
    await press()
    await slack.call('views.open', 2)
    await press()
    await slack.idle()
    expect(slack.callsOf('views.open')).toHaveLength(2)
    slack.advance(3_600_000)
  })
})

test.for([DAY_S, '8 s'])('a channel that is limited for "%s" holds up no modal', async (retryAfter, { slack }) => {
  slack.limitNext('chat.postMessage', retryAfter)
  await slack.mention(`<@${BOT_USER}> ramps`, { channel: 'C0BUSY' })
  for (let n = 1; n <= 3; n++) {
    const pressed = performance.now()
    await slack.press({ action_id: FULL_ANSWER, value: KEY }, { container: { message_ts: `${retryAfter}.${n}` } })
    await slack.call('views.open', n)
    // Then the trigger would have expired.
    expect(performance.now() - pressed).toBeLessThan(3000)
  }
})

test('a token that is revoked is said once, not at every request', async ({ slack }) => {
  const bot = await slack.startAnother({ answers: [answer({ paragraphs: ['Ramps are free.'] })] })
  expect(bot.state()).toEqual({ ok: true })
  slack.failNext('chat.postMessage', 'token_revoked', 12)
  slack.failNext('views.open', 'token_revoked', 12)
  for (let n = 0; n < 3; n++) {
    await bot.mention(`<@${BOT_USER}> ramps ${n}`)
    await bot.press({ action_id: FULL_ANSWER, value: `${KEY}${n}` }, { response_url: undefined })
  }
  await bot.idle()
  expect(bot.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([
    expect.objectContaining({ event: 'slack.token_refused', error: expect.stringContaining('token_revoked') }),
  ])
  expect(bot.state()).toEqual({ ok: false, problem: 'Slack refuses the token (token_revoked)' })
  await bot.stop()
})
