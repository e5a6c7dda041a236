import { describe, expect, onTestFinished } from 'vitest'
import { AppError } from '../../src/app-error.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { answer } from '../answers.ts'
import { BOT_USER, type Setup, type Slack, test as slackTest } from './workspace.ts'

const QUESTION = 'a very private question'

const ON_FIRE = new Error('the index is on fire')
let failure: Error = ON_FIRE
const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers: [answer()], ask: () => Promise.reject(failure) }, { scope: 'file' }],
})

describe('when something goes wrong inside', () => {
  const reference = (text: string) => /give this reference .*: (?<reference>[0-9a-f]{8})$/.exec(text)?.groups?.reference

  test.for<[string, (slack: Slack) => Promise<Response>, string]>([
    ['a slash command', (slack: Slack) => slack.slash(QUESTION), 'response_url'],
    ['a mention', (slack: Slack) => slack.mention(`<@${BOT_USER}> ${QUESTION}`), 'chat.postMessage'],
  ])(
    '%s gets an apology with a reference under which the log has the stack',
    async ([_what, send, method], { slack }) => {
      expect((await send(slack)).status).toBe(200)
      const { text, blocks } = await slack.call(method)
      expect(blocks).toHaveLength(1)
      expect(text).not.toContain('fire')
      const line = slack.log.find((line) => line.reference === reference(text))
      expect(line).toMatchObject({ level: 'error', error: expect.stringContaining('the index is on fire\n    at ') })
    },
  )

  test('while the index can’t be reached, the apology says that it can’t search', async ({ slack }) => {
    failure = new AppError('search-unavailable', 'The search engine at search.example can’t be used.')
    onTestFinished(() => {
      failure = ON_FIRE
    })
    await slack.slash(QUESTION)
    const { text } = await slack.call('response_url')
    expect(text).toMatch(/^Sorry, I can’t search at the moment. Please try again in a few minutes;/)
    expect(slack.log.find((line) => line.reference === reference(text))).toMatchObject({ level: 'error' })
  })

  test('a search in the App Home gets the apology in a modal', async ({ slack }) => {
    const trigger_id = await slack.trigger()
    await slack.action({
      trigger_id,
      actions: [{ type: 'button', action_id: HOME_SEARCH, block_id: HOME_SEARCH_BLOCK }],
      view: { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: QUESTION } } } } },
    })
    const { view } = await slack.call('views.open')
    expect(JSON.stringify(view)).toContain('Sorry, something went wrong')
  })

  test('an App Home that can’t be published shows the apology', async ({ slack }) => {
    slack.failNext('views.publish', 'internal_error')
    await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(JSON.stringify((await slack.call('views.publish', 2)).view)).toContain('Sorry, something went')
  })

  test('neither the question nor a token is in the log', async ({ slack }) => {
    await slack.slash(QUESTION)
    await slack.call('response_url')
    slack.failNext('chat.postMessage', 'not_in_channel', 2)
    await slack.mention(`<@${BOT_USER}> ${QUESTION}`)
    await expect.poll(() => slack.log.map(({ event }) => event)).toContain('event.app_mention.apology')
    expect(JSON.stringify(slack.log)).not.toMatch(/private|xoxb-/)
  })
})

test('stop waits for replies that are under way', async ({ slack }) => {
  const begun = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<void>()
  const slow = await slack.startAnother({
    ask: async (question) => {
      begun.resolve()
      await finished.promise
      return { kind: 'no-answer', question, reason: 'nothing-close', nearest: [] }
    },
  })
  await slow.slash('slow')
  await begun.promise
  const stopped = slow.stop()
  finished.resolve()
  await stopped
  expect(slack.calls.map(({ method }) => method)).toContain('response_url')
})
