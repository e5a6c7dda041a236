import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAsk } from '../../src/answering/ask.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { SEARCH_MINISTER, SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/shortcuts/find-answers.ts'
import { answer } from '../answers.ts'
import { controlsIn } from './outline.ts'
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

/** What a person could be hurt by: markup of Slack's in places that interpret it. */
const MARKUP = '<!channel> <@U123> <https://evil.example|click> *bold* `code` ~x~ & :tada: \u202eevil'
const TEXTS = {
  'markup and a mention of everyone': `ramps ${MARKUP}`,
  'escaped as Slack escapes it': 'ramps &lt;!channel&gt; &amp;amp;',
  '5,000 characters': 'ramps '.repeat(834),
  '5,000 characters of one word': 'x'.repeat(5000),
  '5,000 characters that JSON and Slack escape': '"\\<&>'.repeat(1000),
  emoji: '🙂 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'right-to-left': 'هل المنحدرات مجانية؟ ramps \u202e',
  'half a character': 'ramps \ud83d',
  punctuation: '?!... --- ``` ***',
  'filters of nonsense': 'since:<!channel> by:"*" house: uin:`',
}

/** The same everywhere in the record, where it may stand. */
const hostile = (text: string, uin: string) =>
  answer({
    uin,
    heading: `Ramps ${text}`,
    question: `To ask ${text}`,
    department: `Department ${text}`,
    answeredBy: { name: `Minister ${text}`, role: text },
    corrected: '2024-02-01',
    original: [[{ type: 'paragraph', content: [text] }]],
    attachments: [{ title: text, url: 'https://qna.files.parliament.uk/a.xlsx' }],
    references: [{ kind: 'referral', uin: '1' }],
    passages: [
      [
        { type: 'paragraph', content: [`Ramps ${text} `, { text: `bad ${text}`, href: 'javascript:alert(1)' }] },
        { type: 'list', ordered: true, items: [{ depth: 0, content: [text] }] },
      ],
      [{ type: 'table', rows: [[['Ramps'], [text]], [[]]] }],
    ],
  })
const plain = answer({ uin: '1', answered: '2023-01-10', heading: MARKUP, paragraphs: ['Plain ramps.'] })
const record = [plain, ...Object.values(TEXTS).map((text, n) => hostile(text, String(300_001 + n)))]

let clock = Date.now()
let workspace: Workspace
let bot: RunningBot
let dm: string
beforeAll(async () => {
  workspace = await startWorkspace()
  const index = createPassageIndex()
  index.add(record)
  const corpus = createCorpus(record)
  const feedback = { keep: async () => {}, counts: async () => ({ helpful: 0, unhelpful: 0 }) }
  bot = await startBot(workspace, [], { corpus, ask: createAsk(corpus, index), feedback, now: () => clock })
  dm = (await workspace.api('conversations.open', { users: BOT_USER })).channel.id
})
beforeEach(() => {
  clock += 60_000
  workspace.calls.length = 0
  bot.log.length = 0
})
afterEach(() => {
  // What it refuses, the double writes down.
  expect(callsOf(workspace, 'refused')).toEqual([])
  expect(bot.log.filter(({ level }) => level === 'error')).toEqual([])
  for (const { args } of workspace.calls) expectHarmless(args)
  // What people say is not in the log, whatever its level.
  expect(JSON.stringify(bot.log)).not.toMatch(/ramps|xxxxx|channel>|since:/)
})
afterAll(async () => {
  await bot.stop()
  await workspace.close()
})

/** Nothing that Slack interprets: no mrkdwn, no element that mentions or links where the record does not, no bare mark. */
function expectHarmless(sent: Record<string, any>, sharer = workspace.user): void {
  const blocks = JSON.stringify(sent.blocks ?? sent.view?.blocks ?? sent.unfurls ?? [])
  expect(blocks).not.toContain('"mrkdwn"')
  expect(blocks.replace(`{"type":"user","user_id":"${sharer}"}`, '')).not.toMatch(
    /"type":"(?:broadcast|user|usergroup|channel|emoji)"/,
  )
  expect(blocks).not.toContain('"emoji":true')
  expect(blocks).not.toMatch(/"url":"(?!https:)/)
  const texts = [sent.text, ...Object.values(sent.unfurls ?? {}).map((one) => (one as { fallback: string }).fallback)]
  for (const text of texts) expect(text ?? '').not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
}

describe.each(Object.entries(TEXTS))('text that could do harm breaks nothing and pings nobody: %s', (_what, text) => {
  const response_url = () => workspace.newResponseUrl()
  const ts = () => ({ ts: newTs(), user: workspace.user })

  test.each([
    ['/send', () => bot.slash(text), 'response_url'],
    ['/send about', () => bot.slash(`about ${text}`), 'response_url'],
    ['a mention', () => bot.mention(`<@${BOT_USER}> ${text}`), 'chat.postMessage'],
    [
      'a message to the bot',
      () => bot.event({ type: 'message', channel_type: 'im', channel: dm, text, ...ts() }),
      'chat.postMessage',
    ],
    [
      'the message shortcut',
      () => {
        const message = { type: 'message', ts: newTs(), text }
        const payload = { type: 'message_action', callback_id: FIND_SHORTCUT, message }
        return bot.shortcut({ ...payload, response_url: response_url() })
      },
      'response_url',
    ],
    [
      'the Home’s search',
      () => {
        const values = { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: text.slice(0, 3000) } } }
        return bot.press(
          { type: 'plain_text_input', action_id: HOME_SEARCH },
          { view: { type: 'home', state: { values } } },
        )
      },
      'views.open',
    ],
    [
      'one of one’s last questions',
      () => bot.press({ action_id: 'ask_again_0', value: text.slice(0, 1800) }),
      'views.open',
    ],
    ['the workflow step', () => bot.step({ question: text }), /^functions\.complete/],
    [
      'the Home, after all of these',
      () => bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home' }),
      'views.publish',
    ],
  ])('asked by %s', async (_where, ask, method) => {
    await ask()
    await expect
      .poll(() => workspace.calls.map((call) => call.method), { timeout: 15_000 })
      .toContainEqual(expect.stringMatching(method))
  })

  test('asked by the form, and typed as a minister', async () => {
    const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: text.slice(0, 3000) } } }
    const { view } = await bot.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
    expectHarmless(view)
    expect((await bot.suggest(SEARCH_MINISTER, text)).options).toBeInstanceOf(Array)
  })

  test('added to what is shared', async () => {
    await bot.slash('plain ramps')
    const { [SHARE]: share } = controlsIn((await nthCall(workspace, 'response_url')).blocks)
    await bot.press(share, { container: { message_ts: newTs() } })
    const { view } = await nthCall(workspace, 'views.open')
    const input = view.blocks.at(-1)
    const line = text.slice(0, input.element.max_length)
    const state = { values: { [input.block_id]: { [input.element.action_id]: { value: line } } } }
    await bot.submit({ ...view, id: newTs(), state })
    await nthCall(workspace, 'chat.postMessage')
    // The reply that was shared goes.
    await nthCall(workspace, 'response_url', 2)
  })
})

describe.each(record.slice(1).map((answer, n) => [Object.keys(TEXTS)[n] ?? '', answer] as const))(
  'a record that holds it is shown as it stands and does nothing: %s',
  (_what, { questions: [{ uin }], source }) => {
    test('in a reply, and behind each of its buttons', async () => {
      await bot.slash(uin)
      const { blocks } = await nthCall(workspace, 'response_url')
      const { [FULL_ANSWER]: full, [COPY]: copy, [SHARE]: share, [READ_IN_FULL]: select } = controlsIn(blocks)
      for (const [n, button] of [full, copy, share].entries()) {
        await bot.press(button, { container: { message_ts: newTs() } })
        await nthCall(workspace, 'views.open', n + 1)
      }
      if (!select) return
      await bot.press({ ...select, selected_option: select.options[0] })
      await nthCall(workspace, 'views.open', 4)
    })

    test('in a thread, to "who said that?" and "more"', async () => {
      const ts = newTs()
      await bot.mention(`<@${BOT_USER}> ${uin}`, { ts })
      await bot.mention(`<@${BOT_USER}> who said that?`, { thread_ts: ts })
      await bot.mention(`<@${BOT_USER}> more`, { thread_ts: ts })
      await nthCall(workspace, 'chat.postMessage', 3)
    })

    test('in an unfurled link and a workflow', async () => {
      const { channel, user } = workspace
      const links = [{ url: source, domain: 'questions-statements.parliament.uk' }]
      await bot.event({ type: 'link_shared', channel, user, message_ts: newTs(), links })
      await bot.step({ question: uin })
      await nthCall(workspace, 'chat.unfurl')
      await nthCall(workspace, 'functions.completeSuccess')
    })
  },
)

test('a record that holds it is listed, and made into prompts', async () => {
  await bot.slash('latest')
  await nthCall(workspace, 'response_url')
  await bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home' })
  await nthCall(workspace, 'views.publish')
  await bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'messages' })
  await nthCall(workspace, 'assistant.threads.setSuggestedPrompts')
  expect(callsOf(workspace, 'views.publish')).toHaveLength(1)
})
