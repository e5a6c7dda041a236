import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import type { Found } from '../../src/search/found.ts'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import { answer } from '../answers.ts'
import { controlsIn, messageOutline, outline, questionPosted, viewOutline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

/** An answer with every note: old, corrected, holding, a referral, given before, with a newer one. */
const target = answer({ uin: '5', answered: '2019-01-10', heading: 'Lifts' })
const doubtful = answer({
  uin: '7',
  answered: '2020-01-15',
  corrected: '2020-02-01',
  holding: true,
  heading: 'Ramps',
  paragraphs: ['Ramps are counted.'],
  references: [{ kind: 'referral', uin: '5' }],
})
const earlier = answer({ uin: '6', answered: '2019-12-04', paragraphs: ['Ramps are counted.'] })
const newer = answer({ uin: '9', answered: '2024-03-01', heading: 'Ramps again', paragraphs: ['Ramps are free.'] })
const answers = [target, doubtful, earlier, newer]

const place = (of: typeof target) => ({ answer: of, index: 0, passage: of.passages[0] ?? [] })
const best: Found = { ...place(doubtful), newer: place(newer), alsoGiven: [place(earlier)], refersTo: [target] }
const ask: Ask = async (question, { others = 4 } = {}) => ({
  kind: 'answer',
  question,
  filters: [{ name: 'since', value: '2019-06-30' }],
  repaired: [{ typed: 'rampz', read: 'ramps' }],
  best,
  others: Array.from({ length: 9 }, () => best).slice(0, others),
})

const OLD = /This answer is \d+ years old/
const NEWER = /There may be a newer answer on this: ?_? ?\[?Ramps again, 1 March 2024/
const CORRECTED = 'Corrected on 1 February 2020.'
const HOLDING = /holding answer: it says only/i
const REFERRAL = /It refers to this answer: ?_? ?\[?Lifts, 10 January 2019/
const AGAIN = /The same answer was given on_? \[?4 December 2019/
const FILTERS = 'since 30 June 2019'
const REPAIRED = /“ramps”.*“rampz”/
const MARKS = [CORRECTED, HOLDING, REFERRAL]
const OF_PASSAGE = [OLD, NEWER, ...MARKS]
const OF_REPLY = [...OF_PASSAGE, AGAIN, FILTERS, REPAIRED]

const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers, ask }, { scope: 'file' }],
})

/** Each of the notes is in the blocks and in the text for screen readers. */
function expectNotes(message: Record<string, any>, notes: readonly (string | RegExp)[]): void {
  for (const shown of [outline(message.blocks), message.text ?? message.fallback])
    for (const note of notes) expect(shown).toMatch(note)
}

async function controlsOfReply(slack: Slack): Promise<Record<string, any>> {
  await slack.slash('ramps')
  const { blocks } = await slack.call('response_url')
  await slack.forgetCalls()
  return controlsIn(blocks)
}

describe('the notes on an answer are in', () => {
  test('a reply that only the asker sees', async ({ slack }) => {
    await slack.slash('rampz')
    expectNotes(await slack.call('response_url'), OF_REPLY)
  })

  test('a reply in a thread, and replies to follow-ups', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> rampz`, { ts })
    expectNotes(await slack.call('chat.postMessage'), OF_REPLY)
    await slack.mention(`<@${BOT_USER}> more`, { thread_ts: ts })
    expectNotes(await slack.call('chat.postMessage', 2), [...MARKS, AGAIN, FILTERS, REPAIRED, 'You asked: rampz'])
    await slack.mention(`<@${BOT_USER}> who said that?`, { thread_ts: ts })
    expectNotes(await slack.call('chat.postMessage', 3), [...OF_PASSAGE, 'Ramps are counted.'])
  })

  test('a reply to a message to the bot alone', async ({ slack }) => {
    const said = { channel_type: 'im', channel: slack.directMessage, user: slack.user, ts: newTs(), text: 'rampz' }
    await slack.event({ type: 'message', ...said })
    expectNotes(await slack.call('chat.postMessage'), OF_REPLY)
  })

  test('a reply to the message shortcut', async ({ slack }) => {
    const message = { type: 'message', ts: newTs(), text: 'rampz' }
    const response_url = slack.newResponseUrl()
    await slack.shortcut({ type: 'message_action', callback_id: FIND_SHORTCUT, message, response_url })
    expectNotes(await slack.call('response_url'), OF_REPLY)
  })

  test('the modals of the Home’s search and of the form', async ({ slack }) => {
    const values = { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: 'rampz' } } }
    await slack.press(
      { type: 'plain_text_input', action_id: HOME_SEARCH },
      { view: { type: 'home', state: { values } } },
    )
    const form = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: 'rampz' } } }
    const { view } = await slack.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values: form } })
    for (const modal of [(await slack.call('views.open')).view, view])
      for (const note of OF_REPLY) expect(viewOutline(modal)).toMatch(note)
  })

  test('the full answer, opened from the reply', async ({ slack }) => {
    await slack.press((await controlsOfReply(slack))[FULL_ANSWER])
    const shown = viewOutline((await slack.call('views.open')).view)
    for (const note of [OLD, NEWER, CORRECTED, HOLDING]) expect(shown).toMatch(note)
    expect(shown).toContain('**Refers to**\n[Lifts]')
  })

  test('the full answer that is opened from a list', async ({ slack }) => {
    await slack.press({ action_id: READ_IN_FULL, type: 'static_select', selected_option: { value: '2024-01-08/7#0' } })
    const shown = viewOutline((await slack.call('views.open')).view)
    for (const note of [OLD, CORRECTED, HOLDING]) expect(shown).toMatch(note)
  })

  test('the preview of a share, and the shared message', async ({ slack }) => {
    await slack.press((await controlsOfReply(slack))[SHARE])
    const { view } = await slack.call('views.open')
    for (const note of OF_REPLY) expect(viewOutline(view)).toMatch(note)
    const input = view.blocks.at(-1)
    const values = { ...questionPosted(view), [input.block_id]: { [input.element.action_id]: { value: null } } }
    await slack.submit({ ...view, id: 'V1', state: { values } })
    expectNotes(await slack.call('chat.postMessage'), OF_REPLY)
  })

  test('an unfurled link', async ({ slack }) => {
    const url = doubtful.source
    await slack.event({
      type: 'link_shared',
      channel: slack.channel,
      user: slack.user,
      message_ts: newTs(),
      links: [{ url, domain: 'questions-statements.parliament.uk' }],
    })
    expectNotes((await slack.call('chat.unfurl')).unfurls[url], [OLD, ...MARKS])
  })

  test('what is copied for a briefing, a passage or a full answer', async ({ slack }) => {
    const copied = async (button: Record<string, any>, n: number) => {
      await slack.press(button)
      const { view } = await slack.call('views.open', n)
      expect(viewOutline(view)).toMatch(OLD)
      return view.blocks.find(({ type }: { type: string }) => type === 'input').element.initial_value
    }
    const { [COPY]: copy, [FULL_ANSWER]: full } = await controlsOfReply(slack)
    await slack.press(full)
    const whole = controlsIn((await slack.call('views.open')).view.blocks)[COPY]
    for (const text of [await copied(copy, 2), await copied(whole, 3)]) {
      expect(text).toContain('15 January 2020 (holding answer, corrected 1 February 2020)')
      for (const note of [NEWER, ...MARKS]) expect(text).toMatch(note)
    }
  })

  test('the outputs of the workflow step', async ({ slack }) => {
    await slack.step({ question: 'rampz' })
    const { outputs } = await slack.call('functions.completeSuccess')
    expect(outputs.quotation).toBe('Ramps are counted.')
    for (const note of [NEWER, ...MARKS, FILTERS, REPAIRED]) expect(outputs.citation).toMatch(note)
  })
})

test('a share posts the passage that was seen, with its question and notes, even if another passage is best by now', async ({
  slack,
}) => {
  const { [SHARE]: share } = await controlsOfReply(slack)
  const other = await slack.startAnother({
    answers,
    ask: async (question) => ({ kind: 'answer', question, best: place(target), others: [] }),
  })
  await other.press(share)
  const { view } = await slack.call('views.open')
  const input = view.blocks.at(-1)
  const values = { ...questionPosted(view), [input.block_id]: { [input.element.action_id]: { value: null } } }
  await other.submit({ ...view, id: 'V1', state: { values } })
  const posted = messageOutline((await slack.call('chat.postMessage')) as { text: string; blocks: unknown[] })
  for (const part of ['Ramps are counted.', 'The question was: ramps', NEWER, ...MARKS]) expect(posted).toMatch(part)
  await other.stop()
})
