import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { controlsIn, outline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const answers = Array.from({ length: 8 }, (_, n) =>
  answer({
    questions: [
      { uin: String(200_001 + n), tabled: '2024-01-08', text: `To ask about ramp ${n}.`, asker: 'Ada Smith' },
      ...(n === 0
        ? [{ uin: '200101', tabled: '2024-01-09', text: 'To ask about ramps.', asker: 'Baroness Jones' }]
        : []),
    ],
    heading: `Ramps ${n}`,
    paragraphs: [`Ramp number ${n} is free in Surrey.`, 'It was built by hand.'],
  }),
)
const newest = answer({
  uin: '300001',
  answered: '2025-05-03',
  heading: 'Ramps today',
  paragraphs: ['Ramps are free everywhere.'],
})
const long = answer({ uin: '400001', paragraphs: Array(30).fill('Tunnels are long & dark. '.repeat(40).trim()) })
const all = answers.map((answer) => ({ answer, index: 0, passage: answer.passages[0] ?? [] }))

/** Records what is asked, and can be slow. */
const asked: string[] = []
let delay = 0
const ask: Ask = async (question, { others = 4 } = {}) => {
  asked.push(question.asked)
  await new Promise((done) => setTimeout(done, delay))
  const ofNewer = question.filters.some(({ name }) => name === 'since')
  if (question.asked.includes('nothing') || (ofNewer && question.text.includes('doors')))
    return { kind: 'no-answer', question, reason: 'nothing-close', nearest: [] }
  if (question.text.includes('tunnels'))
    return { kind: 'answer', question, best: { answer: long, index: 0, passage: long.passages[0] ?? [] }, others: [] }
  if (ofNewer && question.text.includes('ramps'))
    return {
      kind: 'answer',
      question,
      best: { answer: newest, index: 0, passage: newest.passages[0] ?? [] },
      others: [],
    }
  const [best, ...rest] = all
  if (!best) throw new Error('no answers')
  return { kind: 'answer', question, best, others: rest.slice(0, others) }
}

const vocabulary = { ...EMPTY_VOCABULARY, names: [['kent', 'surrey', 'essex']] }
const test = slackTest
  .extend<{ setup: Setup }>({ setup: [{ answers: [...answers, newest, long], ask, vocabulary }, { scope: 'file' }] })
  .extend<{ reset: undefined }>({
    reset: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
      async ({}, use) => {
        asked.length = 0
        delay = 0
        await use(undefined)
      },
      { auto: true },
    ],
  })

const say = (slack: Slack, text: string, more: object = {}, eventId?: string) =>
  slack.event(
    { type: 'message', channel_type: 'im', channel: slack.directMessage, user: slack.user, ts: newTs(), text, ...more },
    eventId,
  )
const posted = (slack: Slack, n: number) => slack.call('chat.postMessage', n)

describe('a mention in a thread in which the bot has answered', () => {
  const follow = async (slack: Slack, ...texts: string[]) => {
    const ts = newTs()
    for (const [n, text] of texts.entries()) {
      await slack.mention(`<@${BOT_USER}> ${text}`, n === 0 ? { ts } : { thread_ts: ts })
      expect((await posted(slack, n + 1)).thread_ts).toBe(ts)
    }
    return posted(slack, texts.length)
  }

  test.for<[string, string]>([
    ['and in Surrey?', 'how many ramps are there in Surrey'],
    ['what about Essex', 'how many ramps are there in Essex'],
    ['thanks, and Essex?', 'how many ramps are there in Essex'],
    ['since 2024?', 'how many ramps are there in Kent? since:2024'],
    ['and 2022?', 'how many ramps are there in Kent in 2022'],
    ['and the Lords?', 'how many ramps are there in Kent? house:lords'],
    ['what about lifts?', 'how many ramps are there in Kent lifts'],
    ['how long do councils have to finish a plan?', 'how long do councils have to finish a plan?'],
  ])('%s is asked as: %s', async ([followUp, question], { slack }) => {
    await follow(slack, 'how many ramps are there in Kent?', followUp)
    expect(asked).toEqual(['how many ramps are there in Kent?', question])
  })

  test('"who said that?" gets the member, the day and the link, without another search', async ({ slack }) => {
    const reply = await follow(slack, 'how many ramps?', 'who said that?')
    expect(outline(reply.blocks)).toMatch(
      /^> Ramp number 0 is free in Surrey.\nAnswered by:\nA Minister, Minister of State · .*15 January 2024.*\[Source\]/,
    )
    expect(asked).toHaveLength(1)
  })

  test('"who asked that?" gets each asker with the question, without another search', async ({ slack }) => {
    const reply = await follow(slack, 'how many ramps?', 'who asked that?')
    expect(outline(reply.blocks)).toMatch(
      /^> Ramp number 0 .*\nAsked by:\nAda Smith · \[UIN 200001, House of Commons, tabled 8 January 2024\]\(https:.*\)\nBaroness Jones · \[UIN 200101/,
    )
    expect(reply.text).toContain('Baroness Jones · UIN 200101, House of Commons, tabled 9 January 2024 · https://')
    expect(asked).toHaveLength(1)
  })

  test('"show me the full answer" gets all of it, without another search', async ({ slack }) => {
    const reply = await follow(slack, 'how many ramps?', 'show me the full answer')
    for (const part of ['To ask about ramp 0.', 'Ramp number 0 is free', 'It was built by hand', '15 January 2024']) {
      expect(outline(reply.blocks)).toContain(part)
      expect(reply.text).toContain(part)
    }
    expect(asked).toHaveLength(1)
  })

  test('"full answer" of a long one gets what fits in a message, and a button that shows more', async ({ slack }) => {
    const reply = await follow(slack, 'how long are tunnels?', 'full answer')
    expect(JSON.stringify(reply.blocks).length).toBeLessThanOrEqual(13_000)
    expect(reply.blocks.at(-2)).toMatchObject({
      elements: [{ elements: [{ text: expect.stringMatching(/too long/) }] }],
    })
    await slack.press(controlsIn(reply.blocks).full_answer)
    const { view } = await slack.call('views.open')
    expect(outline(view.blocks).length).toBeGreaterThan(2 * outline(reply.blocks).length)
  })

  test('"anything newer?" asks the question again, of newer answers, and says if there is none', async ({ slack }) => {
    const reply = await follow(slack, 'how many ramps?', 'is there anything newer?', 'who said that?')
    expect(outline(reply.blocks)).toContain('> Ramps are free everywhere.')
    expect(asked).toEqual(['how many ramps?', 'how many ramps? since:2024-01-16'])
    await slack.forgetCalls()
    const none = await follow(slack, 'how many doors?', 'anything newer')
    expect(none.text).toBe('I found nothing newer on that: this answer, from 15 January 2024, is the newest I have.')
  })

  test('"more" gets the next passages, until there are none', async ({ slack }) => {
    const reply = await follow(slack, 'how many ramps?', 'more')
    expect(outline(reply.blocks)).toContain('More from the record, 1 to 4')
    expect(outline(reply.blocks)).not.toContain('Ramp number 0')
    await slack.forgetCalls()
    expect((await follow(slack, 'how many ramps?', 'more', 'more', 'more')).text).toContain('nothing more')
  })

  test('does not affect another thread, where a follow-up is a question of its own', async ({ slack }) => {
    await follow(slack, 'how many ramps are there in Kent?')
    await slack.mention(`<@${BOT_USER}> and in Surrey?`)
    await posted(slack, 2)
    expect(asked.at(-1)).toBe('and in Surrey?')
  })

  test('"by Zahawi?" narrows the last question if a minister has that name', async ({ slack }) => {
    await follow(slack, 'how many ramps are there in Kent?', 'by Minister?', 'in 2024?', 'by Monday?')
    expect(asked.slice(1)).toEqual([
      'how many ramps are there in Kent? by:Minister',
      'how many ramps are there in Kent in 2024 by:Minister',
      'by Monday?',
    ])
  })

  test('is forgotten after a day', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> how many ramps?`, { ts })
    await posted(slack, 1)
    slack.advance(25 * 3_600_000)
    await slack.mention(`<@${BOT_USER}> and in Surrey?`, { thread_ts: ts })
    await posted(slack, 2)
    expect(asked.at(-1)).toBe('and in Surrey?')
  })
})

describe('a message to the bot alone', () => {
  test('is a question, answered outside a thread, and can be followed up', async ({ slack }) => {
    await say(slack, 'how many ramps?')
    const reply = await posted(slack, 1)
    expect(reply.channel).toBe(slack.directMessage)
    expect(reply.thread_ts).toBeUndefined()
    expect(reply.text).toContain('Ramp number 0')
    await say(slack, 'and in Surrey?')
    await posted(slack, 2)
    expect(asked).toEqual(['how many ramps?', 'how many ramps in Surrey'])
    expect(slack.callsOf('assistant.threads.setStatus')).toEqual([])
  })

  test('is answered in its thread if it is in one', async ({ slack }) => {
    await say(slack, 'how many ramps?', { thread_ts: '1700000000.000100' })
    expect((await posted(slack, 1)).thread_ts).toBe('1700000000.000100')
  })

  test('can be followed up in a thread started on it or on its reply', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    const reply = await posted(slack, 1)
    const { messages } = await slack.api('conversations.history', { channel: slack.directMessage }, 'bot')
    const posted_ts = messages.find(({ text }: { text: string }) => text === reply.text).ts
    for (const [n, thread_ts] of [ts, posted_ts].entries()) {
      await say(slack, 'and in Surrey?', { thread_ts })
      expect((await posted(slack, n + 2)).thread_ts).toBe(thread_ts)
      expect(asked.at(-1)).toBe('how many ramps in Surrey')
    }
  })

  test.for(['file_share', 'thread_broadcast', 'me_message'])(
    'is a question with the subtype %s, too',
    async (subtype, { slack }) => {
      await say(slack, 'how many ramps?', { subtype })
      expect((await posted(slack, 1)).text).toContain('Ramp number 0')
    },
  )

  test('shows a status if the answer takes longer than half a second', async ({ slack }) => {
    delay = 700
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await posted(slack, 1)
    await slack.call('assistant.threads.setStatus', 2)
    expect(slack.callsOf('assistant.threads.setStatus')).toMatchObject([
      { channel_id: slack.directMessage, thread_ts: ts, status: 'is searching the record…' },
      { channel_id: slack.directMessage, thread_ts: ts, status: '' },
    ])
  })

  test('gets nothing if it is by a bot, of another kind, or delivered again', async ({ slack }) => {
    await say(slack, 'how many ramps?', { bot_id: 'B1' })
    await say(slack, 'how many ramps?', { subtype: 'bot_message' })
    await say(slack, '', { subtype: 'channel_join' })
    await slack.event({
      type: 'message',
      channel_type: 'channel',
      channel: 'C9',
      user: 'U9',
      ts: newTs(),
      text: 'ramps',
    })
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts }, 'EvDm')
    await posted(slack, 1)
    await say(slack, 'how many ramps?', { ts }, 'EvDm')
    await say(slack, 'how many ramps?', { ts }, 'EvDmAnother')
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })
})

describe('small talk', () => {
  test.for<[string, RegExp]>([
    ['hello', /^Hello! Ask me/],
    ['thank you!', /^You’re welcome!/],
    ['are you an AI?', /^I’m SEND Answers, a bot\..* no AI writes any of it\.$/],
    ['what can you do?', /^Ask me about SEND policy .*\/send help/],
  ])(
    '%s gets one friendly line, and a follow-up still means the question before it',
    async ([typed, line], { slack }) => {
      const thread = newTs()
      await slack.mention(`<@${BOT_USER}> how many ramps in Kent?`, { ts: thread })
      await say(slack, 'how many doors in Kent?')
      await posted(slack, 2)
      await slack.forgetCalls()
      await slack.mention(`<@${BOT_USER}> ${typed}`, { thread_ts: thread })
      expect((await posted(slack, 1)).text).toMatch(line)
      await say(slack, typed)
      const reply = await posted(slack, 2)
      expect(reply.text).toMatch(line)
      expect(reply.blocks).toHaveLength(1)
      asked.length = 0
      await slack.mention(`<@${BOT_USER}> and Surrey?`, { thread_ts: thread })
      await posted(slack, 3)
      await say(slack, 'and Surrey?')
      await posted(slack, 4)
      expect(asked).toEqual(['how many ramps in Surrey', 'how many doors in Surrey'])
    },
  )

  test('that arrives while a question is being answered does not take its place', async ({ slack }) => {
    await say(slack, 'how many doors in Kent?')
    await posted(slack, 1)
    delay = 200
    await say(slack, 'how many ramps in Kent?')
    await say(slack, 'thanks')
    await posted(slack, 3)
    await slack.idle()
    delay = 0
    await say(slack, 'and Surrey?')
    await posted(slack, 4)
    expect(asked.at(-1)).toBe('how many ramps in Surrey')
  })

  test('is answered by /send, too, and left out of a question', async ({ slack }) => {
    await slack.slash('thanks')
    expect((await slack.call('response_url')).text).toMatch(/^You’re welcome!/)
    await slack.slash('Hello, how many ramps?')
    await slack.call('response_url', 2)
    expect(asked).toEqual(['how many ramps?'])
  })
})

describe('an edited message', () => {
  /** An edit of a direct message as Slack sends it. */
  const editDm = (slack: Slack, ts: string, text: string, before = 'how many ramps?', more: object = {}) => {
    const message = { client_msg_id: 'm', type: 'message', user: slack.user, team: 'T000000001', ts, ...more }
    return slack.event({
      type: 'message',
      subtype: 'message_changed',
      message: { ...message, text, edited: { user: slack.user, ts: newTs() } },
      previous_message: { ...message, text: before },
      channel: slack.directMessage,
      hidden: true,
      ts: newTs(),
      event_ts: newTs(),
      channel_type: 'im',
    })
  }

  test('whose reply can’t be changed is told of by a direct message', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await slack.forgetCalls()
    slack.failNext('chat.update', 'cant_update_message', 2)
    await editDm(slack, ts, 'how many lifts?')
    expect(await slack.call('chat.postMessage')).toMatchObject({
      channel: slack.user,
      text: expect.stringContaining('Sorry, something went wrong'),
    })
  })

  test('changes its reply within two minutes, without a second reply', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await posted(slack, 1)
    await slack.idle()
    await editDm(slack, ts, 'how many lifts?')
    const update = await slack.call('chat.update')
    expect(outline(update.blocks)).toContain('You asked: how many lifts?')
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
    await slack.idle()
    await say(slack, 'and in Surrey?')
    await posted(slack, 2)
    expect(asked.at(-1)).toBe('how many lifts in Surrey')
  })

  test('changes its reply, but not what a follow-up refers to, if another question came after it', async ({
    slack,
  }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await posted(slack, 1)
    await say(slack, 'how many doors?')
    await posted(slack, 2)
    await slack.idle()
    await editDm(slack, ts, 'how many lifts?')
    await slack.call('chat.update')
    await say(slack, 'and in Surrey?')
    await posted(slack, 3)
    expect(asked.at(-1)).toBe('how many doors in Surrey')
  })

  test('changes nothing in a thread that went on from its reply', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'how many ramps in Kent?', { ts })
    await posted(slack, 1)
    await say(slack, 'and Essex?', { thread_ts: ts })
    await posted(slack, 2)
    await slack.idle()
    await editDm(slack, ts, 'how many lifts in Kent?', 'how many ramps in Kent?')
    await slack.call('chat.update')
    await slack.idle()
    await say(slack, 'since 2019?', { thread_ts: ts })
    await posted(slack, 3)
    await say(slack, 'and Surrey?')
    await posted(slack, 4)
    expect(asked.slice(-2)).toEqual(['how many ramps in Essex since:2019', 'how many lifts in Surrey'])
  })

  test('is a follow-up of what came before it, as the first version was', async ({ slack }) => {
    await say(slack, 'how many ramps in Kent?')
    const ts = newTs()
    await posted(slack, 1)
    await say(slack, 'and Surrey?', { ts })
    await posted(slack, 2)
    await slack.idle()
    await editDm(slack, ts, 'and Essex?', 'and Surrey?')
    await slack.call('chat.update')
    await editDm(slack, ts, 'and essex since 2024?', 'and Essex?')
    await slack.call('chat.update', 2)
    await slack.idle()
    await say(slack, 'before 2025?')
    await posted(slack, 3)
    expect(asked.slice(2)).toEqual([
      'how many ramps in Essex',
      'how many ramps in essex since:2024',
      'how many ramps in essex before:2025',
    ])
  })

  test('counts in its last version only, however fast it is edited', async ({ slack }) => {
    delay = 200
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await editDm(slack, ts, 'how many lifts?')
    await editDm(slack, ts, 'how many doors?', 'how many lifts?')
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many doors?')
    await slack.idle()
    delay = 0
    await say(slack, 'and in Surrey?')
    await posted(slack, 2)
    expect(asked.at(-1)).toBe('how many doors in Surrey')
    expect(slack.callsOf('chat.update')).toHaveLength(1)
  })

  test('changes its reply if it was edited before the reply was posted', async ({ slack }) => {
    delay = 200
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await editDm(slack, ts, 'how many lifts?')
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many lifts?')
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('changes nothing if the question is the same or gone, two minutes have passed, or the message is unknown', async ({
    slack,
  }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await posted(slack, 1)
    await slack.idle()
    await editDm(slack, ts, 'how many ramps?')
    await editDm(slack, ts, 'how many ramps?', 'how many ramps?', { attachments: [{ text: 'a preview', id: 1 }] })
    await editDm(slack, ts, '')
    await editDm(slack, ts, 'thanks!')
    await editDm(slack, newTs(), 'how many lifts?')
    slack.advance(121_000)
    await editDm(slack, ts, 'how many lifts?')
    await slack.idle()
    expect(slack.callsOf('chat.update')).toEqual([])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('changes its reply from a greeting to an answer, which can be followed up', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'hello', { ts })
    await posted(slack, 1)
    await slack.idle()
    await editDm(slack, ts, 'hello, how many ramps in Kent?', 'hello')
    await slack.call('chat.update')
    await slack.idle()
    await say(slack, 'and Surrey?')
    await posted(slack, 2)
    expect(asked).toEqual(['how many ramps in Kent?', 'how many ramps in Surrey'])
  })

  test('changes its reply as a mention in a channel, too', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> how many ramps?`, { ts })
    await posted(slack, 1)
    await slack.idle()
    await slack.mention(`<@${BOT_USER}> nothing like it`, { ts, edited: { user: slack.user, ts: newTs() } })
    expect((await slack.call('chat.update')).text).toContain('find a minister’s answer')
  })

  test('is answered if the edit adds the mention, and came within two minutes of the message', async ({ slack }) => {
    const ts = newTs()
    const edit = (seconds: number) => ({ ts, edited: { user: slack.user, ts: String(Number(ts) + seconds) } })
    await slack.mention(`<@${BOT_USER}> how many ramps?`, edit(121))
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    await slack.mention(`<@${BOT_USER}> how many ramps?`, edit(119))
    expect((await posted(slack, 1)).thread_ts).toBe(ts)
    await slack.mention(`<@${BOT_USER}> how many ramps?`, edit(119))
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('is forgotten when it is deleted: a reply that was to change stays', async ({ slack }) => {
    const ts = newTs()
    await say(slack, 'how many ramps?', { ts })
    await posted(slack, 1)
    await slack.idle()
    delay = 200
    await editDm(slack, ts, 'how many lifts?')
    await expect.poll(() => asked.at(-1)).toBe('how many lifts?')
    await say(slack, '', { subtype: 'message_deleted', deleted_ts: ts, text: undefined })
    await slack.idle()
    expect(slack.callsOf('chat.update')).toEqual([])
  })
})
