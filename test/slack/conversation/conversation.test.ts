import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Ask } from '../../../src/answering/reply.ts'
import { answer } from '../../answers.ts'
import { outline } from '../outline.ts'
import {
  BOT_USER,
  callsOf,
  newTs,
  nthCall,
  type RunningBot,
  settled,
  startBot,
  startWorkspace,
  type Workspace,
} from '../workspace.ts'

const answers = Array.from({ length: 8 }, (_, n) =>
  answer({ uin: String(200_001 + n), heading: `Ramps ${n}`, paragraphs: [`Ramp number ${n} is free in Surrey.`] }),
)
const all = answers.map((answer) => ({ answer, index: 0, passage: answer.passages[0] ?? [] }))

/** An index that writes down what it is asked, and can be slow. */
const asked: string[] = []
let delay = 0
const ask: Ask = async (question, { others = 4 } = {}) => {
  asked.push(question)
  await new Promise((done) => setTimeout(done, delay))
  if (question.includes('nothing')) return { kind: 'no-answer', question, reason: 'nothing-close', nearest: [] }
  const [best, ...rest] = all
  if (!best) throw new Error('no answers')
  return { kind: 'answer', question, best, others: rest.slice(0, others) }
}

let clock = Date.now()
let workspace: Workspace
let bot: RunningBot
let dm: string
beforeAll(async () => {
  workspace = await startWorkspace()
  bot = await startBot(workspace, answers, { ask, now: () => clock })
  dm = (await workspace.api('conversations.open', { users: BOT_USER })).channel.id
})
beforeEach(() => {
  workspace.calls.length = 0
  asked.length = 0
  delay = 0
})
afterAll(async () => {
  expect(callsOf(workspace, 'refused')).toEqual([])
  await bot.stop()
  await workspace.close()
})

const say = (text: string, more: object = {}, eventId?: string) =>
  bot.event(
    { type: 'message', channel_type: 'im', channel: dm, user: workspace.user, ts: newTs(), text, ...more },
    eventId,
  )
const posted = (n: number) => nthCall(workspace, 'chat.postMessage', n)

describe('a mention in a thread in which the bot has answered', () => {
  const follow = async (...texts: string[]) => {
    const ts = newTs()
    for (const [n, text] of texts.entries()) {
      await bot.mention(`<@${BOT_USER}> ${text}`, n === 0 ? { ts } : { thread_ts: ts })
      expect((await posted(n + 1)).thread_ts).toBe(ts)
    }
    return posted(texts.length)
  }

  test.each([
    ['and in Surrey?', 'how many ramps are there in Surrey'],
    ['since 2024?', 'how many ramps are there in Kent? since:2024'],
    ['what about lifts?', 'how many ramps are there in Kent lifts'],
    ['how long do councils have to finish a plan?', 'how long do councils have to finish a plan?'],
  ])('%s is asked as: %s', async (followUp, question) => {
    await follow('how many ramps are there in Kent?', followUp)
    expect(asked).toEqual(['how many ramps are there in Kent?', question])
  })

  test('"who said that?" gets the member, the day and the link, without another search', async () => {
    const reply = await follow('how many ramps?', 'who said that?')
    expect(outline(reply.blocks)).toMatch(
      /^> Ramp number 0 is free in Surrey.\nThat was said by:\nA Minister, Minister of State · .*15 January 2024.*\[Source\]/,
    )
    expect(asked).toHaveLength(1)
  })

  test('"more" gets the next passages, until there are none', async () => {
    const reply = await follow('how many ramps?', 'more')
    expect(outline(reply.blocks)).toContain('More from the record, 5 to 7')
    expect(outline(reply.blocks)).not.toContain('Ramp number 0')
    workspace.calls.length = 0
    expect((await follow('how many ramps?', 'more', 'more')).text).toContain('nothing more')
  })

  test('says nothing of another thread, in which its words stand alone', async () => {
    await follow('how many ramps are there in Kent?')
    await bot.mention(`<@${BOT_USER}> and in Surrey?`)
    await posted(2)
    expect(asked.at(-1)).toBe('and in Surrey?')
  })

  test('"by Zahawi?" narrows the last question where a minister is called so', async () => {
    await follow('how many ramps are there in Kent?', 'by Minister?', 'in 2024?', 'by Monday?')
    expect(asked.slice(1)).toEqual([
      'how many ramps are there in Kent? by:Minister',
      'how many ramps are there in Kent in 2024 by:Minister',
      'by Monday?',
    ])
  })

  test('a day later stands alone, too', async () => {
    const ts = newTs()
    await bot.mention(`<@${BOT_USER}> how many ramps?`, { ts })
    await posted(1)
    clock += 25 * 3_600_000
    await bot.mention(`<@${BOT_USER}> and in Surrey?`, { thread_ts: ts })
    await posted(2)
    expect(asked.at(-1)).toBe('and in Surrey?')
  })
})

describe('a message to the bot alone', () => {
  test('is a question, answered beside it, and followed up', async () => {
    await say('how many ramps?')
    const reply = await posted(1)
    expect(reply.channel).toBe(dm)
    expect(reply.thread_ts).toBeUndefined()
    expect(reply.text).toContain('Ramp number 0')
    await say('and in Surrey?')
    await posted(2)
    expect(asked).toEqual(['how many ramps?', 'how many ramps in Surrey'])
    expect(callsOf(workspace, 'assistant.threads.setStatus')).toEqual([])
  })

  test('in a thread is answered in it', async () => {
    await say('how many ramps?', { thread_ts: '1700000000.000100' })
    expect((await posted(1)).thread_ts).toBe('1700000000.000100')
  })

  test('is followed up in a thread that is begun on it or on its reply, too', async () => {
    const ts = newTs()
    await say('how many ramps?', { ts })
    const reply = await posted(1)
    const { messages } = await workspace.api('conversations.history', { channel: dm }, 'bot')
    const posted_ts = messages.find(({ text }: { text: string }) => text === reply.text).ts
    for (const [n, thread_ts] of [ts, posted_ts].entries()) {
      await say('and in Surrey?', { thread_ts })
      expect((await posted(n + 2)).thread_ts).toBe(thread_ts)
      expect(asked.at(-1)).toBe('how many ramps in Surrey')
    }
  })

  test.each(['file_share', 'thread_broadcast', 'me_message'])('is a question as a %s, too', async (subtype) => {
    await say('how many ramps?', { subtype })
    expect((await posted(1)).text).toContain('Ramp number 0')
  })

  test('that takes longer than half a second shows a status until it is answered', async () => {
    delay = 700
    const ts = newTs()
    await say('how many ramps?', { ts })
    await posted(1)
    await nthCall(workspace, 'assistant.threads.setStatus', 2)
    expect(callsOf(workspace, 'assistant.threads.setStatus')).toMatchObject([
      { channel_id: dm, thread_ts: ts, status: 'is searching the record…' },
      { channel_id: dm, thread_ts: ts, status: '' },
    ])
  })

  test('by the bot itself, by another bot, of another kind, or delivered again gets nothing', async () => {
    await say('how many ramps?', { bot_id: 'B1' })
    await say('how many ramps?', { subtype: 'bot_message' })
    await say('', { subtype: 'channel_join' })
    await bot.event({ type: 'message', channel_type: 'channel', channel: 'C9', user: 'U9', ts: newTs(), text: 'ramps' })
    const ts = newTs()
    await say('how many ramps?', { ts }, 'EvDm')
    await posted(1)
    await say('how many ramps?', { ts }, 'EvDm')
    await say('how many ramps?', { ts }, 'EvDmAnother')
    await settled()
    expect(callsOf(workspace, 'chat.postMessage')).toHaveLength(1)
  })
})

describe('a message that is edited', () => {
  const editDm = (ts: string, text: string) =>
    say('', {
      subtype: 'message_changed',
      message: { type: 'message', user: workspace.user, ts, text },
      text: undefined,
    })

  test('within two minutes changes its reply, and doubles none', async () => {
    const ts = newTs()
    await say('how many ramps?', { ts })
    await posted(1)
    await settled()
    await editDm(ts, 'how many lifts?')
    const update = await nthCall(workspace, 'chat.update')
    expect(outline(update.blocks)).toContain('You asked: how many lifts?')
    expect(callsOf(workspace, 'chat.postMessage')).toHaveLength(1)
    await settled()
    await say('and in Surrey?')
    await posted(2)
    expect(asked.at(-1)).toBe('how many lifts in Surrey')
  })

  test('after another was asked changes its reply, and not what is followed up', async () => {
    const ts = newTs()
    await say('how many ramps?', { ts })
    await posted(1)
    await say('how many doors?')
    await posted(2)
    await settled()
    await editDm(ts, 'how many lifts?')
    await nthCall(workspace, 'chat.update')
    await say('and in Surrey?')
    await posted(3)
    expect(asked.at(-1)).toBe('how many doors in Surrey')
  })

  test('while its reply is under way changes that reply', async () => {
    delay = 200
    const ts = newTs()
    await say('how many ramps?', { ts })
    await editDm(ts, 'how many lifts?')
    expect(outline((await nthCall(workspace, 'chat.update')).blocks)).toContain('You asked: how many lifts?')
    expect(callsOf(workspace, 'chat.postMessage')).toHaveLength(1)
  })

  test('to the same question, later than that, or before it was asked anything changes nothing', async () => {
    const ts = newTs()
    await say('how many ramps?', { ts })
    await posted(1)
    await settled()
    await editDm(ts, 'how many ramps?')
    await editDm(newTs(), 'how many lifts?')
    clock += 121_000
    await editDm(ts, 'how many lifts?')
    await settled()
    expect(callsOf(workspace, 'chat.update')).toEqual([])
    expect(callsOf(workspace, 'chat.postMessage')).toHaveLength(1)
  })

  test('as a mention in a channel changes its reply', async () => {
    const ts = newTs()
    await bot.mention(`<@${BOT_USER}> how many ramps?`, { ts })
    await posted(1)
    await settled()
    await bot.mention(`<@${BOT_USER}> nothing like it`, { ts, edited: { user: workspace.user, ts: newTs() } })
    expect((await nthCall(workspace, 'chat.update')).text).toContain('close enough')
  })
})

test('a message that is deleted breaks nothing, and is forgotten', async () => {
  const ts = newTs()
  await say('how many ramps?', { ts })
  await posted(1)
  await say('', { subtype: 'message_deleted', deleted_ts: ts, text: undefined })
  await say('how many lifts?')
  await posted(2)
  expect(bot.log.filter(({ level }) => level === 'error')).toEqual([])
})
