import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { answer } from '../answers.ts'
import { BOT_USER, nthCall, type RunningBot, startBot, startWorkspace, type Workspace } from './workspace.ts'

const QUESTION = 'a very private question'

let workspace: Workspace
let bot: RunningBot
beforeAll(async () => {
  workspace = await startWorkspace()
  bot = await startBot(workspace, [answer()], { ask: () => Promise.reject(new Error('the index is on fire')) })
})
beforeEach(() => {
  workspace.calls.length = 0
  bot.log.length = 0
})
afterAll(async () => {
  await bot.stop()
  await workspace.close()
})

describe('when something goes wrong inside', () => {
  const reference = (text: string) => /give this reference .*: (?<reference>[0-9a-f]{8})$/.exec(text)?.groups?.reference

  test.each([
    ['a slash command', () => bot.slash(QUESTION), 'response_url'],
    ['a mention', () => bot.mention(`<@${BOT_USER}> ${QUESTION}`), 'chat.postMessage'],
  ])(
    '%s is answered by one plain sentence whose reference leads to the stack in the log',
    async (_what, send, method) => {
      expect((await send()).status).toBe(200)
      const { text, blocks } = await nthCall(workspace, method)
      expect(blocks).toHaveLength(1)
      expect(text).not.toContain('fire')
      const line = bot.log.find((line) => line.reference === reference(text))
      expect(line).toMatchObject({ level: 'error', error: expect.stringContaining('the index is on fire\n    at ') })
    },
  )

  test('a search in the App Home opens the sentence in a modal', async () => {
    const { trigger_id } = await workspace.api('views.generateTriggerId', { user_id: workspace.user })
    await bot.action({
      trigger_id,
      actions: [{ type: 'button', action_id: HOME_SEARCH, block_id: HOME_SEARCH_BLOCK }],
      view: { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: QUESTION } } } } },
    })
    const { view } = await nthCall(workspace, 'views.open')
    expect(JSON.stringify(view)).toContain('Sorry, something went wrong')
  })

  test('an App Home that cannot be drawn shows the sentence', async () => {
    workspace.failNext('views.publish', 'internal_error')
    await bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home' })
    expect(JSON.stringify((await nthCall(workspace, 'views.publish', 2)).view)).toContain('Sorry, something went')
  })

  test('neither what was asked nor a token is in the log', async () => {
    await bot.slash(QUESTION)
    await nthCall(workspace, 'response_url')
    workspace.failNext('chat.postMessage', 'not_in_channel', 2)
    await bot.mention(`<@${BOT_USER}> ${QUESTION}`)
    await expect.poll(() => bot.log.map(({ event }) => event)).toContain('event.app_mention.apology')
    expect(JSON.stringify(bot.log)).not.toMatch(/private|xoxb-/)
  })
})

test('a stop waits for the reply that is under way', async () => {
  let finish = () => {}
  const slow = await startBot(workspace, [answer()], {
    ask: async (question) => {
      await new Promise<void>((done) => {
        finish = done
      })
      return { kind: 'no-answer', question, reason: 'nothing-close', nearest: [] }
    },
  })
  await slow.slash('slow')
  const stopped = slow.stop()
  finish()
  await stopped
  expect(workspace.calls.map(({ method }) => method)).toContain('response_url')
})
