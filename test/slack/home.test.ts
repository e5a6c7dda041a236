import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import { HOME_DEPARTMENT, HOME_FILTERS, HOME_OLDER, HOME_YEAR } from '../../src/slack/blocks/home-filters.ts'
import { HOME_EVERY_TOPIC } from '../../src/slack/blocks/home-topics.ts'
import { SEARCH_MINISTER } from '../../src/slack/blocks/search-modal.ts'
import { viewOutline } from './outline.ts'
import { rampsAndLifts } from './ramps-and-lifts.ts'
import { callsOf, nthCall, type RunningBot, settled, startBot, startWorkspace, type Workspace } from './workspace.ts'

let clock = Date.now()
let workspace: Workspace
let bot: RunningBot
beforeAll(async () => {
  workspace = await startWorkspace()
  bot = await startBot(workspace, rampsAndLifts, { now: () => clock, keepQuestions: true })
})
beforeEach(() => {
  clock += 60_000
  workspace.calls.length = 0
})
afterAll(async () => {
  expect(callsOf(workspace, 'refused')).toEqual([])
  await bot.stop()
  await workspace.close()
})

describe('the App Home', () => {
  const home = (chosen: { department?: string; year?: string } = {}, metadata = '{}') => ({
    type: 'home',
    private_metadata: metadata,
    state: {
      values: {
        [HOME_FILTERS]: {
          [HOME_DEPARTMENT]: { selected_option: { value: chosen.department ?? 'all' } },
          [HOME_YEAR]: { selected_option: { value: chosen.year ?? 'all' } },
        },
      },
    },
  })
  const shown = async (n = 1) => viewOutline((await nthCall(workspace, 'views.publish', n)).view)

  test('is filtered by department and by year', async () => {
    const department = 'Department of Health and Social Care'
    await bot.press({ type: 'static_select', action_id: HOME_DEPARTMENT }, { view: home({ department }) })
    expect(await shown()).toContain('Page 1 of 1')
    expect(await shown()).not.toContain('[Ramps]')
    await bot.press({ type: 'static_select', action_id: HOME_YEAR }, { view: home({ department, year: '2023' }) })
    expect(await shown(2)).toContain('No answers match.')
  })

  test('is paged', async () => {
    await bot.press({ action_id: HOME_OLDER, value: '1' }, { view: home({ year: '2023' }) })
    expect(await shown()).toContain('Page 2 of 2')
    expect(await shown()).toContain('[Newer answers] home_newer = 0')
  })

  test('lists what stands under one of its topics, and all again', async () => {
    await bot.press({ action_id: 'home_topic_1', value: 'Lifts: Schools' }, { view: home() })
    const { view } = await nthCall(workspace, 'views.publish')
    expect(viewOutline(view)).toContain('Newest answers about Lifts: Schools')
    expect(viewOutline(view)).not.toContain('[Ramps]')
    await bot.press({ action_id: HOME_EVERY_TOPIC, value: 'all' }, { view: home({}, view.private_metadata) })
    expect(await shown(2)).toContain('[Ramps]')
  })

  test('shows the last questions of the person who opens it, and of nobody else', async () => {
    await bot.slash('how free is ramp number 3?')
    const open = (user: string) => bot.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home' })
    await open(workspace.user)
    expect(await shown()).toContain('[how free is ramp number 3?]')
    await open(workspace.otherUser)
    expect(await shown(2)).not.toContain('ramp number 3?')
  })

  test.each([
    { state: { values: { [HOME_FILTERS]: { [HOME_YEAR]: { selected_option: 'of another version' } } } } },
    { private_metadata: 'none of ours', state: { values: {} } },
  ])('that another version drew is drawn anew, without a filter: %j', async (old) => {
    const view = { type: 'home', ...old }
    await bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home', view })
    expect(await shown()).toContain('**Newest answers** · Page 1 of 2')
  })

  test('that was drawn anew meanwhile is left as it is', async () => {
    workspace.failNext('views.publish', 'hash_conflict')
    await bot.press({ action_id: HOME_OLDER, value: '1' }, { view: { ...home(), hash: '1.old' } })
    expect((await nthCall(workspace, 'views.publish')).hash).toBe('1.old')
    await settled()
    expect(callsOf(workspace, 'views.publish')).toHaveLength(1)
  })

  test('of 20,000 answers is drawn by one publish that Slack takes, and answers other requests soon', async () => {
    const [one] = rampsAndLifts
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      ...(one as (typeof rampsAndLifts)[number]),
      heading: `Topic ${n % 3000} ${'and what is planned for it '.repeat(5)}`,
      department: `Department ${n % 30}`,
      answered: `${2000 + (n % 25)}-01-15`,
      questions: [{ uin: String(300_000 + n), tabled: '2024-01-08', text: 'To ask.' }] as const,
    })) as unknown as typeof rampsAndLifts
    const large = await startBot(workspace, [], { corpus: createCorpus(many) })
    await large.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home' })
    expect(await shown()).toContain('Page 1 of 2,000')
    expect(await shown()).toContain('20,000 answers, from 15 January 2000 to 15 January 2024.')
    await large.press({ action_id: HOME_OLDER, value: '1999' }, { view: home() })
    expect(await shown(2)).toContain('Page 2,000 of 2,000')
    expect((await large.suggest(SEARCH_MINISTER, 'min')).options).toHaveLength(1)
    expect(callsOf(workspace, 'views.publish')).toHaveLength(2)
    await large.stop()
  })

  test('says that questions are kept, where they are', async () => {
    await bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab: 'home' })
    expect(await shown()).toContain('the words of your question are kept')
  })
})
