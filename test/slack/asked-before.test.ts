import { describe, expect } from 'vitest'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { SEARCH_BEFORE, SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { quotedIn } from '../../src/slack/kept-posts.ts'
import { ASKED_BEFORE_SHORTCUT } from '../../src/slack/listeners/asked-before-shortcut.ts'
import { answeringFrom } from '../answering/answering-from.ts'
import { answer } from '../answers.ts'
import { controlsIn, outline, viewOutline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
const RAMPS = 'To ask the Secretary of State for Education, how many schools have *ramps* <!here>.'

const answers = [
  answer({
    questions: [{ uin: '301', tabled: '2024-01-08', text: RAMPS, asker: 'Ruth Example' }],
    answered: daysAgo(20),
    corrected: daysAgo(10),
    original: [[{ type: 'paragraph', content: ['Some schools have ramps.'] }]],
    paragraphs: ['There are *900* schools that have ramps. The figure is from the last census.'],
  }),
  answer({
    questions: [{ uin: '302', tabled: '2023-01-09', text: 'how many schools have ramps and lifts' }],
    answered: '2023-01-16',
    paragraphs: ['I refer the hon. Member to the answer I gave on 9 January 2023 to Question 99.'],
    references: [{ kind: 'referral', uin: '99' }],
  }),
  answer({ uin: '303', question: 'what goats eat', paragraphs: ['Grass.'] }),
]

const test = slackTest.extend<{ setup: Setup }>({ setup: [{ answers }, { scope: 'file' }] })

const DRAFT = 'how many schools have ramps?'
/** Each way to hand in a draft, with the message for the person alone. */
const WAYS: [string, (slack: Slack, draft: string) => Promise<unknown>][] = [
  ['/send asked before', (slack, draft) => slack.slash(`asked before ${draft}`)],
  [
    'the message shortcut',
    (slack, text) =>
      slack.shortcut({
        type: 'message_action',
        callback_id: ASKED_BEFORE_SHORTCUT,
        message: { type: 'message', ts: newTs(), text },
        response_url: slack.newResponseUrl(),
      }),
  ],
]

describe.each(WAYS)('asked before, by %s', (_way, hand) => {
  const reply = async (slack: Slack, draft: string) => {
    await hand(slack, draft)
    return slack.call('response_url')
  }

  test('lists earlier questions: who asked, when, what was answered, and its marks', async ({ slack }) => {
    const { response_type, replace_original, text, blocks } = await reply(slack, DRAFT)
    expect({ response_type, replace_original }).toEqual({ response_type: 'ephemeral', replace_original: false })
    for (const said of [text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'), outline(blocks)]) {
      for (const part of [
        'These 2 earlier questions are most like yours:',
        'Only answered questions are in the record I search',
        'Compared by words alone',
        'UIN 301, tabled 8 January 2024. Ruth Example',
        RAMPS,
        'There are *900* schools that have ramps. The figure is from the last census.',
        'Answered in the last three months: a referral may be enough.',
        'This is the corrected text.',
        'UIN 302, tabled 9 January 2023. Asker not named in the record',
        'It refers to the answer to UIN 99, which I don’t have.',
        'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/301',
      ])
        expect(said).toContain(part)
      expect(said).not.toContain('goats')
      expect(said.match(/a referral may be enough/g)).toHaveLength(1)
    }
    expect(text).not.toContain('<!here>')
  })

  test('opens one of the answers in full', async ({ slack }) => {
    const { blocks } = await reply(slack, DRAFT)
    await slack.press({ ...controlsIn(blocks)[READ_IN_FULL], selected_option: { value: '2024-01-08/301#0' } })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Some schools have ramps.')
  })

  test('is narrowed by filters, which it names', async ({ slack }) => {
    const { text } = await reply(slack, `${DRAFT} before:2024`)
    expect(text).toContain('One earlier question is like yours:')
    expect(text).toContain('Showing answers before 2024.')
    expect(text).toContain('UIN 302')
    await slack.forgetCalls()
    expect((await reply(slack, `${DRAFT} since:soon`)).text).toContain('since:soon: write dates as')
  })

  test('says that there is none, and what was looked through', async ({ slack }) => {
    const { text } = await reply(slack, 'whether moonlight is regulated at sea')
    expect(text).toContain('I found no earlier question like that.')
    expect(text).toContain('I looked through 3 answers')
    expect(text).toContain('Only answered questions are in the record I search')
  })

  test('says what to do without a draft', async ({ slack }) => {
    for (const said of [(await reply(slack, '')).text, outline((await slack.call('response_url')).blocks)])
      expect(said).toContain('Add your draft question, as in “asked before: ')
  })
})

describe('asked before, elsewhere', () => {
  test('the workflow step gives the list to later steps, and whether one is recent', async ({ slack }) => {
    await slack.step({ draft: DRAFT }, undefined, 'find_earlier_questions')
    expect((await slack.call('functions.completeSuccess')).outputs).toEqual({
      found: true,
      recent: true,
      questions: expect.stringContaining('UIN 301, tabled 8 January 2024'),
      link: expect.stringMatching(/\/30[12]$/),
    })
    await slack.forgetCalls()
    await slack.step({ draft: 'whether moonlight is regulated at sea' }, undefined, 'find_earlier_questions')
    expect((await slack.call('functions.completeSuccess')).outputs).toMatchObject({
      found: false,
      recent: false,
      link: '',
    })
    await slack.forgetCalls()
    await slack.step({ draft: ' ' }, undefined, 'find_earlier_questions')
    expect((await slack.call('functions.completeError')).error).toBe('This step needs a draft question.')
  })

  test('a mention and a direct message get the same list as a reply', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> Asked before: ${DRAFT}`, { ts })
    const posted = await slack.call('chat.postMessage')
    expect(posted.thread_ts).toBe(ts)
    expect(posted.text).toContain('These 2 earlier questions are most like yours:')
    expect(outline(posted.blocks)).toContain('UIN 301, tabled 8 January 2024')
    await slack.forgetCalls()
    await slack.event({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: slack.user,
      ts: newTs(),
      text: `hello! asked before ${DRAFT}`,
    })
    expect((await slack.call('chat.postMessage')).text).toContain('These 2 earlier questions are most like yours:')
  })

  test('a question that says “asked before” further on is searched for', async ({ slack }) => {
    await slack.mention(`<@${BOT_USER}> was this asked before the election: ${DRAFT}`)
    expect((await slack.call('chat.postMessage')).text).not.toContain('earlier questions')
  })

  test('the earlier answers that a message quotes are kept for corrections', async () => {
    const { said } = await answeringFrom(answers).next(`asked before: ${DRAFT}`, undefined, '2026-01-01')
    const uins = quotedIn(said).map(({ answer }) => answer.questions[0].uin)
    expect(uins.toSorted()).toEqual(['301', '302'])
  })

  test('a draft in the search form gets the same list, narrowed by the fields of the form', async ({ slack }) => {
    const values = {
      [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: `asked before: ${DRAFT}` } },
      [SEARCH_BEFORE]: { [SEARCH_BEFORE]: { selected_date: '2024-01-01' } },
    }
    const { view } = await slack.submit({ type: 'modal', id: 'V1', callback_id: SEARCH_SUBMIT, state: { values } })
    expect(viewOutline(view)).toContain('One earlier question is like yours:')
    expect(viewOutline(view)).toContain('UIN 302, tabled 9 January 2023')
  })

  test('a draft in the Home’s search gets the same list', async ({ slack }) => {
    const value = `asked before ${DRAFT}`
    const view = { type: 'home', state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value } } } } }
    await slack.press({ type: 'plain_text_input', action_id: HOME_SEARCH }, { view })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('UIN 301, tabled 8 January 2024')
  })
})
