import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import {
  HOME_CLEAR,
  HOME_DEPARTMENT,
  HOME_EVERY_TOPIC,
  HOME_NEWER,
  HOME_OLDER,
  HOME_YEAR,
} from '../../src/slack/blocks/home-list.ts'
import { SEARCH_MINISTER } from '../../src/slack/blocks/search-modal.ts'
import { answer } from '../answers.ts'
import { controlsIn, viewOutline } from './outline.ts'
import { rampsAndLifts } from './ramps-and-lifts.ts'
import { type RunningBot, type Setup, type Slack, test as slackTest } from './workspace.ts'

const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers: rampsAndLifts, services: { keepQuestions: true } }, { scope: 'file' }],
})

type Json = Record<string, any>
const HEALTH = 'Department of Health and Social Care'

/** A person at the Home: opens it and presses its controls, and gets the view that is published for each. */
function atHome(slack: Slack, bot: RunningBot = slack) {
  let view: Json = {}
  const published = async (act: () => Promise<unknown>) => {
    await bot.idle()
    await slack.forgetCalls()
    await act()
    view = (await slack.call('views.publish')).view
    return view
  }
  return {
    /** Slack sends the Home that was published last; without it, it is published for the first time. */
    open: (last?: Json) =>
      published(() =>
        bot.event({
          type: 'app_home_opened',
          user: slack.user,
          channel: 'D1',
          tab: 'home',
          ...(last && { view: last }),
        }),
      ),
    press(action_id: string, value?: string) {
      slack.advance(2000)
      const control = controlsIn(view.blocks)[action_id]
      const pressed = control.options
        ? { ...control, selected_option: control.options.find((one: Json) => one.value === value) }
        : control
      return published(() => bot.press(pressed, { view }))
    },
    view: () => view,
  }
}

/** What the selects of a Home say is chosen, with the counts beside it. */
const selected = ({ blocks }: Json) =>
  [HOME_DEPARTMENT, HOME_YEAR].map((id) => controlsIn(blocks)[id].initial_option.text.text)

describe('the list of the App Home', () => {
  test('is filtered by department and by year, and the selects say so', async ({ slack }) => {
    const home = atHome(slack)
    await home.open()
    const ofHealth = await home.press(HOME_DEPARTMENT, HEALTH)
    expect(selected(ofHealth)).toEqual([`${HEALTH} (1)`, 'All years'])
    expect(viewOutline(ofHealth)).toContain('[Lifts: Schools]')
    expect(viewOutline(ofHealth)).not.toContain('[Ramps]')
    const of2024 = await home.press(HOME_YEAR, '2024')
    expect(selected(of2024)).toEqual([`${HEALTH} (1)`, '2024 (1)'])
  })

  test('keeps its filters when the Home is opened anew, and its selects show them; an older Home starts without', async ({
    slack,
  }) => {
    const home = atHome(slack)
    await home.open()
    const last = await home.press(HOME_DEPARTMENT, HEALTH)
    const anew = await home.open(last)
    expect(selected(anew)).toEqual([`${HEALTH} (1)`, 'All years'])
    expect(viewOutline(anew)).not.toContain('[Ramps]')
    const state = { values: { home_filters: { [HOME_DEPARTMENT]: { selected_option: { value: HEALTH } } } } }
    const older = await home.open({ type: 'home', private_metadata: '{}', state })
    expect(selected(older)).toEqual(['All departments', 'All years'])
    expect(viewOutline(older)).toContain('[Ramps]')
  })

  test('draws its selects in another block for each choice: Slack keeps what was selected in a block of the same id', async ({
    slack,
  }) => {
    const home = atHome(slack)
    const ids = [await home.open(), await home.press(HOME_DEPARTMENT, HEALTH), await home.press(HOME_YEAR, '2024')].map(
      ({ blocks }) => blocks.find(({ elements = [] }: Json) => elements[0]?.action_id === HOME_DEPARTMENT).block_id,
    )
    expect(new Set(ids).size).toBe(3)
  })

  test('is paged; a page that is no more is the last', async ({ slack }) => {
    const home = atHome(slack)
    await home.open()
    await home.press(HOME_YEAR, '2023')
    expect(viewOutline(await home.press(HOME_OLDER))).toContain('Page 2 of 2')
    expect(controlsIn(home.view().blocks)).toMatchObject({ [HOME_NEWER]: { value: '0' } })
    for (const value of ['999', '-3', 'x']) {
      await slack.forgetCalls()
      slack.advance(2000)
      await slack.press({ action_id: HOME_OLDER, value }, { view: home.view() })
      const shown = viewOutline((await slack.call('views.publish')).view)
      expect(shown).toContain(value === '999' ? 'Page 2 of 2' : 'Page 1 of 2')
      expect(shown).toContain('[Ramps]')
    }
  })

  test('is of one topic after a press, whose counts follow the other filters, and of all again', async ({ slack }) => {
    const home = atHome(slack)
    expect(viewOutline(await home.open())).toContain('[Ramps (12)]')
    expect(viewOutline(await home.press(HOME_DEPARTMENT, HEALTH))).not.toContain('[Ramps (12)]')
    const lifts = await home.press('home_topic_0')
    expect(viewOutline(lifts)).toContain('Newest answers about Lifts: Schools')
    expect(viewOutline(await home.press(HOME_EVERY_TOPIC))).not.toContain('Newest answers about')
  })

  test('has a button that clears all filters, where there are any', async ({ slack }) => {
    const home = atHome(slack)
    expect(controlsIn((await home.open()).blocks)).not.toHaveProperty(HOME_CLEAR)
    await home.press(HOME_YEAR, '2023')
    await home.press('home_topic_0')
    const cleared = await home.press(HOME_CLEAR)
    expect(selected(cleared)).toEqual(['All departments', 'All years'])
    expect(viewOutline(cleared)).toContain('**Newest answers** · Page 1 of 2')
  })

  test('shows the beginning of each answer’s text, with a button that opens all of it', async ({ slack }) => {
    const home = atHome(slack)
    const view = await home.open()
    expect(viewOutline(view)).toContain('Lifts are inspected yearly. [Read] full_answer = 2024-01-08/HL7#0')
    await slack.forgetCalls()
    await slack.press({ action_id: FULL_ANSWER, value: '2024-01-08/HL7#0' }, { view })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Lifts are inspected yearly.')
  })

  test('agrees with its selects and topics after any presses, and each count is the size of its list', async ({
    slack,
  }) => {
    const values = fc.record({
      department: fc.constantFrom('Department A', 'Department B', `Department for ${'everything '.repeat(9).trim()}`),
      year: fc.constantFrom('2022', '2023', '2024'),
      heading: fc.constantFrom('Ramps', 'Lifts', 'Doors: Schools'),
    })
    const presses = fc.array(
      fc.record({
        id: fc.constantFrom(
          HOME_DEPARTMENT,
          HOME_YEAR,
          'home_topic_',
          HOME_EVERY_TOPIC,
          HOME_CLEAR,
          HOME_OLDER,
          'open',
        ),
        nth: fc.nat(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 30 }), presses, async (drafts, presses) => {
        const answers = drafts.map(({ year, ...draft }, n) =>
          answer({ ...draft, uin: String(n + 1), answered: `${year}-01-15` }),
        )
        const bot = await slack.startAnother({ corpus: createCorpus(answers) })
        const home = atHome(slack, bot)
        await home.open()
        for (const { id, nth } of presses) {
          const controls = controlsIn(home.view().blocks)
          const named = Object.keys(controls).filter((one) => one.startsWith(id))
          const action = named[nth % named.length]
          if (id === 'open') await home.open(home.view())
          else if (action === undefined) continue
          else {
            const options: Json[] = controls[action].options ?? []
            await home.press(action, options[nth % Math.max(1, options.length)]?.value)
          }
          expectAgreement(home.view(), answers)
        }
        await bot.stop()
      }),
      { numRuns: 12, verbose: 0 },
    )
  })
})

/** The list is what the selects and the topic say, and each count is the number of answers that a press would list. */
function expectAgreement(view: Json, answers: readonly ReturnType<typeof answer>[]) {
  const controls = controlsIn(view.blocks)
  const chosen = [HOME_DEPARTMENT, HOME_YEAR].map((id) => controls[id].initial_option.value)
  const topic = /\*\*Newest answers about (?<topic>.*?)\*\*/.exec(viewOutline(view))?.groups?.topic ?? 'all'
  const size = ([department, year, heading]: string[]) =>
    answers.filter(
      (one) =>
        (department === 'all' || one.department.startsWith(department?.replace(/…$/, '') ?? '')) &&
        (year === 'all' || one.answered.startsWith(year ?? '')) &&
        (heading === 'all' || one.heading === heading),
    ).length
  const now = [...chosen, topic]
  const pages = Math.max(1, Math.ceil(size(now) / 10))
  expect(viewOutline(view)).toMatch(new RegExp(`Page \\d of ${pages}\n`))
  const listed = viewOutline(view).match(/\[Read\]/g)?.length ?? 0
  expect(listed).toBeGreaterThanOrEqual(Math.min(1, size(now)))
  if (pages === 1) expect(listed).toBe(size(now))
  for (const [place, id] of [HOME_DEPARTMENT, HOME_YEAR].entries())
    for (const { value, text } of controls[id].options.slice(1))
      expect(text.text).toMatch(new RegExp(`\\(${size(now.with(place, value))}\\)$`))
  for (const [id, { value, text }] of Object.entries<Json>(controls))
    if (id.startsWith('home_topic_')) expect(text.text).toBe(`${value} (${size(now.with(2, value))})`)
}

describe('the App Home', () => {
  const shown = async (slack: Slack, n = 1) => viewOutline((await slack.call('views.publish', n)).view)

  test('shows the last questions of the person who opens it, and nobody else’s', async ({ slack }) => {
    await slack.slash('how free is ramp number 3?')
    const open = (user: string) => slack.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home' })
    await open(slack.user)
    expect(await shown(slack)).toContain('[how free is ramp number 3?]')
    await open(slack.otherUser)
    expect(await shown(slack, 2)).not.toContain('ramp number 3?')
  })

  test('doesn’t offer a question again whose filters can’t be used', async ({ slack }) => {
    await slack.slash('how free is ramp number 4? since:soon')
    await slack.mention(`<@U0> how free is ramp number 5? house:cards`)
    await slack.idle()
    expect(viewOutline(await atHome(slack).open())).not.toMatch(/since:soon|house:cards/)
  })

  test('has questions to begin with, each of which opens its answer', async ({ slack }) => {
    const about = { question: 'To ask the Secretary of State for Education, when she plans to paint the railings.' }
    const bot = await slack.startAnother({
      answers: [answer({ ...about, paragraphs: ['The railings will be painted in May.'] })],
    })
    const home = atHome(slack, bot)
    const { blocks } = await home.open()
    const { ask_again_0: suggested } = controlsIn(blocks)
    expect(suggested.value).toBe('When does the Government plan to paint the railings?')
    await slack.forgetCalls()
    await bot.press(suggested, { view: home.view() })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('> The railings will be painted in May.')
    await bot.stop()
  })

  test.for([
    { state: { values: { home_filters: { [HOME_YEAR]: { selected_option: 'of another version' } } } } },
    { private_metadata: 'none of ours', state: { values: {} } },
    { private_metadata: '{"year":2023}' },
  ])('is published without a filter if its state was written by another version: %j', async (old, { slack }) => {
    expect(viewOutline(await atHome(slack).open({ type: 'home', ...old }))).toContain(
      '**Newest answers** · Page 1 of 2',
    )
  })

  test('is left as it is if a newer one was published meanwhile', async ({ slack }) => {
    slack.failNext('views.publish', 'hash_conflict')
    await slack.press({ action_id: HOME_OLDER, value: '1' }, { view: { type: 'home', hash: '1.old' } })
    expect((await slack.call('views.publish')).hash).toBe('1.old')
    await slack.idle()
    expect(slack.callsOf('views.publish')).toHaveLength(1)
  })

  test('of 20,000 answers is within Slack’s limits', async ({ slack }) => {
    const [one] = rampsAndLifts
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      ...(one as (typeof rampsAndLifts)[number]),
      heading: `Topic ${n % 3000} ${'and what is planned for it '.repeat(5)}`,
      department: `Department ${n % 130}`,
      answered: `${2000 + (n % 25)}-01-15`,
      questions: [{ uin: String(300_000 + n), tabled: '2024-01-08', text: 'To ask.' }] as const,
    })) as unknown as typeof rampsAndLifts
    const large = await slack.startAnother({ corpus: createCorpus(many) })
    const home = atHome(slack, large)
    const first = viewOutline(await home.open())
    expect(first).toContain('Page 1 of 2,000')
    expect(first).toContain('20,000 answers, from 15 January 2000 to 15 January 2024.')
    await large.press({ action_id: HOME_OLDER, value: '1999' }, { view: home.view() })
    expect(await shown(slack, 2)).toContain('Page 2,000 of 2,000')
    const last = await home.open({ type: 'home', private_metadata: '{"department":"Department 99"}' })
    expect(selected(last)[0]).toMatch(/^Department 99 /)
    expect((await large.suggest(SEARCH_MINISTER, 'min')).options).toHaveLength(1)
    await large.stop()
  })

  test('says that questions are kept, if they are', async ({ slack }) => {
    expect(viewOutline(await atHome(slack).open())).toContain('the words of your question are kept')
  })
})
