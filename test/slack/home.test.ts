import { describe, expect } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import {
  HOME_DEPARTMENT,
  HOME_EVERY_TOPIC,
  HOME_FILTERS,
  HOME_OLDER,
  HOME_YEAR,
} from '../../src/slack/blocks/home-list.ts'
import { SEARCH_MINISTER } from '../../src/slack/blocks/search-modal.ts'
import { viewOutline } from './outline.ts'
import { rampsAndLifts } from './ramps-and-lifts.ts'
import { type Setup, type Slack, test as slackTest } from './workspace.ts'

const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ answers: rampsAndLifts, services: { keepQuestions: true } }, { scope: 'file' }],
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
  const shown = async (slack: Slack, n = 1) => viewOutline((await slack.call('views.publish', n)).view)

  test('is filtered by department and by year', async ({ slack }) => {
    const department = 'Department of Health and Social Care'
    await slack.press({ type: 'static_select', action_id: HOME_DEPARTMENT }, { view: home({ department }) })
    expect(await shown(slack)).toContain('Page 1 of 1')
    expect(await shown(slack)).not.toContain('[Ramps]')
    await slack.press({ type: 'static_select', action_id: HOME_YEAR }, { view: home({ department, year: '2023' }) })
    expect(await shown(slack, 2)).toContain('No answers match.')
  })

  test('is paged', async ({ slack }) => {
    await slack.press({ action_id: HOME_OLDER, value: '1' }, { view: home({ year: '2023' }) })
    expect(await shown(slack)).toContain('Page 2 of 2')
    expect(await shown(slack)).toContain('[Newer answers] home_newer = 0')
  })

  test('lists the answers under one of its topics, and all again', async ({ slack }) => {
    await slack.press({ action_id: 'home_topic_1', value: 'Lifts: Schools' }, { view: home() })
    const { view } = await slack.call('views.publish')
    expect(viewOutline(view)).toContain('Newest answers about Lifts: Schools')
    expect(viewOutline(view)).not.toContain('[Ramps]')
    await slack.press({ action_id: HOME_EVERY_TOPIC, value: 'all' }, { view: home({}, view.private_metadata) })
    expect(await shown(slack, 2)).toContain('[Ramps]')
  })

  test('shows the last questions of the person who opens it, and nobody else’s', async ({ slack }) => {
    await slack.slash('how free is ramp number 3?')
    const open = (user: string) => slack.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home' })
    await open(slack.user)
    expect(await shown(slack)).toContain('[how free is ramp number 3?]')
    await open(slack.otherUser)
    expect(await shown(slack, 2)).not.toContain('ramp number 3?')
  })

  test.for([
    { state: { values: { [HOME_FILTERS]: { [HOME_YEAR]: { selected_option: 'of another version' } } } } },
    { private_metadata: 'none of ours', state: { values: {} } },
  ])('is published without a filter if its state was written by another version: %j', async (old, { slack }) => {
    const view = { type: 'home', ...old }
    await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home', view })
    expect(await shown(slack)).toContain('**Newest answers** · Page 1 of 2')
  })

  test('is left as it is if a newer one was published meanwhile', async ({ slack }) => {
    slack.failNext('views.publish', 'hash_conflict')
    await slack.press({ action_id: HOME_OLDER, value: '1' }, { view: { ...home(), hash: '1.old' } })
    expect((await slack.call('views.publish')).hash).toBe('1.old')
    await slack.idle()
    expect(slack.callsOf('views.publish')).toHaveLength(1)
  })

  test('of 20,000 answers is within Slack’s limits', async ({ slack }) => {
    const [one] = rampsAndLifts
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      ...(one as (typeof rampsAndLifts)[number]),
      heading: `Topic ${n % 3000} ${'and what is planned for it '.repeat(5)}`,
      department: `Department ${n % 30}`,
      answered: `${2000 + (n % 25)}-01-15`,
      questions: [{ uin: String(300_000 + n), tabled: '2024-01-08', text: 'To ask.' }] as const,
    })) as unknown as typeof rampsAndLifts
    const large = await slack.startAnother({ corpus: createCorpus(many) })
    await large.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(await shown(slack)).toContain('Page 1 of 2,000')
    expect(await shown(slack)).toContain('20,000 answers, from 15 January 2000 to 15 January 2024.')
    await large.press({ action_id: HOME_OLDER, value: '1999' }, { view: home() })
    expect(await shown(slack, 2)).toContain('Page 2,000 of 2,000')
    expect((await large.suggest(SEARCH_MINISTER, 'min')).options).toHaveLength(1)
    expect(slack.callsOf('views.publish')).toHaveLength(2)
    await large.stop()
  })

  test('says that questions are kept, if they are', async ({ slack }) => {
    await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    expect(await shown(slack)).toContain('the words of your question are kept')
  })
})
