import { describe, expect } from 'vitest'
import { createFollows, MOST_FOLLOWS } from '../../src/following/follows.ts'
import { longDate } from '../../src/record/dates.ts'
import { FOLLOW_PAUSE, FOLLOW_REMOVE, FOLLOW_RESUME } from '../../src/slack/blocks/follow-list.ts'
import { FOLLOW_FORM, FOLLOW_OPEN, FOLLOW_SUBMIT, FOLLOW_TOPIC } from '../../src/slack/blocks/follow-modal.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { answer } from '../answers.ts'
import { draft } from '../following/follows-of.ts'
import { controlsIn, messageOutline, viewOutline } from './outline.ts'
import { type Setup, type Slack, test as slackTest } from './workspace.ts'

type Json = Record<string, any>
const TEAM = 'T000000001'
const today = new Date().toISOString().slice(0, 10)
/** The bot's time. */
const clock = { at: Date.now() }
const state = createMemoryState({ now: () => clock.at })
const follows = createFollows(state)

/** Three on ramps, one of them of today, and one on lifts. */
const answers = [
  answer({ uin: '1', answered: '2023-02-01', paragraphs: ['A ramp was built in 2023.'] }),
  answer({ uin: '2', answered: '2024-02-01', paragraphs: ['Each ramp is inspected.'] }),
  answer({ uin: '3', answered: today, paragraphs: ['The ramp <!channel> is *new*.'] }),
  answer({ uin: '4', answered: '2024-02-01', paragraphs: ['Lifts and their slopes.'], heading: 'Lifts' }),
]
const vocabulary = { same: [], means: { gradient: ['ramp', 'slope'] }, words: [], names: [], talk: [], topic: [] }

const test = slackTest.extend<{ setup: Setup }>({
  setup: [
    {
      answers,
      vocabulary,
      services: {
        state,
        now: () => clock.at,
        lastSync: async () => ({ lastGood: undefined, lastError: undefined, coveredUntil: today }),
      },
    },
    { scope: 'file' },
  ],
})

/** The state of a filled-in preview: what is ticked, and how often. */
function chosen({ blocks }: Json, also: string[] = [], every = 'day'): Json {
  const values: Json = {}
  for (const { type, block_id, element } of blocks) {
    if (type !== 'input') continue
    const selected = (element.options ?? []).filter(({ value }: Json) => also.includes(value))
    values[block_id] = {
      [element.action_id]:
        element.type === 'checkboxes'
          ? { selected_options: selected }
          : { selected_option: element.options.find(({ value }: Json) => value === every) },
    }
  }
  return { values }
}

const preview = async (slack: Slack, typed: string, channel?: string): Promise<Json> => {
  await slack.forgetCalls()
  await slack.slash(typed, await slack.trigger(), channel)
  return (await slack.call('views.open')).view
}

let submitted = 0
const submit = async (slack: Slack, view: Json, also?: string[], every?: string) => {
  await slack.forgetCalls()
  submitted += 1
  expect(await slack.submit({ ...view, id: `V${submitted}`, state: chosen(view, also, every) })).toEqual({
    response_action: 'clear',
  })
  await slack.idle()
}

/** Nothing is followed, wherever a test before left something. */
async function nothingFollowed() {
  for (const one of await follows.all()) await follows.remove(one)
}

describe('/send follow TOPIC', () => {
  test('shows what matches, how much of it is from the last month, the newest three, and related words with counts', async ({
    slack,
  }) => {
    const view = await preview(slack, 'follow "ramp"')
    const page = (uin: string) =>
      `https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/${uin}`
    expect(viewOutline(view).split('\n').slice(2)).toEqual([
      '**“ramp”**',
      '3 answers match this, 1 from the last month.',
      'The newest:',
      `- The ramp <!channel> is *new*. [A Minister, ${longDate(today)}](${page('3')})`,
      `- Each ramp is inspected. [A Minister, 1 February 2024](${page('2')})`,
      `- A ramp was built in 2023. [A Minister, 1 February 2023](${page('1')})`,
      'input "Also follow" (optional) checkboxes follow_also (slope (1 more))',
      'input "When there is something new" static_select follow_every (Once a day, at 09:00; Once a week, Mondays at 09:00)',
      'New answers are posted in this channel, for everyone in it. When there are none, nothing is posted.',
    ])
  })

  test('takes filters, and says which can’t be used', async ({ slack }) => {
    expect(viewOutline(await preview(slack, 'follow ramp since:2024'))).toContain('2 answers match this, 1 from')
    expect(viewOutline(await preview(slack, 'follow ramp house:cards'))).toContain('house:cards: use house:commons')
  })

  test.for([
    [`"parents' rights in schools"`, "“parents' rights in schools”"],
    ['“parents’ rights in schools” house:lords', '“parents’ rights in schools”'],
    ["'a ramp'", '“a ramp”'],
    ['‘a ramp’', '“a ramp”'],
    ["parents' rights", "“parents' rights”"],
  ])('takes off the quotation marks around a topic, and none within it: %s', async ([typed, shown], { slack }) => {
    const [, , topic] = viewOutline(await preview(slack, `follow ${typed}`)).split('\n')
    expect(topic).toContain(shown)
    const form = await preview(slack, 'follow')
    const values = { [FOLLOW_TOPIC]: { [FOLLOW_TOPIC]: { value: typed } } }
    const { view } = await slack.submit({ ...form, id: 'V1', state: { values } })
    expect(viewOutline(view).split('\n')[2]).toBe(topic)
  })

  test('asks for a topic if none is given', async ({ slack }) => {
    const form = await preview(slack, 'follow')
    expect(form.callback_id).toBe(FOLLOW_FORM)
    const typed = (value: string) => ({
      ...form,
      id: 'V1',
      state: { values: { [FOLLOW_TOPIC]: { [FOLLOW_TOPIC]: { value } } } },
    })
    expect(await slack.submit(typed(' '))).toMatchObject({ response_action: 'errors' })
    const { response_action, view } = await slack.submit(typed('ramp'))
    expect(response_action).toBe('push')
    expect(view.callback_id).toBe(FOLLOW_SUBMIT)
    expect(viewOutline(view)).toContain('3 answers match this')
  })

  test.for([
    'follow up on ramps?',
    'following an inspection, what about ramps?',
    'follow-up health checks',
    'follow-on support',
  ])('leaves a question alone: %s', async (typed, { slack }) => {
    await slack.slash(typed)
    await slack.call('response_url')
    expect(slack.callsOf('views.open')).toEqual([])
  })

  test('is saved and said in the channel; what matched then is never news', async ({ slack }) => {
    await nothingFollowed()
    await submit(slack, await preview(slack, 'follow ramp'), ['slope'], 'week')
    const said = await slack.call('chat.postMessage')
    expect(said.channel).toBe(slack.channel)
    expect(messageOutline(said as never)).toContain('follows “ramp” or “slope” here.')
    const [kept] = await follows.all()
    expect(kept).toMatchObject({ team: TEAM, channel: slack.channel, user: slack.user, also: ['slope'], every: 'week' })
    expect(kept?.question.text).toBe('ramp')
    expect(Object.keys(kept?.progress.told ?? {})).toHaveLength(1)
  })

  test('is saved once, if the form is delivered twice or the topic is followed there already', async ({ slack }) => {
    await nothingFollowed()
    const view = await preview(slack, 'follow ramp')
    await submit(slack, view)
    submitted -= 1
    await submit(slack, view)
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    await submit(slack, await preview(slack, 'follow Ramp'))
    expect((await slack.call('chat.postMessage')).text).toContain('followed here already')
    expect(await follows.all()).toHaveLength(1)
  })

  test('isn’t saved where the bot can’t post, and says what to do', async ({ slack }) => {
    await nothingFollowed()
    const view = await preview(slack, 'follow ramp')
    slack.failNext('chat.postMessage', 'not_in_channel')
    await submit(slack, view)
    expect((await slack.call('chat.postMessage', 2)).text).toContain('/invite @SEND Answers')
    expect(await follows.all()).toEqual([])
  })

  test('is told to the person alone if it is typed in a direct message', async ({ slack }) => {
    await nothingFollowed()
    await submit(slack, await preview(slack, 'follow ramp', 'D0123'))
    expect((await slack.call('chat.postMessage')).channel).toBe(slack.user)
    expect(await follows.all()).toMatchObject([{ channel: slack.user }])
  })

  test('is refused where twenty are followed already', async ({ slack }) => {
    await nothingFollowed()
    const { channel } = slack
    for (let n = 0; n < MOST_FOLLOWS; n++)
      await follows.add(draft(`topic ${n}`, { team: TEAM, channel }), { last: today, covered: today, told: {} })
    await submit(slack, await preview(slack, 'follow ramp'))
    const told = await slack.call('chat.postMessage')
    expect(told.channel).toBe(slack.user)
    expect(told.text).toContain('20 topics are followed here')
    await slack.forgetCalls()
    await slack.slash('following')
    const listed = messageOutline((await slack.call('response_url')) as never)
    for (let n = 0; n < MOST_FOLLOWS; n++) expect(listed).toContain(`“topic ${n}”`)
  })
})

describe('/send following', () => {
  const followRamps = async (slack: Slack, more = {}) => {
    await nothingFollowed()
    await follows.add(draft('ramp', { team: TEAM, channel: slack.channel, user: slack.user, ...more }), {
      last: today,
      covered: today,
      told: {},
    })
  }
  const list = async (slack: Slack) => {
    await slack.forgetCalls()
    await slack.slash('following')
    return slack.call('response_url')
  }
  const press = async (slack: Slack, message: Json, actionId: string, where = {}) => {
    await slack.forgetCalls()
    clock.at += 2000
    await slack.press(controlsIn(message.blocks)[actionId], where)
    return slack.call('response_url')
  }

  test('lists what is followed in the channel, pauses, resumes and removes it', async ({ slack }) => {
    await followRamps(slack, { user: slack.otherUser })
    const listed = await list(slack)
    expect(messageOutline(listed as never)).toContain('“ramp”: once a day, at 09:00')
    const paused = await press(slack, listed, FOLLOW_PAUSE)
    expect(paused.replace_original).toBe(true)
    expect(messageOutline(paused as never)).toContain('“ramp”: paused')
    const resumed = await press(slack, paused, FOLLOW_RESUME)
    expect(await follows.all()).toMatchObject([{ paused: false }])
    const removed = await press(slack, resumed, FOLLOW_REMOVE)
    expect(removed.text).toContain('Nothing is followed here.')
    expect(await follows.all()).toEqual([])
  })

  test('leaves alone what somebody else follows elsewhere', async ({ slack }) => {
    await followRamps(slack, { user: slack.otherUser })
    const listed = await list(slack)
    await press(slack, listed, FOLLOW_REMOVE, { channel: { id: 'C0ELSEWHERE' } })
    expect(await follows.all()).toHaveLength(1)
  })

  test('is in the Home for what one follows oneself, wherever it is told', async ({ slack }) => {
    await followRamps(slack)
    await slack.forgetCalls()
    await slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab: 'home' })
    const { view } = await slack.call('views.publish')
    expect(viewOutline(view)).toContain('“ramp”: once a day, at 09:00, ')
    await slack.forgetCalls()
    clock.at += 2000
    await slack.press(controlsIn(view.blocks)[FOLLOW_REMOVE], { view, channel: undefined })
    expect(viewOutline((await slack.call('views.publish')).view)).not.toContain('“ramp”')
    expect(await follows.all()).toEqual([])
    await slack.press(controlsIn(view.blocks)[FOLLOW_OPEN], { view, channel: undefined })
    expect((await slack.call('views.open')).view.callback_id).toBe(FOLLOW_FORM)
  })

  test('is empty once the channel is archived, or the bot removed from it', async ({ slack }) => {
    for (const type of ['channel_archive', 'group_archive', 'channel_left', 'group_left']) {
      await followRamps(slack)
      await follows.add(draft('lift', { team: TEAM, channel: 'C0ELSEWHERE' }), {
        last: today,
        covered: today,
        told: {},
      })
      await slack.event({ type, channel: slack.channel })
      await slack.idle()
      expect(await follows.all(), type).toMatchObject([{ channel: 'C0ELSEWHERE' }])
    }
  })
})

describe('a digest', () => {
  const DAY_MS = 86_400_000
  /** A channel in which somebody has followed ramps for two days, at ten in the morning on a later day for each test. */
  let days = 0
  const followed = async (slack: Slack) => {
    await nothingFollowed()
    days += 1
    clock.at = Date.parse(`${today}T10:00:00Z`) + days * DAY_MS
    const before = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10)
    await follows.add(draft('ramp', { team: TEAM, channel: slack.channel }), {
      last: before,
      covered: before,
      told: {},
    })
    await slack.forgetCalls()
  }

  test('is posted with one line of the text of each answer, its link and its mark, and nothing in it is markup', async ({
    slack,
  }) => {
    await followed(slack)
    await slack.sendDigests()
    const message = await slack.call('chat.postMessage')
    expect(message.channel).toBe(slack.channel)
    const [, list] = message.blocks
    expect(list.elements[0].elements).toHaveLength(1)
    expect(list.elements[0].elements[0].elements).toEqual([
      { type: 'text', text: 'New: ', style: { bold: true } },
      { type: 'text', text: 'The ramp <!channel> is *new*. ' },
      expect.objectContaining({ type: 'link', url: answers[2]?.source }),
    ])
    expect(message.text).toContain('The ramp &lt;!channel&gt; is *new*.')
    expect(message).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' })
    await slack.forgetCalls()
    await slack.sendDigests()
    expect(slack.calls).toEqual([])
  })

  test('that Slack refuses since the channel is archived ends what is followed there', async ({ slack }) => {
    await followed(slack)
    slack.failNext('chat.postMessage', 'is_archived')
    await slack.sendDigests()
    expect(await follows.all()).toEqual([])
  })

  test('that Slack refuses since the token does not work leaves what is followed', async ({ slack }) => {
    for (const error of ['token_revoked', 'account_inactive', 'invalid_auth', 'team_disabled']) {
      await followed(slack)
      slack.failNext('chat.postMessage', error)
      await slack.sendDigests()
      expect(await follows.all(), error).toHaveLength(1)
    }
  })

  test('that meets a rate limit, or a fault of Slack’s, comes ten minutes later', async ({ slack }) => {
    for (const refuse of [
      () => slack.limitNext('chat.postMessage', 3000),
      () => slack.failNext('chat.postMessage', 'internal_error'),
    ]) {
      await followed(slack)
      refuse()
      await slack.sendDigests()
      expect((await follows.all())[0]?.progress.told).toEqual({})
    }
  })
})
