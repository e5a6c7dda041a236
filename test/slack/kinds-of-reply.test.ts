import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import type { MissingWord } from '../../src/search/rank/missing-words.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { MORE_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'
import { answer } from '../answers.ts'
import { controlsIn, outline, questionPosted, viewOutline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const SENTENCES = Array.from({ length: 12 }, (_, n) => `Ramp number ${n} is inspected by the council every year.`)
const answers = Array.from({ length: 8 }, (_, n) =>
  answer({
    uin: String(200_001 + n),
    answered: '2025-11-01',
    heading: `Ramps ${n}`,
    paragraphs: [n === 0 ? SENTENCES.join(' ') : `Door number ${n} is wide.`],
  }),
)
const found = answers.map((answer) => ({ answer, index: 0, passage: answer.passages[0] ?? [] }))
const missing: MissingWord[] = [
  { word: 'Surrey', inRecord: true, place: true },
  { word: 'deaf', inRecord: true, place: false },
  { word: 'young carers', inRecord: false, place: false },
]
const covered = { answers: 1204, oldest: '2024-03-03', newest: '2026-11-20' }

/** Gives the kind of reply that the question names. */
const ask: Ask = async (question, { others = 4 } = {}) => {
  const [best, ...rest] = found
  if (!best) throw new Error('no answers')
  const { text } = question
  if (text.includes('nothing')) {
    const nearest = text.includes('near ') ? [best] : []
    return { kind: 'no-answer', question, reason: 'nothing-close', nearest, covered, missing }
  }
  const kind = text.includes('closest') ? 'closest' : 'answer'
  return { kind, question, best, others: rest.slice(0, others), missing, confidence: 0.4 }
}

const kept: unknown[] = []
const verdicts: Verdicts = {
  keep: async (verdict) => void kept.push(verdict),
  counts: async () => ({ helpful: 0, unhelpful: 0 }),
  erase: async () => 0,
}
const test = slackTest.extend<{ setup: Setup }>({ setup: [{ answers, ask, verdicts }, { scope: 'file' }] })

const CLOSEST = 'The closest I found:'
const NOT_HERE = 'Doesn’t mention: Surrey, deaf.'
const NOWHERE = 'None of the answers mention “young carers”.'
const CUT = 'Shortened: “Full answer” shows all of it.'
const NOTHING = 'I couldn’t find a minister’s answer to that.'
const LOOKED = 'I looked through 1,204 answers, from 3 March 2024 to 20 November 2026.'
const FIRST = 'Ramp number 0 is inspected by the council every year.'
const LAST = 'Ramp number 11 is inspected'

/** Each way to ask, with what comes of it: the blocks, and the text for screen readers where it is a message. */
const SURFACES: [string, (slack: Slack, asked: string) => Promise<{ seen: string; text?: string; blocks: any[] }>][] = [
  [
    '/send',
    async (slack, asked) => {
      await slack.slash(asked)
      return messageOf(await slack.call('response_url'))
    },
  ],
  [
    'a mention',
    async (slack, asked) => {
      await slack.mention(`<@${BOT_USER}> ${asked}`)
      return messageOf(await slack.call('chat.postMessage'))
    },
  ],
  [
    'a direct message',
    async (slack, text) => {
      const said = { channel_type: 'im', channel: slack.directMessage, user: slack.user, ts: newTs(), text }
      await slack.event({ type: 'message', ...said })
      return messageOf(await slack.call('chat.postMessage'))
    },
  ],
  [
    'the message shortcut',
    async (slack, text) => {
      const message = { type: 'message', ts: newTs(), text }
      const payload = { type: 'message_action', callback_id: FIND_SHORTCUT, message }
      await slack.shortcut({ ...payload, response_url: slack.newResponseUrl() })
      return messageOf(await slack.call('response_url'))
    },
  ],
  [
    'the Home’s search',
    async (slack, value) => {
      const view = { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value } } } } }
      await slack.press({ type: 'plain_text_input', action_id: HOME_SEARCH }, { view })
      return viewOf((await slack.call('views.open')).view)
    },
  ],
  [
    'the search form',
    async (slack, value) => {
      const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value } } }
      return viewOf((await slack.submit({ callback_id: SEARCH_SUBMIT, id: newTs(), state: { values } })).view)
    },
  ],
]
const messageOf = ({ text, blocks }: Record<string, any>) => ({ seen: outline(blocks), text, blocks })
const viewOf = (view: any) => ({ seen: viewOutline(view), blocks: view.blocks })

describe.each(SURFACES)('by %s', (_where, say) => {
  const shown = async (slack: Slack, asked: string) => {
    const { seen, text, blocks } = await say(slack, asked)
    return { blocks, each: text === undefined ? [seen] : [seen, text] }
  }

  test('an answer is quoted whole, with the words that it doesn’t mention', async ({ slack }) => {
    for (const each of (await shown(slack, 'ramps')).each) {
      for (const part of [FIRST, LAST, NOT_HERE, NOWHERE]) expect(each).toContain(part)
      for (const part of [CLOSEST, CUT, 'Door number']) expect(each).not.toContain(part)
    }
  })

  test('the closest is headed so and shortened, with the way to the full answer', async ({ slack }) => {
    const { each, blocks } = await shown(slack, 'closest ramps')
    for (const one of each) {
      for (const part of [CLOSEST, FIRST, CUT, NOT_HERE, NOWHERE, 'A Minister', answers[0]?.source])
        expect(one).toContain(part)
      for (const part of [LAST, NOTHING, 'Door number']) expect(one).not.toContain(part)
      expect(one.indexOf(CLOSEST)).toBeLessThan(one.indexOf('Ramps 0'))
    }
    expect(controlsIn(blocks)[FULL_ANSWER]).toBeDefined()
  })

  test('nothing is said with what was searched, and with no passage', async ({ slack }) => {
    for (const each of (await shown(slack, 'nothing like ramps')).each) {
      for (const part of [NOTHING, LOOKED, NOWHERE]) expect(each).toContain(part)
      for (const part of ['These may help', 'Surrey', 'Ramp number', CLOSEST]) expect(each).not.toContain(part)
    }
  })

  test('what is near, where nothing answers, comes with the words that it doesn’t mention', async ({ slack }) => {
    for (const each of (await shown(slack, 'nothing near ramps')).each)
      for (const part of [
        NOTHING,
        'The first of these doesn’t mention: Surrey, deaf.',
        NOWHERE,
        'These may help:',
        FIRST,
      ])
        expect(each).toContain(part)
  })
})

describe('the closest', () => {
  const reply = async (slack: Slack) => {
    await slack.slash('closest ramps')
    const { blocks } = await slack.call('response_url')
    await slack.forgetCalls()
    return controlsIn(blocks)
  }

  test('can be followed up like an answer: "who said that?" and "more"', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> closest ramps`, { ts })
    await slack.mention(`<@${BOT_USER}> who said that?`, { thread_ts: ts })
    expect((await slack.call('chat.postMessage', 2)).text).toContain('Answered by:')
    await slack.mention(`<@${BOT_USER}> more`, { thread_ts: ts })
    const { text, blocks } = await slack.call('chat.postMessage', 3)
    for (const each of [text, outline(blocks)]) {
      for (const part of ['Also close, 1 to 4', 'Door number 1', NOWHERE]) expect(each).toContain(part)
      // Another passage may mention it.
      expect(each).not.toContain('Surrey')
    }
  })

  test('stays the closest on the pages of other passages', async ({ slack }) => {
    await slack.press((await reply(slack))[MORE_RESULTS])
    const { text, blocks } = await slack.call('response_url')
    for (const each of [text, outline(blocks)])
      for (const part of [CLOSEST, NOT_HERE, 'Also close, 1 to 4', 'Door number 4']) expect(each).toContain(part)
  })

  test('can be found helpful or not', async ({ slack }) => {
    const { negative_button: no } = (await reply(slack))[FEEDBACK]
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value: no.value })
    await slack.call('response_url')
    expect(kept).toMatchObject([{ helpful: false, answer: '2024-01-08/200001', passage: 0 }])
  })

  test('is marked where it is copied for a briefing', async ({ slack }) => {
    await slack.press((await reply(slack))[COPY])
    const { view } = await slack.call('views.open')
    expect(view.blocks.at(-1).element.initial_value).toMatch(
      /^“Ramp number 0 .*”\n\nThe closest found: it may not answer the question\.\nDoesn’t mention: Surrey, deaf\.\nNone of the answers mention “young carers”\.\nA Minister, /,
    )
  })

  test('is no answer to a workflow: quoted, with a citation that begins with what it lacks', async ({ slack }) => {
    await slack.step({ question: 'closest ramps' })
    const { outputs } = await slack.call('functions.completeSuccess')
    expect(outputs).toMatchObject({ found: false, link: answers[0]?.source })
    expect(outputs.quotation).toContain(LAST)
    expect(outputs.citation).toMatch(/^The closest found: .*\nDoesn’t mention: Surrey, deaf\.\n.*\nA Minister, /)
  })
})

test('an answer’s missing words are in the citation of a workflow, too; nothing says what was searched', async ({
  slack,
}) => {
  await slack.step({ question: 'ramps' })
  const { outputs } = await slack.call('functions.completeSuccess')
  expect(outputs).toMatchObject({ found: true, citation: expect.stringMatching(/^Doesn’t mention: Surrey, deaf\.\n/) })
  await slack.step({ question: 'nothing like ramps' })
  const nothing = (await slack.call('functions.completeSuccess', 2)).outputs
  expect(nothing).toMatchObject({ found: false, citation: '', link: '' })
  expect(nothing.quotation).toContain(`${NOTHING}\n${LOOKED}`)
})

describe('a share', () => {
  const preview = async (slack: Slack, asked: string) => {
    await slack.slash(asked)
    const { [SHARE]: share } = controlsIn((await slack.call('response_url')).blocks)
    await slack.forgetCalls()
    await slack.press(share, { container: { message_ts: newTs() } })
    const { view } = await slack.call('views.open')
    const note = view.blocks.at(-1)
    const values = { [note.block_id]: { [note.element.action_id]: { value: null } } }
    return {
      view,
      submit: (more: object = {}) => slack.submit({ ...view, id: newTs(), state: { values: { ...values, ...more } } }),
    }
  }
  const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !/^\[.*\] \w+ = /.test(line))

  test.for(['ramps', 'closest ramps'])('posts nothing that its preview doesn’t show: %s', async (asked, { slack }) => {
    const { view, submit } = await preview(slack, asked)
    await submit(questionPosted(view))
    const { blocks, text } = await slack.call('chat.postMessage')
    const shown = lines(viewOutline(view))
    for (const line of lines(outline(blocks))) expect(shown).toContain(line)
    const inPreview = viewOutline(view).replaceAll('_', '').replace(`@${slack.user}`, '')
    for (const line of lines(text)) {
      if (line.startsWith('Shared by')) continue
      for (const part of line.replace('Source: ', '').split(' · ')) expect(inPreview).toContain(part.replace('> ', ''))
    }
  })

  test('has the asker’s question only if they choose to post it', async ({ slack }) => {
    const without = await preview(slack, 'ramps that I ask for')
    await without.submit()
    const { blocks, text } = await slack.call('chat.postMessage')
    expect(JSON.stringify(blocks) + text).not.toContain('that I ask for')
    expect(controlsIn(blocks)[FEEDBACK]).toBeUndefined()
    await slack.forgetCalls()
    const withIt = await preview(slack, 'ramps that I ask for')
    await withIt.submit(questionPosted(withIt.view))
    const posted = await slack.call('chat.postMessage')
    for (const each of [outline(posted.blocks), posted.text])
      expect(each).toContain('The question was: ramps that I ask for')
    expect(controlsIn(posted.blocks)[FEEDBACK]).toBeDefined()
  })

  test('of the closest says that it is only the closest, and what it doesn’t mention', async ({ slack }) => {
    const { submit } = await preview(slack, 'closest ramps')
    await submit()
    const { blocks, text } = await slack.call('chat.postMessage')
    for (const each of [outline(blocks), text]) {
      for (const part of [CLOSEST, NOT_HERE, NOWHERE, FIRST]) expect(each).toContain(part)
      expect(each).not.toContain(LAST)
    }
  })
})

describe('what is covered, and how questions are searched, is in /send status and in the Home', () => {
  test.for<[string, Setup]>([
    ['8 answers, from 1 November 2025 to 1 November 2025.', {}],
    ['to 1 November 2025; still fetching more.', { fetching: () => ({ kind: 'fetching' }) }],
    [
      'Parliament can’t be reached (getaddrinfo ENOTFOUND); newer answers may be missing.',
      { fetching: () => ({ kind: 'unreachable', problem: 'getaddrinfo ENOTFOUND' }) },
    ],
    ['Searching by meaning: on.', { meaning: () => ({ kind: 'on', passages: 5000, missing: 0 }) }],
    [
      'Searching by meaning: on; 1,200 of 5,000 paragraphs still to be prepared.',
      { meaning: () => ({ kind: 'on', passages: 5000, missing: 1200 }) },
    ],
    ['Searching by meaning: off (EMBEDDINGS=off).', { meaning: () => ({ kind: 'off' }) }],
    [
      'Searching by meaning: not available here (no library for this processor). Questions are searched by words alone.',
      { meaning: () => ({ kind: 'unavailable', reason: 'no library for this processor' }) },
    ],
  ])('%s', async ([line, setup], { slack }) => {
    const bot = await slack.startAnother({ answers, ...setup })
    await bot.slash('status')
    const { text, blocks } = await slack.call('response_url')
    expect(text).toContain(line)
    expect(outline(blocks)).toContain(line)
    await bot.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(viewOutline((await slack.call('views.publish')).view)).toContain(line)
    await bot.stop()
  })
})

describe('a refusal says what was looked through, and while answers are fetched that more will come', () => {
  test.for<[string, string]>([
    ['when does HS2 reach Crewe', 'I couldn’t find a minister’s answer to that.'],
    ['UIN 999999', 'I don’t have a written answer with that number (UIN).'],
    ['ramps by:"Nobody At All"', 'I couldn’t use one of your filters:'],
  ])('%s', async ([question, refused], { slack }) => {
    const bot = await slack.startAnother({ answers, fetching: () => ({ kind: 'fetching' }) })
    await bot.slash(question)
    const { text, blocks } = await slack.call('response_url')
    for (const shown of [text, outline(blocks)]) {
      expect(shown).toContain(refused)
      expect(shown).toContain(
        'I looked through 8 answers, from 1 November 2025 to 1 November 2025; still fetching more.',
      )
    }
    await bot.stop()
  })
})
