import { describe, expect } from 'vitest'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { MORE_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { SEARCH_MINISTER, SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import { answer } from '../answers.ts'
import { controlsIn } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

/** Slack's markup, which could mention or mislead people where it is interpreted. */
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

/** An answer with that text in every field. */
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

const verdicts = { keep: async () => {}, counts: async () => ({ helpful: 0, unhelpful: 0 }), erase: async () => 0 }
const test = slackTest
  .extend<{ setup: Setup }>({ setup: [{ answers: record, verdicts }, { scope: 'file' }] })
  .extend<{ harmless: undefined }>({
    harmless: [
      async ({ slack }, use) => {
        await use(undefined)
        await slack.idle()
        expect(slack.log.filter(({ level }) => level === 'error')).toEqual([])
        for (const { args } of slack.calls) expectHarmless(args, slack.user)
        // The log has nothing of what people say, at any level.
        expect(JSON.stringify(slack.log)).not.toMatch(/ramps|xxxxx|channel>|since:/)
      },
      { auto: true },
    ],
  })

/** No mrkdwn, no mention but the sharer's, no link that isn't https, and nothing unescaped in a text. */
function expectHarmless(sent: Record<string, any>, sharer: string): void {
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

describe.each(Object.entries(TEXTS))('text that could do harm is harmless: %s', (_what, text) => {
  test.for<[string, (slack: Slack) => Promise<Response>, string | RegExp]>([
    ['/send', (slack: Slack) => slack.slash(text), 'response_url'],
    ['/send about', (slack: Slack) => slack.slash(`about ${text}`), 'response_url'],
    ['a mention', (slack: Slack) => slack.mention(`<@${BOT_USER}> ${text}`), 'chat.postMessage'],
    [
      'a message to the bot',
      (slack: Slack) =>
        slack.event({
          type: 'message',
          channel_type: 'im',
          channel: slack.directMessage,
          text,
          ts: newTs(),
          user: slack.user,
        }),
      'chat.postMessage',
    ],
    [
      'the message shortcut',
      (slack: Slack) => {
        const message = { type: 'message', ts: newTs(), text }
        const payload = { type: 'message_action', callback_id: FIND_SHORTCUT, message }
        return slack.shortcut({ ...payload, response_url: slack.newResponseUrl() })
      },
      'response_url',
    ],
    [
      'the Home’s search',
      (slack: Slack) => {
        const values = { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: text.slice(0, 3000) } } }
        return slack.press(
          { type: 'plain_text_input', action_id: HOME_SEARCH },
          { view: { type: 'home', state: { values } } },
        )
      },
      'views.open',
    ],
    [
      'one of one’s last questions',
      (slack: Slack) => slack.press({ action_id: 'ask_again_0', value: text.slice(0, 1800) }),
      'views.open',
    ],
    ['the workflow step', (slack: Slack) => slack.step({ question: text }), /^functions\.complete/],
    [
      'the Home, after all of these',
      (slack: Slack) => slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' }),
      'views.publish',
    ],
  ])('asked by %s', async ([_where, ask, method], { slack }) => {
    await ask(slack)
    await expect
      .poll(() => slack.calls.map((call) => call.method), { timeout: 15_000 })
      .toContainEqual(expect.stringMatching(method))
  })

  test('asked in the form, and typed as a minister’s name', async ({ slack }) => {
    const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: text.slice(0, 3000) } } }
    const { view } = await slack.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
    expectHarmless(view, slack.user)
    expect((await slack.suggest(SEARCH_MINISTER, text)).options).toBeInstanceOf(Array)
  })

  test('as the note to a shared answer', async ({ slack }) => {
    await slack.slash('plain ramps')
    const { [SHARE]: share } = controlsIn((await slack.call('response_url')).blocks)
    await slack.press(share, { container: { message_ts: newTs() } })
    const { view } = await slack.call('views.open')
    const input = view.blocks.at(-1)
    const line = text.slice(0, input.element.max_length)
    const state = { values: { [input.block_id]: { [input.element.action_id]: { value: line } } } }
    await slack.submit({ ...view, id: newTs(), state })
    await slack.call('chat.postMessage')
    // The ephemeral reply is deleted.
    await slack.call('response_url', 2)
  })
})

describe.each(record.slice(1).map((answer, n) => [Object.keys(TEXTS)[n] ?? '', answer] as const))(
  'a record with it is shown literally: %s',
  (_what, { questions: [{ uin }], source }) => {
    test('in a reply, and in what each of its buttons opens', async ({ slack }) => {
      await slack.slash(uin)
      const { blocks } = await slack.call('response_url')
      const { [FULL_ANSWER]: full, [COPY]: copy, [SHARE]: share, [MORE_RESULTS]: more } = controlsIn(blocks)
      for (const [n, button] of [full, copy, share].entries()) {
        await slack.press(button, { container: { message_ts: newTs() } })
        await slack.call('views.open', n + 1)
      }
      if (!more) return
      await slack.press(more)
      const { [READ_IN_FULL]: select } = controlsIn((await slack.call('response_url', 2)).blocks)
      await slack.press({ ...select, selected_option: select.options[0] })
      await slack.call('views.open', 4)
    })

    test('in a thread, to "who said that?" and "more"', async ({ slack }) => {
      const ts = newTs()
      await slack.mention(`<@${BOT_USER}> ${uin}`, { ts })
      await slack.mention(`<@${BOT_USER}> who said that?`, { thread_ts: ts })
      await slack.mention(`<@${BOT_USER}> more`, { thread_ts: ts })
      await slack.call('chat.postMessage', 3)
    })

    test('in an unfurled link and a workflow', async ({ slack }) => {
      const { channel, user } = slack
      const links = [{ url: source, domain: 'questions-statements.parliament.uk' }]
      await slack.event({ type: 'link_shared', channel, user, message_ts: newTs(), links })
      await slack.step({ question: uin })
      await slack.call('chat.unfurl')
      await slack.call('functions.completeSuccess')
    })
  },
)

test('a record with it is listed, and made into suggested prompts', async ({ slack }) => {
  await slack.slash('latest')
  await slack.call('response_url')
  await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
  await slack.call('views.publish')
  await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'messages' })
  await slack.call('assistant.threads.setSuggestedPrompts')
  expect(slack.callsOf('views.publish')).toHaveLength(1)
})
