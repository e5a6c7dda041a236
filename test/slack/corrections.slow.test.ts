import { describe, expect } from 'vitest'
import { createFollows } from '../../src/following/follows.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { addDays, todayInEngland } from '../../src/record/dates.ts'
import { answerKey } from '../../src/record/identity.ts'
import { newsId } from '../../src/record/standing.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { MORE_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { Kind } from '../../src/storage/state.ts'
import { answer } from '../answers.ts'
import { draft } from '../following/follows-of.ts'
import { controlsIn, outline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const POST: Kind = { name: 'post', durable: true }
const TODAY = todayInEngland(Date.now())
const corpus = createCorpus()
const withdrawn = new Set<string>()
const state = createMemoryState()

const NOON = Date.parse(`${TODAY}T12:00:00Z`)
const HOUR = 3_600_000
/** The bot's time, by which notes wait for the day. That of the messages and of the state is the system's. */
const clock = { at: NOON }
const now = () => clock.at

const test = slackTest.extend<{ setup: Setup }>({
  setup: [{ corpus, services: { state, now, isWithdrawn: async (key) => withdrawn.has(key) } }, { scope: 'file' }],
})

let uins = 300_000
/** An answer of its own, found by its number. */
function answered(more: Parameters<typeof answer>[0] = {}): WrittenAnswer {
  uins += 1
  const one = answer({
    uin: String(uins),
    heading: `Ramps ${uins}`,
    question: `To ask the Secretary of State for Education, how many ramps school number ${uins} has.`,
    paragraphs: [`School ${uins} has two ramps.`],
    ...more,
  })
  corpus.put(one)
  return one
}
const uinOf = (one: WrittenAnswer) => one.questions[0].uin
const changed = (one: WrittenAnswer, more: Partial<WrittenAnswer> = {}): WrittenAnswer => ({
  ...one,
  passages: [[{ type: 'paragraph', content: ['It has three ramps.'] }]],
  ...more,
})

/** What may become of an answer, and the line and the note that tell it. */
const NEWS: [string, (one: WrittenAnswer) => void, RegExp, RegExp][] = [
  [
    'corrected',
    (one) => void corpus.put(changed(one, { corrected: TODAY, original: one.passages })),
    /^Corrected on \d+ \w+ \d{4}: see the change$/,
    /^This answer was corrected on .+, after it was quoted here: Ramps/,
  ],
  [
    'withdrawn',
    (one) => {
      corpus.remove(answerKey(one))
      withdrawn.add(answerKey(one))
    },
    /^Withdrawn: Parliament’s record no longer has this answer\. See its page$/,
    /^This answer was withdrawn after it was quoted here/,
  ],
  [
    'followed by another when it was asked again',
    (one) =>
      void corpus.put(
        changed(one, {
          answered: TODAY,
          questions: [{ ...one.questions[0], uin: String(Number(uinOf(one)) + 500_000), tabled: TODAY }],
        }),
      ),
    /^Asked again and answered on \d+ \w+ \d{4}: see the newer answer$/,
    /^The question to an answer quoted here was asked again/,
  ],
]

/** Where answers are posted: each gives the channel, the `ts` of the message and its thread. */
const SURFACES: [string, (slack: Slack, one: WrittenAnswer) => Promise<{ channel: string; thread: string }>][] = [
  [
    'a reply to a mention',
    async (slack, one) => {
      const ts = newTs()
      await slack.mention(`<@${BOT_USER}> ${uinOf(one)}`, { ts })
      await slack.call('chat.postMessage')
      return { channel: slack.channel, thread: ts }
    },
  ],
  [
    'a reply to a direct message',
    async (slack, one) => {
      await direct(slack, uinOf(one))
      return { channel: slack.directMessage, thread: tsOf(slack) }
    },
  ],
  [
    'a shared answer',
    async (slack, one) => {
      await slack.slash(uinOf(one))
      await share(slack, controlsIn((await slack.call('response_url')).blocks)[SHARE], 'For Monday')
      return { channel: slack.channel, thread: tsOf(slack) }
    },
  ],
]

async function direct(slack: Slack, text: string) {
  const { directMessage: channel, user } = slack
  await slack.event({ type: 'message', channel_type: 'im', channel, user, text, ts: newTs() })
  await slack.call('chat.postMessage')
  await slack.idle()
}

async function share(slack: Slack, button: Record<string, any> | undefined, line: string) {
  await slack.press(button ?? {}, { container: { message_ts: newTs() } })
  const { view } = await slack.call('views.open')
  const input = view.blocks.at(-1)
  await slack.submit({
    ...view,
    id: newTs(),
    state: { values: { [input.block_id]: { [input.element.action_id]: { value: line } } } },
  })
  await slack.call('chat.postMessage')
  await slack.idle()
}

const postedCall = (slack: Slack) => slack.calls.find(({ method, posted }) => method === 'chat.postMessage' && posted)
const tsOf = (slack: Slack) => postedCall(slack)?.posted ?? ''
/** The text of blocks, without style and addresses. */
const plain = (blocks: any[]) =>
  outline(blocks)
    .replaceAll('**', '')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
const linesOf = (message: Record<string, any>) => plain(message.blocks.slice(0, 1))
const corrected = (one: WrittenAnswer) => corpus.put(changed(one, { corrected: TODAY, original: one.passages }))

describe.for(SURFACES)('%s', ([, post]) => {
  test.for(NEWS)(
    'whose answer is %s says so above everything else, and once in its thread',
    async ([, change, line, note], { slack }) => {
      const one = answered()
      const { channel, thread } = await post(slack, one)
      await slack.idle()
      const ts = tsOf(slack)
      const before = postedCall(slack)?.args
      await slack.forgetCalls()

      await slack.sendCorrections()
      expect(slack.callsOf('chat.update')).toEqual([])

      change(one)
      await slack.sendCorrections()
      const updated = await slack.call('chat.update')
      expect(updated).toMatchObject({ channel, ts })
      expect(linesOf(updated)).toMatch(line)
      expect(updated.blocks).toHaveLength((before?.blocks.length ?? 0) + 1)
      expect(outline(updated.blocks)).toContain(`School ${uinOf(one)} has two ramps.`)
      expect(updated.text.split('\n\n')[0]).toMatch(/^(?:Corrected|Withdrawn|Asked again).+https:/)
      expect(updated.text).toContain(before?.text)
      const noted = await slack.call('chat.postMessage')
      expect(noted).toMatchObject({ channel, thread_ts: thread })
      expect(plain(noted.blocks)).toMatch(note)

      await slack.forgetCalls()
      await slack.sendCorrections()
      expect(slack.calls).toEqual([])
    },
  )
})

describe('a message', () => {
  test('that can’t be read stays as it is, and has the line below', async ({ slack }) => {
    const one = answered()
    await direct(slack, uinOf(one))
    await slack.forgetCalls()
    corrected(one)
    slack.failNext('conversations.history', 'missing_scope')
    await slack.sendCorrections()
    const { text, blocks, attachments } = await slack.call('chat.update')
    expect({ text, blocks }).toEqual({})
    expect(linesOf(attachments[0])).toMatch(/^Corrected on/)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('has the last correction only, and one note for each', async ({ slack }) => {
    const one = answered()
    await direct(slack, uinOf(one))
    await slack.forgetCalls()
    corpus.put(changed(one, { corrected: '2026-05-03' }))
    await slack.sendCorrections()
    corpus.put(changed(one, { corrected: '2026-06-04' }))
    await slack.sendCorrections()
    const { blocks, text } = await slack.call('chat.update', 2)
    expect(plain(blocks).match(/Corrected on .+/g)).toEqual(['Corrected on 4 June 2026: see the change'])
    expect(text.match(/Corrected on \d+ \w+/g)).toEqual(['Corrected on 4 June'])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2)
  })

  test('that quotes a holding answer is told of the answer', async ({ slack }) => {
    const one = answered({ holding: true })
    await direct(slack, uinOf(one))
    await slack.forgetCalls()
    const { holding: _, ...final } = changed(one, { answered: TODAY, held: one.answered })
    corpus.put(final)
    await slack.sendCorrections()
    expect(linesOf(await slack.call('chat.update'))).toMatch(
      /^Answered on .+, after this holding answer: see the answer/,
    )
  })

  test('is left alone where its answer was made anew, or no longer belongs here', async ({ slack }) => {
    const [anew, gone, dated] = [answered(), answered(), answered()]
    for (const one of [anew, gone, dated]) {
      await direct(slack, uinOf(one))
      await slack.forgetCalls()
    }
    corpus.put(changed(anew))
    corpus.remove(answerKey(gone))
    // A day of correction that is only read now.
    corpus.put({ ...dated, corrected: '2024-02-02' })
    await slack.sendCorrections()
    expect(slack.calls).toEqual([])
  })

  test('is left alone where the record is filled with newer answers that were there before it', async ({ slack }) => {
    const one = answered()
    await direct(slack, uinOf(one))
    await slack.forgetCalls()
    corpus.put(changed(one, { answered: '2025-01-20', questions: [{ ...one.questions[0], uin: '777001' }] }))
    await slack.sendCorrections()
    expect(slack.calls).toEqual([])
  })

  test('that was edited to ask something else is kept for what it shows now', async ({ slack }) => {
    const [first, second] = [answered(), answered()]
    const { directMessage: channel, user } = slack
    const ts = newTs()
    const said = { type: 'message', channel_type: 'im', channel, user, ts }
    await slack.event({ ...said, text: uinOf(first) })
    await slack.call('chat.postMessage')
    await slack.idle()
    const message = { type: 'message', user, ts, text: uinOf(second), edited: { user, ts: newTs() } }
    await slack.event({
      type: 'message',
      subtype: 'message_changed',
      channel_type: 'im',
      channel,
      ts: newTs(),
      message,
    })
    // Slack would leave a line below it that is about the answer before.
    expect(await slack.call('chat.update')).toMatchObject({ attachments: [] })
    await slack.forgetCalls()
    corrected(first)
    await slack.sendCorrections()
    expect(slack.calls).toEqual([])
    corrected(second)
    await slack.sendCorrections()
    expect(linesOf(await slack.call('chat.update'))).toMatch(/^Corrected on/)
  })

  test('is no longer kept once it or its channel is gone, and tried again where Slack does not answer', async ({
    slack,
  }) => {
    for (const error of ['message_not_found', 'is_archived', 'not_in_channel']) {
      const one = answered()
      await direct(slack, uinOf(one))
      await slack.forgetCalls()
      corrected(one)
      slack.failNext('chat.update', 'internal_error')
      await slack.sendCorrections()
      expect(await kept(uinOf(one))).toBe(true)
      slack.failNext('chat.update', error)
      await slack.sendCorrections()
      expect(await kept(uinOf(one))).toBe(false)
    }
  })

  test('in whose thread the answer is quoted twice gets one note', async ({ slack }) => {
    const one = answered()
    const thread = newTs()
    await slack.mention(`<@${BOT_USER}> ${uinOf(one)}`, { ts: thread })
    await slack.mention(`<@${BOT_USER}> uin ${uinOf(one)}`, { ts: newTs(), thread_ts: thread })
    await slack.call('chat.postMessage', 2)
    await slack.forgetCalls()
    corrected(one)
    await slack.sendCorrections()
    expect(slack.callsOf('chat.update')).toHaveLength(2)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })
})

test('of a reply that shows more results, what it shows now is kept', async ({ slack }) => {
  const [shown, before] = [answered(), answered()]
  await direct(slack, uinOf(before))
  const { args } = postedCall(slack) ?? {}
  const { directMessage: channel } = slack
  const container = { type: 'message', channel_id: channel, message_ts: tsOf(slack), is_ephemeral: false }
  await slack.press(
    { action_id: MORE_RESULTS, value: JSON.stringify({ question: uinOf(shown), page: 0 }) },
    { container },
  )
  await slack.call('response_url')
  await slack.idle()
  expect(args?.text).toContain(uinOf(before))
  expect([await kept(uinOf(before)), await kept(uinOf(shown))]).toEqual([false, true])
})

describe('the line at a message in which somebody presses', () => {
  /** A corrected direct message, its answer, and what Slack sends with a press in it. */
  const pressedIn = async (slack: Slack, ...unreadable: string[]) => {
    const one = answered()
    await direct(slack, uinOf(one))
    const [ts, { args: posted = {} } = {}] = [tsOf(slack), postedCall(slack)]
    await slack.forgetCalls()
    corrected(one)
    for (const error of unreadable) slack.failNext('conversations.history', error)
    await slack.sendCorrections()
    const { text = posted.text, blocks = posted.blocks, attachments } = await slack.call('chat.update')
    await slack.forgetCalls()
    const container = {
      type: 'message',
      channel_id: slack.directMessage,
      message_ts: ts,
      is_ephemeral: false,
    }
    return { one, where: { container, message: { ts, text, blocks, attachments } } }
  }
  const more = (one: WrittenAnswer) => ({
    action_id: MORE_RESULTS,
    value: JSON.stringify({ question: uinOf(one), page: 0 }),
  })
  const pressed = async (slack: Slack, control: Record<string, any>, where: object) => {
    await slack.press(control, where)
    const shown = await slack.call('response_url')
    await slack.idle()
    return shown
  }

  test('for more results stays above, once, and nothing is told again', async ({ slack }) => {
    const { one, where } = await pressedIn(slack)
    const shown = await pressed(slack, more(one), where)
    expect(plain(shown.blocks).match(/Corrected on .+: see the change/g)).toHaveLength(1)
    expect(linesOf(shown)).toMatch(/^Corrected on/)
    expect(shown.text).toMatch(/^Corrected on/)
    expect(outline(shown.blocks)).toContain('It has three ramps.')
    await slack.forgetCalls()
    await slack.sendCorrections()
    expect(slack.calls).toEqual([])
  })

  test('stays below where it is there, for more results and for a verdict', async ({ slack }) => {
    const { one, where } = await pressedIn(slack, 'missing_scope')
    const verdict = {
      action_id: FEEDBACK,
      value: JSON.stringify({ question: uinOf(one), helpful: true }),
    }
    for (const control of [more(one), verdict]) {
      const { attachments, blocks } = await pressed(slack, control, where)
      expect(linesOf(attachments[0])).toMatch(/^Corrected on/)
      expect(plain(blocks)).not.toContain('see the change')
      await slack.forgetCalls()
    }
  })

  test('is drawn again if it was lost', async ({ slack }) => {
    const { one, where } = await pressedIn(slack)
    const [, ...blocks] = where.message.blocks
    await pressed(slack, more(one), { ...where, message: { ...where.message, blocks } })
    await slack.forgetCalls()
    await slack.sendCorrections()
    expect(linesOf(await slack.call('chat.update'))).toMatch(/^Corrected on/)
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('for more results at night stays, and the note still comes in the morning', async ({ slack }) => {
    clock.at = NOON + 10 * HOUR
    const { one, where } = await pressedIn(slack)
    await pressed(slack, more(one), where)
    await slack.forgetCalls()
    await slack.sendCorrections()
    expect(slack.calls).toEqual([])
    clock.at = NOON + 21 * HOUR
    await slack.sendCorrections()
    expect(slack.callsOf('chat.update')).toEqual([])
    const { channel, text } = await slack.call('chat.postMessage')
    expect([channel, text]).toEqual([slack.directMessage, expect.stringMatching(/^This answer was corrected/)])
    clock.at = NOON
  })
})

describe('a digest', () => {
  const follows = createFollows(state)
  /** A digest that lists a new answer, in a channel or to a person directly. */
  const digestOf = async (slack: Slack, channel: string) => {
    const known = corpus.newest().map((one) => [newsId(one), TODAY])
    const one = answered({ answered: TODAY })
    const question = { asked: '', text: '', filters: [], wrong: [] }
    const follow = await follows.add(draft('', { team: 'T000000001', channel, user: slack.user, question }), {
      last: addDays(TODAY, -1),
      covered: addDays(TODAY, -1),
      told: Object.fromEntries(known),
    })
    await slack.sendDigests()
    const { text } = await slack.call('chat.postMessage')
    expect(text).toMatch(/^New on/)
    const ts = tsOf(slack)
    await slack.forgetCalls()
    if (!follow) throw new Error('it is not followed')
    return { one, ts, follow }
  }

  test('says what became of its answers; who follows is told of a correction by the next digest alone', async ({
    slack,
  }) => {
    for (const channel of [slack.channel, slack.user]) {
      clock.at = NOON
      const { one, ts, follow } = await digestOf(slack, channel)
      corrected(one)
      await slack.sendCorrections()
      const updated = await slack.call('chat.update')
      expect(updated.ts).toBe(ts)
      expect(linesOf(updated)).toMatch(/^Corrected on/)
      expect(outline(updated.blocks)).toContain(`School ${uinOf(one)} has two ramps.`)
      await slack.sendCorrections()
      clock.at = NOON + 24 * HOUR
      await slack.sendCorrections()
      expect(slack.callsOf('chat.postMessage')).toEqual([])
      await slack.sendDigests()
      await slack.sendCorrections()
      expect(slack.callsOf('chat.postMessage').map(({ text }) => text)).toEqual([
        expect.stringContaining('Corrected on'),
      ])
      expect(slack.callsOf('chat.update')).toHaveLength(1)
      await follows.remove(follow)
      await slack.forgetCalls()
    }
    clock.at = NOON
  })

  test('has a note in its thread of what no digest will tell', async ({ slack }) => {
    const { one, ts, follow } = await digestOf(slack, slack.channel)
    corpus.remove(answerKey(one))
    withdrawn.add(answerKey(one))
    await slack.sendCorrections()
    expect(linesOf(await slack.call('chat.update'))).toMatch(/^Withdrawn/)
    const noted = await slack.call('chat.postMessage')
    expect(noted).toMatchObject({ channel: slack.channel, thread_ts: ts })
    expect(noted.text).toMatch(/^This answer was withdrawn/)
    await follows.remove(follow)
    await slack.forgetCalls()

    const unfollowed = await digestOf(slack, slack.channel)
    await follows.remove(unfollowed.follow)
    corrected(unfollowed.one)
    await slack.sendCorrections()
    expect((await slack.call('chat.postMessage')).text).toMatch(/^This answer was corrected/)
  })

  test('in a channel is nobody’s; one that somebody has directly is theirs', async ({ slack }) => {
    for (const [channel, user] of [
      [slack.channel, undefined],
      [slack.user, slack.user],
    ] as const) {
      const { one, follow } = await digestOf(slack, channel)
      const entries = (await state.list(POST)).filter(({ value }) => JSON.stringify(value).includes(answerKey(one)))
      expect(entries.map((entry) => entry.user)).toEqual([user])
      await follows.remove(follow)
    }
  })
})

test('an answer that is shared where the bot can’t post itself is not kept', async ({ slack }) => {
  const one = answered()
  await slack.slash(uinOf(one))
  const { [SHARE]: button } = controlsIn((await slack.call('response_url')).blocks)
  slack.failNext('chat.postMessage', 'not_in_channel')
  await share(slack, button, 'For Monday')
  expect(await kept(uinOf(one))).toBe(false)
})

test('of several bots on one state one corrects a message', async ({ slack }) => {
  const other = await slack.startAnother({ corpus, services: { state, now } })
  try {
    const one = answered()
    await direct(slack, uinOf(one))
    await slack.forgetCalls()
    corrected(one)
    await Promise.all([slack.sendCorrections(), other.sendCorrections()])
    expect(slack.callsOf('chat.update')).toHaveLength(1)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  } finally {
    await other.stop()
  }
})

test('nothing of what was asked is kept, and all of it goes with the person', async ({ slack }) => {
  const one = answered()
  await direct(slack, uinOf(one))
  const entries = (await state.list(POST)).filter(({ value }) => JSON.stringify(value).includes(answerKey(one)))
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ user: slack.user, team: 'T000000001' })
  expect(Object.keys(entries[0]?.value as object).sort()).toEqual(['drawn', 'quoted', 'told'])
  await state.erase('T000000001', slack.user)
  expect(await kept(uinOf(one))).toBe(false)
})

test('with KEEP_POSTS=off nothing is kept, and what was kept before is forgotten', async ({ slack }) => {
  const one = answered()
  await direct(slack, uinOf(one))
  expect(await kept(uinOf(one))).toBe(true)
  const other = await slack.startAnother({ corpus, services: { state, now, keepPosts: false } })
  try {
    await expect.poll(() => kept(uinOf(one))).toBe(false)
    await slack.forgetCalls()
    const { directMessage: channel, user } = slack
    await other.event({ type: 'message', channel_type: 'im', channel, user, text: uinOf(one), ts: newTs() })
    await slack.call('chat.postMessage')
    await other.idle()
    expect(await state.list(POST)).toEqual([])
    corrected(one)
    await other.sendCorrections()
    expect(slack.callsOf('chat.update')).toEqual([])
  } finally {
    await other.stop()
  }
})

async function kept(uin: string): Promise<boolean> {
  return (await state.list(POST)).some(({ value }) => JSON.stringify(value).includes(`/${uin}"`))
}
