import { describe, expect } from 'vitest'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import {
  SEARCH_BEFORE,
  SEARCH_MINISTER,
  SEARCH_OPEN,
  SEARCH_QUESTION,
  SEARCH_SUBMIT,
} from '../../src/slack/blocks/search-modal.ts'
import { TOPIC_SEARCH } from '../../src/slack/blocks/topic-list.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import { SEARCH_SHORTCUT } from '../../src/slack/listeners/search-shortcut.ts'
import { controlsIn, outline, viewOutline } from './outline.ts'
import { rampsAndLifts } from './ramps-and-lifts.ts'
import { newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const LIFTS = 'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/HL7'

const test = slackTest.extend<{ setup: Setup }>({
  setup: [
    {
      answers: rampsAndLifts,
      services: {
        lastSync: async () => ({
          lastGood: '2024-02-03T04:05:06Z',
          lastError: { at: '2024-02-04T04:05:06Z', message: 'The sync was stopped after 12 hours.' },
        }),
        keepQuestions: true,
      },
    },
    { scope: 'file' },
  ],
})

describe('/send', () => {
  const said = async (slack: Slack, text: string) => {
    await slack.slash(text)
    return (await slack.call('response_url')).text as string
  }

  test('latest lists the newest answers', async ({ slack }) => {
    expect(await said(slack, 'latest')).toMatch(
      /^Newest answers\n\nLifts: Schools: Lord Lift, 15 January 2024\nLifts are inspected yearly\.\nhttps/,
    )
  })

  test.for(['about ramps', 'about: Ramps', 'ABOUT RAMP!', 'about “ramps”'])(
    '%s lists the answers with that in their heading, in any case, punctuation and number',
    async (typed, { slack }) => {
      const listed = await said(slack, typed)
      expect(listed).toMatch(/^Newest answers about ramps?\n\nRamps: A Minister, 12 February 2023/i)
      expect(listed).not.toContain('Lifts')
    },
  )

  test('about a topic that is no heading names the nearest, whose buttons list them, and searches for it', async ({
    slack,
  }) => {
    expect(await said(slack, 'about lifts inspected')).toBe(
      'No topic is called “lifts inspected”. Did you mean:\n• Lifts: Schools (1)',
    )
    const { topic_0: topic, [TOPIC_SEARCH]: search } = controlsIn((await slack.call('response_url')).blocks)
    await slack.forgetCalls()
    await slack.press(topic)
    expect(await slack.call('response_url')).toMatchObject({
      replace_original: true,
      text: expect.stringMatching(/^Newest answers about Lifts: Schools\n\nLifts: Schools: Lord Lift/),
    })
    await slack.press(search)
    expect((await slack.call('response_url', 2)).text).toContain('Lifts are inspected yearly.')
  })

  test('about a topic that has nothing of any heading names the commonest, and so does about alone', async ({
    slack,
  }) => {
    expect(await said(slack, 'about zebras')).toBe(
      'No topic is called “zebras”. The topics with most answers:\n• Ramps (12)\n• Lifts: Schools (1)',
    )
    await slack.forgetCalls()
    expect(await said(slack, 'about')).toBe('The topics with most answers:\n• Ramps (12)\n• Lifts: Schools (1)')
    await slack.forgetCalls()
    expect(await said(slack, 'about house:lords')).toBe('The topics with most answers:\n• Lifts: Schools (1)')
  })

  test('about and a sentence is a question', async ({ slack }) => {
    expect(await said(slack, 'about how often are all of the lifts inspected')).toContain('Lifts are inspected yearly.')
  })

  test('a topic’s button that this app didn’t write gets an apology', async ({ slack }) => {
    await slack.press({ action_id: 'topic_0', value: 'nonsense' })
    expect((await slack.call('response_url')).text).toContain('something went wrong')
  })

  test('lists can be narrowed by filters; a filter that can’t be applied is explained', async ({ slack }) => {
    expect(await said(slack, 'latest house:lords')).toMatch(/^Newest answers in the House of Lords\n\nLifts/)
    await slack.forgetCalls()
    expect(await said(slack, 'about ramps before:2023-02-03')).toMatch(
      /^Newest answers about ramps before 3 February 2023\n\nRamps: A Minister, 2 February 2023(?!.*3 February)/s,
    )
    await slack.forgetCalls()
    expect(await said(slack, 'latest since:soon')).toContain('since:soon: write dates as')
  })

  test('filters alone list the newest answers that pass them', async ({ slack }) => {
    expect(await said(slack, 'house:lords')).toMatch(/^Newest answers in the House of Lords\n\nLifts/)
    await slack.forgetCalls()
    expect(await said(slack, 'uin:HL7')).toContain('Lifts are inspected yearly.')
  })

  test('status says how many answers there are, how new they are, why the last sync failed, and whether questions are kept', async ({
    slack,
  }) => {
    const status = await said(slack, 'status')
    for (const part of [
      '13 answers, from 1 February 2023 to 15 January 2024',
      '3 February 2024',
      'The last update, on 4 February 2024, failed: The sync was stopped after 12 hours.',
      'chosen to keep',
    ])
      expect(status).toContain(part)
  })

  test('a question that begins like a command is a question', async ({ slack }) => {
    expect(await said(slack, 'latest ramp number 3')).toContain('Ramp number 3 is free.')
  })

  test('a list opens one of its answers in full', async ({ slack }) => {
    await slack.slash('latest')
    await slack.press(controlsIn((await slack.call('response_url')).blocks.slice(0, 3))[FULL_ANSWER])
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Lifts are inspected yearly.')
  })
})

describe('the message shortcut', () => {
  const find = (slack: Slack, text: string, more: object = {}) =>
    slack.shortcut({
      type: 'message_action',
      callback_id: FIND_SHORTCUT,
      channel: { id: slack.channel },
      message: { type: 'message', ts: newTs(), text, ...more },
      response_url: slack.newResponseUrl(),
    })

  test('gets an ephemeral reply, which can be shared', async ({ slack }) => {
    await find(slack, 'is ramp number 3 free?')
    const reply = await slack.call('response_url')
    expect(reply).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(outline(reply.blocks)).toContain('[Share to channel]')
  })

  test('answers the questions in a long message in one reply: a list, with links', async ({ slack }) => {
    const talk = 'We had a long meeting about the budget and many other things today. '.repeat(60)
    const unknown = 'Who feeds goats in Atlantis?'
    await find(slack, `${talk}Is ramp number 3 free? ${talk}Lifts came up. Does anyone know? ${unknown}`)
    const { response_type, replace_original, text, blocks } = await slack.call('response_url')
    expect({ response_type, replace_original }).toEqual({ response_type: 'ephemeral', replace_original: false })
    for (const said of [text, outline(blocks)])
      for (const part of [
        'Is ramp number 3 free?',
        'Ramp number 3 is free.',
        'A Minister, 4 February 2023',
        'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/200004',
        'Lifts came up. Does anyone know?',
        'Lifts are inspected yearly.',
        'Lord Lift, 15 January 2024',
        unknown,
        'I couldn’t find a minister’s answer to that.',
      ])
        expect(said).toContain(part)
    expect(text).not.toContain('budget')
    await slack.press({ ...controlsIn(blocks)[READ_IN_FULL], selected_option: { value: '2024-01-08/HL7#0' } })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Lifts are inspected yearly.')
    await slack.idle()
    expect(slack.callsOf('response_url')).toHaveLength(1)
  })

  test('answers three of many questions, and lists the others', async ({ slack }) => {
    const asked = [3, 4, 5, 6, 7].map((n) => `Is ramp number ${n} free?`)
    await find(slack, asked.join(' '))
    const { text, blocks } = await slack.call('response_url')
    for (const said of [text, outline(blocks)]) {
      expect(said).toContain('I answer three questions of a message at a time. 2 more are left; ask them with /send:')
      for (const question of asked) expect(said).toContain(question)
    }
  })

  test('says in a line that a message asks nothing', async ({ slack }) => {
    const offTopic = { kind: 'no-answer', reason: 'nothing-close', offTopic: true } as const
    const bot = await slack.startAnother({ ask: async (question) => ({ ...offTopic, question, nearest: [] }) })
    const message = { type: 'message', ts: newTs(), text: 'thanks all, see you tomorrow' }
    const payload = { type: 'message_action', callback_id: FIND_SHORTCUT, message }
    await bot.shortcut({ ...payload, response_url: slack.newResponseUrl() })
    const { text, blocks } = await slack.call('response_url')
    await bot.stop()
    for (const said of [text, outline(blocks)])
      expect(said).toBe('I found no question about SEND policy in that message.')
  })

  test('reads the text of a forwarded message, which is in an attachment', async ({ slack }) => {
    await find(slack, '', {
      attachments: [{ fallback: 'x', text: 'are lifts inspected?', is_share: true }, { image_url: 'x' }],
    })
    expect((await slack.call('response_url')).text).toContain('Lifts are inspected yearly.')
  })

  test('ignores the previews of links', async ({ slack }) => {
    await find(slack, 'is ramp number 3 free?', { attachments: [{ from_url: 'x', text: 'are lifts inspected?' }] })
    expect((await slack.call('response_url')).text).toContain('Ramp number 3 is free.')
    await slack.idle()
    expect(slack.callsOf('response_url')).toHaveLength(1)
  })

  test('says how to ask if the message has no text', async ({ slack }) => {
    await find(slack, '')
    expect((await slack.call('response_url')).text).toContain('For example:')
  })
})

describe('the search form', () => {
  const filled = (question: string | null, more: Record<string, object> = {}) => ({
    type: 'modal',
    id: 'V1',
    callback_id: SEARCH_SUBMIT,
    state: {
      values: Object.fromEntries(
        Object.entries({ [SEARCH_QUESTION]: { value: question }, ...more }).map(([name, value]) => [
          name,
          { [name]: value },
        ]),
      ),
    },
  })

  test.for<[string, (slack: Slack) => Promise<Response>]>([
    ['the global shortcut', (slack: Slack) => slack.shortcut({ type: 'shortcut', callback_id: SEARCH_SHORTCUT })],
    [
      'the button of the Home',
      (slack: Slack) => slack.press({ action_id: SEARCH_OPEN, value: 'search' }, { view: { type: 'home' } }),
    ],
  ])('is opened by %s', async ([_what, open], { slack }) => {
    await open(slack)
    expect((await slack.call('views.open')).view.callback_id).toBe(SEARCH_SUBMIT)
  })

  test('opens its results on top of itself, so that going back leads to the form as it was', async ({ slack }) => {
    const acknowledged = await slack.submit(filled('ramp number 3'))
    expect(acknowledged.response_action).toBe('push')
    expect(viewOutline(acknowledged.view)).toContain('Ramp number 3 is free.')
  })

  const day = (selected_date: string) => ({ selected_date })
  const choice = (value: string) => ({ selected_option: { value } })

  test('shows its fields as filters behind the question, as people can type them', async ({ slack }) => {
    const { view } = await slack.submit(
      filled('ramp number 3', {
        search_house: choice('lords'),
        search_since: day('2023-01-01'),
        [SEARCH_BEFORE]: day('2024-06-01'),
        search_department: choice('Department for Education'),
        [SEARCH_MINISTER]: choice('Lord Lift'),
      }),
    )
    expect(JSON.stringify(view)).toContain(
      'house:lords since:2023-01-01 before:2024-06-01 dept:\\"Department for Education\\" by:\\"Lord Lift\\"',
    )
  })

  test.for<[string, Record<string, object>, [string, string]]>([
    ['House', { search_house: choice('commons') }, ['Ramp', 'Showing answers in the House of Commons']],
    ['first day', { search_since: day('2023-12-31') }, ['Lifts are inspected', 'Showing answers since 31']],
    ['last day', { [SEARCH_BEFORE]: day('2023-12-31') }, ['Ramp', 'before 31 December 2023']],
    [
      'department',
      { search_department: choice('Department of Health and Social Care') },
      ['Lifts are inspected', 'Showing answers from departments with'],
    ],
    ['minister', { [SEARCH_MINISTER]: choice('Lord Lift') }, ['Lifts are inspected', 'Showing answers by']],
  ])('finds only answers that match its field: %s', async ([_what, filter, [found, said]], { slack }) => {
    const { view } = await slack.submit(filled('are lifts inspected, or ramps free?', filter))
    const shown = viewOutline(view)
    expect(shown).toContain(`> ${found}`)
    expect(shown).toContain(said)
    expect(shown).not.toContain(found === 'Ramp' ? '> Lifts are inspected' : '> Ramp')
  })

  test('says beside a field what is wrong with it', async ({ slack }) => {
    expect(await slack.submit(filled(null))).toEqual({
      response_action: 'errors',
      errors: { [SEARCH_QUESTION]: 'Enter a question.' },
    })
    const dates = { search_since: { selected_date: '2024-01-01' }, [SEARCH_BEFORE]: { selected_date: '2023-01-01' } }
    expect(Object.keys((await slack.submit(filled('ramps', dates))).errors)).toEqual([SEARCH_BEFORE])
  })

  test('offers the ministers of the corpus whose names contain what is typed', async ({ slack }) => {
    const names = async (typed: string) =>
      (await slack.suggest(SEARCH_MINISTER, typed)).options.map(({ value }: { value: string }) => value)
    expect(await names('')).toEqual(['A Minister', 'Lord Lift'])
    expect(await names('lift')).toEqual(['Lord Lift'])
    expect(await names('nobody')).toEqual([])
  })
})

describe('a link to a question', () => {
  const share = (slack: Slack, urls: string[], more: object = {}) =>
    slack.event({
      type: 'link_shared',
      channel: slack.channel,
      user: slack.user,
      message_ts: '1700000000.000100',
      links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
      ...more,
    })

  test('unfurls to the answer in short if the corpus has it', async ({ slack }) => {
    const parallel = 'https://www.parallelparliament.co.uk/question/HL7/lifts-schools'
    await share(slack, [
      LIFTS,
      parallel,
      'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/9',
    ])
    const { channel, ts, unfurls } = await slack.call('chat.unfurl')
    expect({ channel, ts }).toEqual({ channel: slack.channel, ts: '1700000000.000100' })
    expect(Object.keys(unfurls)).toEqual([LIFTS, parallel])
    expect(outline(unfurls[LIFTS].blocks)).toContain('> Lifts are inspected yearly.')
  })

  test('is unfurled by its unfurl_id while the message is being written', async ({ slack }) => {
    await share(slack, [LIFTS], { source: 'composer', unfurl_id: 'Uf1' })
    expect(await slack.call('chat.unfurl')).toMatchObject({ source: 'composer', unfurl_id: 'Uf1' })
  })

  test('is left alone if the corpus doesn’t have the answer', async ({ slack }) => {
    await share(slack, ['https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/9'])
    await slack.idle()
    expect(slack.calls).toEqual([])
  })
})

describe('the workflow step', () => {
  test('gives the quotation, its citation and its link', async ({ slack }) => {
    await slack.step({ question: 'are lifts inspected?' })
    expect(await slack.call('functions.completeSuccess')).toMatchObject({
      outputs: {
        found: true,
        quotation: 'Lifts are inspected yearly.',
        citation: expect.stringContaining('Lord Lift, Department of Health and Social Care, written answer to UIN HL7'),
        link: LIFTS,
      },
    })
  })

  test('completes with found: false if nothing answers, so that the workflow continues', async ({ slack }) => {
    await slack.step({ question: 'how do I reset my VPN password' })
    const { outputs } = await slack.call('functions.completeSuccess')
    expect(outputs).toMatchObject({
      found: false,
      quotation: expect.stringContaining('find a minister’s answer'),
      link: '',
    })
  })

  test('fails without a question, and does nothing if it is delivered again', async ({ slack }) => {
    await slack.step({ question: ' ' }, 'FxOnce')
    expect((await slack.call('functions.completeError')).error).toBe('This step needs a question.')
    await slack.step({ question: 'are lifts inspected?' }, 'FxOnce')
    await slack.idle()
    expect(slack.callsOf('functions.completeSuccess')).toEqual([])
  })
})
