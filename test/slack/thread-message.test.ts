import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { outline } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const one = answer({ paragraphs: ['Ramps are free.'] })
const best = { answer: one, index: 0, passage: one.passages[0] ?? [] }
const asked: string[] = []
const ask: Ask = async (question) => {
  asked.push(question.asked)
  return { kind: 'answer', question, best, others: [] }
}

const vocabulary = { ...EMPTY_VOCABULARY, names: [['kent', 'surrey', 'essex']] }
const test = slackTest
  .extend<{ setup: Setup }>({ setup: [{ answers: [one], ask, vocabulary }, { scope: 'file' }] })
  .extend<{ thread: string }>({
    /** A thread in which the bot has answered a mention. */
    async thread({ slack }, use) {
      const ts = newTs()
      await slack.mention(`<@${BOT_USER}> how many ramps in Kent?`, { ts })
      await slack.call('chat.postMessage')
      await slack.forgetCalls()
      asked.length = 0
      await use(ts)
    },
  })

/** A message in a channel as Slack sends it where the history scopes are granted. */
const say = (slack: Slack, text: string, more: object = {}) =>
  slack.event({
    type: 'message',
    channel_type: 'channel',
    channel: slack.channel,
    user: slack.user,
    client_msg_id: 'm',
    team: 'T000000001',
    ts: newTs(),
    text,
    ...more,
  })
const edit = (slack: Slack, ts: string, text: string, before: string, more: object = {}) => {
  const message = { type: 'message', user: slack.user, client_msg_id: 'm', team: 'T000000001', ts, ...more }
  return slack.event({
    type: 'message',
    subtype: 'message_changed',
    message: { ...message, text, edited: { user: slack.user, ts: newTs() } },
    previous_message: { ...message, text: before },
    channel: slack.channel,
    hidden: true,
    ts: newTs(),
    event_ts: newTs(),
    channel_type: 'channel',
  })
}

const FOLLOW_UPS = ['and in Surrey?', 'what about Essex', 'since 2024?', 'and the Lords?', 'more', 'who said that?']

describe('a message without a mention, in a thread that the bot has answered in', () => {
  test.for(FOLLOW_UPS)(
    'is answered in the thread if it is plainly a follow-up: %s',
    async (text, { slack, thread }) => {
      await say(slack, text, { thread_ts: thread })
      expect(await slack.call('chat.postMessage')).toMatchObject({ channel: slack.channel, thread_ts: thread })
    },
  )

  test('builds on the last question, and is built on', async ({ slack, thread }) => {
    await say(slack, 'and Surrey?', { thread_ts: thread, channel_type: 'group' })
    await slack.call('chat.postMessage')
    await slack.mention(`<@${BOT_USER}> since 2024?`, { thread_ts: thread })
    await slack.call('chat.postMessage', 2)
    expect(asked).toEqual(['how many ramps in Surrey', 'how many ramps in Surrey since:2024'])
  })

  test('gets nothing if it names anybody, wherever and however', async ({ slack, thread }) => {
    const names = [
      `<@${slack.otherUser}>`,
      `<@${slack.otherUser}|another>`,
      '<!subteam^S1|@team>',
      '<!here>',
      '@another',
      `<@${BOT_USER}>`,
    ]
    for (const text of FOLLOW_UPS)
      for (const name of names)
        for (const said of [`${name} ${text}`, `${text} ${name}`, `${name}, ${text}`])
          await say(slack, said, { thread_ts: thread })
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    expect(asked).toEqual([])
  })

  test.for([
    'thanks',
    'hello',
    'what can you do?',
    'and lunch?',
    'what about John?',
    'I am in Surrey',
    'Surrey',
    'how many lifts in Surrey?',
    'any updates?',
    'Sam, and in Surrey?',
    '',
  ])('gets nothing for %j', async (text, { slack, thread }) => {
    await say(slack, text, { thread_ts: thread })
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('gets nothing outside that thread, from a bot, or once the thread is forgotten', async ({ slack, thread }) => {
    await say(slack, 'and Surrey?')
    await say(slack, 'and Surrey?', { thread_ts: newTs() })
    await say(slack, 'and Surrey?', { thread_ts: thread, channel: 'C000000009' })
    await say(slack, 'and Surrey?', { thread_ts: thread, bot_id: 'B1' })
    await say(slack, 'and Surrey?', { thread_ts: thread, subtype: 'channel_topic' })
    slack.advance(25 * 3_600_000)
    await say(slack, 'and Surrey?', { thread_ts: thread })
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('gets nothing in the same thread of another workspace', async ({ slack, thread }) => {
    const event = { type: 'message', channel_type: 'channel', channel: slack.channel, user: slack.user, ts: newTs() }
    const envelope = { type: 'event_callback', team_id: 'T000000002', event_id: 'EvOther', event_time: 1 }
    const body = { ...envelope, event: { ...event, text: 'and Surrey?', thread_ts: thread } }
    await slack.post(JSON.stringify(body), 'application/json')
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('is answered once where a mention comes as two events, in either order', async ({ slack, thread }) => {
    const text = `<@${BOT_USER}> and Surrey?`
    const [first, second] = [newTs(), newTs()]
    await slack.mention(text, { ts: first, thread_ts: thread })
    await say(slack, text, { ts: first, thread_ts: thread })
    await slack.call('chat.postMessage')
    await say(slack, text, { ts: second, thread_ts: thread })
    await slack.mention(text, { ts: second, thread_ts: thread })
    await slack.call('chat.postMessage', 2)
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2)
  })

  test('is never logged', async ({ slack, thread }) => {
    await say(slack, 'and Surrey?', { thread_ts: thread })
    await say(slack, 'a secret between colleagues', { thread_ts: thread })
    await slack.idle()
    expect(JSON.stringify(slack.log)).not.toMatch(/Surrey|secret/)
  })
})

describe('an edit in a channel', () => {
  test('of a mention changes its reply, come as a changed message, as a mention, or as both', async ({ slack }) => {
    const ts = newTs()
    const [ramps, lifts] = [`<@${BOT_USER}> how many ramps?`, `<@${BOT_USER}> how many lifts?`]
    await slack.mention(ramps, { ts })
    await slack.call('chat.postMessage')
    await slack.idle()
    await edit(slack, ts, lifts, ramps)
    await slack.mention(lifts, { ts, edited: { user: slack.user, ts: newTs() } })
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many lifts?')
    await slack.idle()
    await slack.mention(ramps, { ts, edited: { user: slack.user, ts: newTs() } })
    await edit(slack, ts, ramps, lifts)
    expect(outline((await slack.call('chat.update', 2)).blocks)).toContain('You asked: how many ramps?')
    await slack.idle()
    expect(slack.callsOf('chat.update')).toHaveLength(2)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('of a follow-up without a mention changes its reply while it stays a follow-up', async ({ slack, thread }) => {
    const ts = newTs()
    const where = { thread_ts: thread }
    await say(slack, 'and Surrey?', { ts, ...where })
    await slack.call('chat.postMessage')
    await slack.idle()
    await edit(slack, ts, 'and Surrey, says my brother', 'and Surrey?', where)
    await edit(slack, ts, `<@${slack.otherUser}> and Essex?`, 'and Surrey?', where)
    await edit(slack, ts, 'and Essex?', 'and Surrey?', where)
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many ramps in Essex')
    await slack.idle()
    expect(slack.callsOf('chat.update')).toHaveLength(1)
  })

  test('that takes the mention or the question away, or adds a preview, does nothing', async ({ slack }) => {
    const ts = newTs()
    const ramps = `<@${BOT_USER}> how many ramps?`
    await slack.mention(ramps, { ts })
    await slack.call('chat.postMessage')
    await slack.idle()
    await edit(slack, ts, 'how many lifts?', ramps)
    await edit(slack, ts, `<@${BOT_USER}>`, ramps)
    await edit(slack, ts, ramps, ramps, { attachments: [{ id: 1, text: 'a preview' }] })
    await edit(slack, newTs(), `<@${BOT_USER}> how many lifts?`, ramps)
    await slack.idle()
    expect(slack.callsOf('chat.update')).toEqual([])
  })

  test('of a mention that was deleted does nothing', async ({ slack }) => {
    const ts = newTs()
    const ramps = `<@${BOT_USER}> how many ramps?`
    await slack.mention(ramps, { ts })
    await slack.call('chat.postMessage')
    await slack.idle()
    await say(slack, '', { subtype: 'message_deleted', deleted_ts: ts, text: undefined, user: undefined, hidden: true })
    await edit(slack, ts, `<@${BOT_USER}> how many lifts?`, ramps)
    await slack.idle()
    expect(slack.callsOf('chat.update')).toEqual([])
  })
})
