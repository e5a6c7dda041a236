import { describe, expect } from 'vitest'
import { Vocabulary } from '../../src/search/text/vocabulary.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { GAPS_ALL, GAPS_EXPORT } from '../../src/slack/blocks/gap-list.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK } from '../../src/slack/blocks/home.ts'
import { MORE_RESULTS, PREVIOUS_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/find-answers-shortcut.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { State } from '../../src/storage/state.ts'
import { answer } from '../answers.ts'
import { TEXTS } from '../hostile-texts.ts'
import { controlsIn, messageOutline, viewOutline } from './outline.ts'
import { BOT_USER, newTs, type RunningBot, type Setup, type Slack, test as slackTest } from './workspace.ts'

type Json = Record<string, any>

const DAY_MS = 86_400_000
const TEAM = 'T000000001'
const GAP = { name: 'gap' }
const vocabulary = Vocabulary.parse({
  topic: ['tribunal, school transport, taxi, autism, ramp'].map((forms) => forms),
})
const answers = Array.from({ length: 7 }, (_, n) =>
  answer({ uin: String(200_001 + n), heading: `Ramps ${n}`, paragraphs: [`Ramp number ${n} is free.`] }),
)
const verdicts = { keep: async () => {}, counts: async () => ({ helpful: 0, unhelpful: 0 }), erase: async () => 0 }
const admins = ['UADMIN', `${TEAM}/UADMINHERE`]

/** Of the bot of this file, with its clock: another one for each test. */
let current: State
const state = Object.fromEntries(
  Object.keys(createMemoryState()).map((method) => [method, (...all: unknown[]) => (current as Json)[method](...all)]),
) as Json as State

const test = slackTest
  .extend<{ setup: Setup }>({
    setup: [{ answers, vocabulary, verdicts, services: { state, admins } }, { scope: 'file' }],
  })
  .extend<{ fresh: undefined }>({
    fresh: [
      async ({ running }, use) => {
        current = createMemoryState({ now: running.now })
        await use(undefined)
      },
      { auto: true },
    ],
  })

/** Somebody types a command, in a workspace; gives the reply. */
async function says(slack: Slack, text: string, { user = 'U1', team = TEAM, bot = slack as RunningBot } = {}) {
  await slack.forgetCalls()
  await bot.post(
    new URLSearchParams({
      ...{ command: '/send', text, team_id: team, user_id: user, channel_id: slack.channel },
      ...{ trigger_id: `${Math.random()}`, response_url: slack.newResponseUrl() },
    }).toString(),
    'application/x-www-form-urlencoded',
  )
  await bot.idle()
  return (await slack.call('response_url')) as { text: string; blocks: Json[] }
}

/** What an administrator is told. */
const gaps = async (slack: Slack, who: Parameters<typeof says>[2] = {}) =>
  messageOutline(await says(slack, 'gaps', { user: 'UADMIN', ...who })).split('----\n')[1]

/** What is kept of a workspace. */
const kept = async (team = TEAM) => (await current.list(GAP, { team })).map(({ value }) => value as Json)

/** So many people ask the same. */
async function ask(slack: Slack, text: string, times: number, more: Parameters<typeof says>[2] = {}) {
  for (let n = 1; n <= times; n++) await says(slack, text, { user: `U${n}`, ...more })
}

describe('what could not be answered', () => {
  test('is shown to administrators, by what it is about, with counts and without who asked', async ({ slack }) => {
    await ask(slack, 'how long do tribunals take?', 4)
    await ask(slack, 'school transport in Kent', 3)
    await says(slack, 'a tribunal on Mars', { user: 'U1' })
    await says(slack, 'autism on Mars', { user: 'U1' })
    const shown = await gaps(slack)
    expect(shown).toBe(
      [
        '**What could not be answered · In the last 30 days**',
        '**tribunal**',
        '5 questions by 4 people: nothing found for 5',
        '**school transport**',
        '3 questions by 3 people: nothing found for 3',
        '_One more question was asked by too few people to say what about._',
        '_Questions with near meanings are counted together, and told only if at least three people asked them. Neither names nor the words of questions are kept: only words of the field, and a hash that tells people apart._',
        '[Export as CSV] gaps_export = export',
      ].join('\n'),
    )
    expect(shown).not.toMatch(/autism|Mars|Kent|U1/)
  })

  test('says so if every question got an answer, and offers no file', async ({ slack }) => {
    await says(slack, 'ramp number 3')
    expect(await gaps(slack)).toMatch(/Every question of the last 30 days got an answer\.[^[]*$/)
  })

  test.for([
    ['closest', 'is ramp number 3 made of unobtainium?', { reply: 'closest' }],
    ['nothing', 'where is the taxi?', { reply: 'nothing' }],
    ['an unknown number', '999999', { reply: 'nothing', uin: true }],
  ] as const)('counts a reply of the kind: %s', async ([_kind, text, expected], { slack }) => {
    await says(slack, text)
    expect(await kept()).toMatchObject([expected])
  })

  test.for([
    'ramp number 3',
    'hello',
    'help',
    'latest',
    'since:2024',
    'house:cards ramps',
    '?!',
    'about ramps',
    'status',
  ])('doesn’t count what was answered, or asks nothing: %s', async (text, { slack }) => {
    await says(slack, text)
    expect(await kept()).toEqual([])
  })

  test.for<[string, (slack: Slack) => Promise<unknown>]>([
    ['/send', (slack) => slack.slash('where is the taxi?')],
    ['a mention', (slack) => slack.mention(`<@${BOT_USER}> where is the taxi?`)],
    [
      'a direct message',
      (slack) =>
        slack.event({
          ...{ type: 'message', channel_type: 'im', channel: slack.directMessage },
          ...{ text: 'where is the taxi?', ts: newTs(), user: slack.user },
        }),
    ],
    [
      'the message shortcut',
      (slack) =>
        slack.shortcut({
          ...{ type: 'message_action', callback_id: FIND_SHORTCUT, response_url: slack.newResponseUrl() },
          message: { type: 'message', ts: newTs(), text: 'Where is the taxi to the ramp?' },
        }),
    ],
    [
      'the Home’s search',
      (slack) => {
        const values = { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { value: 'where is the taxi?' } } }
        const view = { type: 'home', state: { values } }
        return slack.press({ type: 'plain_text_input', action_id: HOME_SEARCH }, { view })
      },
    ],
    ['a question of the Home', (slack) => slack.press({ action_id: 'ask_again_0', value: 'where is the taxi?' })],
    [
      'the form',
      (slack) => {
        const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: 'where is the taxi?' } } }
        return slack.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
      },
    ],
    ['the workflow step', (slack) => slack.step({ question: 'where is the taxi?' })],
  ])('is noted by whatever way it was asked: %s', async ([_way, act], { slack }) => {
    await act(slack)
    await slack.idle()
    const [gap, ...others] = await kept()
    expect(others).toEqual([])
    expect(gap?.terms).toContain('taxi')
    expect(gap?.reply).toMatch(/^(?:nothing|closest)$/)
  })

  test('of a workflow counts for nobody', async ({ slack }) => {
    await slack.step({ question: 'where is the taxi?' })
    await slack.idle()
    expect(await kept()).toEqual([{ terms: ['taxi'], reply: 'nothing' }])
  })

  test('counts a question of one person on one day once, however often the reply is drawn, and again on another', async ({
    slack,
  }) => {
    const closest = 'is ramp number 3 made of unobtainium?'
    const { blocks } = await says(slack, closest, { user: slack.user })
    await slack.press(controlsIn(blocks)[MORE_RESULTS])
    const page = await slack.call('response_url', 2)
    await slack.press(controlsIn(page.blocks)[PREVIOUS_RESULTS])
    await says(slack, `  ${closest.toUpperCase().toLowerCase()} `, { user: slack.user })
    expect(await kept()).toHaveLength(1)
    slack.advance(DAY_MS)
    await says(slack, closest, { user: slack.user })
    expect(await kept()).toHaveLength(2)
  })

  test('counts replies that did not help, once for a person', async ({ slack }) => {
    for (const [text, reply] of [
      ['ramp number 3', 'answer'],
      ['is ramp 3 made of unobtainium?', 'closest'],
    ] as const) {
      current = createMemoryState({ now: slack.now })
      const { blocks } = await says(slack, text, { user: slack.user })
      const { [FEEDBACK]: feedback } = controlsIn(blocks)
      slack.advance(2000)
      await slack.press({ ...feedback, value: feedback.negative_button.value })
      await slack.press({ ...feedback, value: feedback.positive_button.value })
      await slack.idle()
      expect(await kept()).toMatchObject([{ terms: ['ramp'], reply, unhelpful: true }])
    }
  })

  test('is gone after 30 days', async ({ slack }) => {
    await ask(slack, 'where is the taxi?', 3)
    slack.advance(29 * DAY_MS)
    expect(await gaps(slack)).toContain('**taxi**')
    slack.advance(DAY_MS)
    expect(await gaps(slack)).toContain('Every question of the last 30 days got an answer.')
  })
})

describe('who sees it', () => {
  test.for([
    ['anybody else', { user: 'U1' }, false],
    ['an administrator of every workspace', { user: 'UADMIN', team: 'T2' }, true],
    ['an administrator of this one', { user: 'UADMINHERE' }, true],
    ['somebody of the same id elsewhere', { user: 'UADMINHERE', team: 'T2' }, false],
  ] as const)('%s', async ([_who, who, may], { slack }) => {
    const { text } = await says(slack, 'GAPS', who)
    if (may) expect(text).toContain('What could not be answered')
    else expect(text).toBe('Only administrators of SEND Answers can see what could not be answered.')
  })

  test('nobody may press the buttons who isn’t one', async ({ slack }) => {
    await ask(slack, 'where is the taxi?', 3)
    for (const [n, action_id] of [GAPS_ALL, GAPS_EXPORT].entries()) {
      await slack.press({ action_id, value: 'x' })
      expect(viewOutline((await slack.call('views.open', n + 1)).view)).toContain('Only administrators')
    }
    expect(slack.callsOf('files.getUploadURLExternal')).toEqual([])
  })

  test('without administrators nothing is counted, and the reply says how it would be', async ({ slack }) => {
    const bot = await slack.startAnother({ answers, vocabulary, services: { state } })
    await ask(slack, 'where is the taxi?', 3, { bot })
    expect(await kept()).toEqual([])
    expect((await says(slack, 'gaps', { bot, user: 'UADMIN' })).text).toContain(
      'has named no administrators (the setting ADMINS)',
    )
    expect((await says(slack, 'status', { bot })).text).not.toContain('are counted')
    await bot.stop()
  })

  test('everybody is told that it is counted', async ({ slack }) => {
    expect((await says(slack, 'status')).text).toContain(
      'Questions without an answer are counted for your administrators, for 30 days: by words of the field, without names.',
    )
    expect((await says(slack, 'help')).text).toContain('/send gaps')
  })

  test('each workspace has its own', async ({ slack }) => {
    await ask(slack, 'where is the taxi?', 3)
    await ask(slack, 'autism', 4, { team: 'T2' })
    expect(await gaps(slack)).not.toContain('autism')
    expect(await gaps(slack, { team: 'T2' })).toMatch(/\*\*autism\*\*\n4 questions by 4 people/)
    expect(await gaps(slack, { team: 'T2' })).not.toContain('taxi')
    expect(await current.erase('T2')).toBeGreaterThan(0)
    expect(await gaps(slack, { team: 'T2' })).toContain('Every question')
    expect(await gaps(slack)).toContain('taxi')
  })
})

describe('what is kept', () => {
  test('is words of the field and no others, misspelt ones included, and nobody', async ({ slack }) => {
    await says(slack, 'My son Alfie at Oakfield gets no taxis to his rampp, says jo@x.example', { user: 'U1' })
    const entries = await current.list(GAP, { team: TEAM })
    expect(entries).toMatchObject([{ user: undefined, value: { reply: 'nothing' } }])
    expect(entries[0]?.value).toEqual({
      terms: expect.arrayContaining(['taxi', 'ramp']),
      reply: 'nothing',
      person: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(JSON.stringify(entries)).not.toMatch(/alfie|oakfield|rampp|jo@|"U1"/i)
  })

  test('stands for one person in one workspace, and for nobody once the salt is another', async ({ slack }) => {
    const personOf = async (team = TEAM) => (await kept(team)).map(({ person }) => person)
    await says(slack, 'where is the taxi?', { user: 'U1' })
    await says(slack, 'autism on Mars', { user: 'U1' })
    await says(slack, 'where is the taxi?', { user: 'U1', team: 'T2' })
    const [first, second] = await personOf()
    expect(second).toBe(first)
    const [elsewhere] = await personOf('T2')
    expect(elsewhere).not.toBe(first)
    slack.advance(29 * DAY_MS)
    await says(slack, 'tribunal on Mars', { user: 'U1' })
    expect(new Set(await personOf()).size).toBe(1)
    slack.advance(DAY_MS)
    await says(slack, 'autism on Venus', { user: 'U1' })
    expect(new Set(await personOf()).size).toBe(2)
  })

  test('is the question, too, only where questions are kept, and everybody is told', async ({ slack }) => {
    const bot = await slack.startAnother({ answers, vocabulary, services: { state, admins, keepQuestions: true } })
    await ask(slack, 'where is the taxi?', 3, { bot })
    await ask(slack, 'where is the *taxi* of <!channel>?', 1, { bot })
    const shown = await gaps(slack, { bot })
    expect(shown).toContain('“where is the taxi?” · “where is the *taxi* of  ?”')
    expect(shown).toContain('The words of questions are kept, since KEEP_QUESTIONS is on')
    expect((await says(slack, 'status', { bot })).text).toContain('with the words of the question, without names')
    await bot.stop()
  })

  test('shows no words that were kept before, once questions are kept no more', async ({ slack }) => {
    const bot = await slack.startAnother({ answers, vocabulary, services: { state, admins, keepQuestions: true } })
    await ask(slack, 'where is the taxi?', 3, { bot })
    await bot.stop()
    expect(await kept()).toMatchObject([{ words: 'where is the taxi?' }, {}, {}])
    const shown = await gaps(slack)
    expect(shown).toContain('**taxi**\n3 questions by 3 people')
    expect(shown).not.toContain('where is the taxi?')
  })

  test('that can’t be kept keeps nobody from their reply', async ({ slack }) => {
    const fail = async () => {
      throw new Error('the state is broken')
    }
    const whole = createMemoryState()
    const unkept: State = {
      ...whole,
      update: (entry, ...rest) => (entry.kind.name === GAP.name ? fail() : whole.update(entry, ...rest)),
    }
    const bot = await slack.startAnother({ answers, vocabulary, services: { admins, state: unkept } })
    expect((await says(slack, 'where is the taxi?', { bot })).text).toContain('I couldn’t find')
    expect(bot.log.filter(({ level }) => level === 'error')).toMatchObject([{ event: 'slack.gap_not_noted' }])
    await bot.stop()
    const broken: State = { ...createMemoryState(), list: fail }
    const other = await slack.startAnother({ answers, vocabulary, services: { admins, state: broken } })
    await slack.forgetCalls()
    await other.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(viewOutline((await slack.call('views.publish')).view)).toContain('**Newest answers**')
    await other.stop()
  })
})

describe('the Home of an administrator', () => {
  const home = async (slack: Slack, bot: RunningBot) => {
    await slack.forgetCalls()
    await bot.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    return (await slack.call('views.publish')).view as Json
  }

  test('has the largest three, and a modal all of them; nobody else’s has any', async ({ slack }) => {
    const bot = await slack.startAnother({ answers, vocabulary, services: { state, admins: [slack.user] } })
    for (const [times, text] of [
      [6, 'taxi?'],
      [5, 'autism?'],
      [4, 'tribunal?'],
      [3, 'school transport?'],
    ] as const)
      await ask(slack, text, times, { bot })
    const view = await home(slack, bot)
    const shown = viewOutline(view)
    for (const part of ['**taxi**', '**autism**', '**tribunal**', '[See all]', '[Export as CSV]'])
      expect(shown).toContain(part)
    expect(shown).not.toContain('**school transport**')
    await slack.forgetCalls()
    await bot.press(controlsIn(view.blocks)[GAPS_ALL], { view })
    await bot.idle()
    const all = viewOutline(slack.calls.findLast(({ method }) => method.startsWith('views.'))?.args.view)
    expect(all).toMatch(/^modal: Not answered/)
    expect(all).toContain('**school transport**\n3 questions by 3 people')
    await bot.stop()
    expect(viewOutline(await home(slack, slack))).not.toContain('What could not be answered')
  })
})

describe('the CSV file', () => {
  const exported = async (slack: Slack, bot: RunningBot) => {
    await bot.idle()
    await slack.forgetCalls()
    slack.advance(2000)
    await bot.press({ action_id: GAPS_EXPORT, value: 'export' })
    await bot.idle()
    // Where it takes long, another view was opened before.
    const shown = slack.calls.findLast(({ method }) => method.startsWith('views.'))
    return viewOutline(shown?.args.view)
  }

  test('comes as a message to the administrator, with no cell that is a formula', async ({ slack }) => {
    const services = { state, admins: [slack.user], keepQuestions: true }
    const bot = await slack.startAnother({ answers, vocabulary, services })
    await ask(slack, '=HYPERLINK("https://evil.example","taxi")', 3, { bot })
    await ask(slack, 'autism', 1, { bot })
    expect(await exported(slack, bot)).toContain('I sent you the file')
    const { content } = await slack.call('upload')
    expect(content).toBe(
      [
        '\ufeffAbout,Questions,People,Nothing found,Only the closest,Not helpful,Asked',
        'taxi,3,3,3,0,0,"\'=HYPERLINK(""https://evil.example"",""taxi"")"',
        'Asked by too few people to say what about,1,,,,,\r\n',
      ].join('\r\n'),
    )
    expect((await slack.call('files.getUploadURLExternal')).filename).toMatch(/^not-answered-\d{4}-\d\d-\d\d\.csv$/)
    expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.user })
    await bot.stop()
  })

  test('is shown as text to copy, where Slack takes no file', async ({ slack }) => {
    const bot = await slack.startAnother({ answers, vocabulary, services: { state, admins: [slack.user] } })
    await ask(slack, 'taxi?', 3, { bot })
    slack.failNext('files.getUploadURLExternal', 'missing_scope')
    const shown = await exported(slack, bot)
    expect(shown).toContain('here is the text of the file to copy:')
    expect(shown).toContain('taxi,3,3,3,0,0,')
    await bot.stop()
  })
})

test('whatever is asked, it is noted, clustered, shown and exported', { timeout: 120_000 }, async ({ slack }) => {
  const services = { state, admins: [slack.user, 'UADMIN'], keepQuestions: true }
  const bot = await slack.startAnother({ answers, vocabulary, services })
  for (const text of TEXTS.filter((_, n) => n % 4 === 0)) await ask(slack, `taxi ${text}`.slice(0, 6000), 3, { bot })
  const blocks = JSON.stringify((await says(slack, 'gaps', { bot, user: 'UADMIN' })).blocks)
  expect(blocks).not.toMatch(/"mrkdwn"|"type":"(?:broadcast|user|usergroup|channel|emoji)"/)
  await slack.forgetCalls()
  await bot.press({ action_id: GAPS_ALL, value: 'all' })
  await slack.call('views.open')
  await bot.press({ action_id: GAPS_EXPORT, value: 'export' })
  await slack.call('upload')
  await bot.idle()
  expect(slack.log.filter(({ level }) => level === 'error')).toEqual([])
  await bot.stop()
})
