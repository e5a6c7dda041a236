import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { SEARCH_QUESTION, SEARCH_SUBMIT } from '../../src/slack/blocks/search-modal.ts'
import { createFallbackState } from '../../src/storage/fallback-state.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { State } from '../../src/storage/state.ts'
import { answer } from '../answers.ts'
import { outline } from './outline.ts'
import { BOT_USER, newTs, type RunningBot, type Setup, type Slack, test as slackTest } from './workspace.ts'

/** A database takes some time to answer, in which another process may ask it. */
const DATABASE_MS = 5

const ramps = answer({ paragraphs: ['Ramps are free.'] })
const asked: string[] = []
/** Questions that say "slowly" are answered when this resolves. */
let slowly = Promise.resolve()
const ask: Ask = async (question) => {
  asked.push(question.asked)
  if (question.text.includes('slowly')) await slowly
  const best = { answer: ramps, index: 0, passage: ramps.passages[0] ?? [] }
  return { kind: 'answer', question, best, others: [] }
}
const setup: Setup = {
  answers: [ramps],
  ask,
  vocabulary: { ...EMPTY_VOCABULARY, names: [['kent', 'surrey', 'essex']] },
}

/** The bot twice, with one state, which can be replaced by one that misbehaves. */
interface Replicas {
  one: RunningBot
  other: RunningBot
  state: State
  /** What becomes of calls of the state; 'none' at first. */
  trouble: (trouble: 'none' | 'fails' | 'hangs') => void
}

const test = slackTest.extend<{ setup: Setup }>({ setup: [setup, { scope: 'file' }] }).extend<{ replicas: Replicas }>({
  async replicas({ slack }, use) {
    asked.length = 0
    slowly = Promise.resolve()
    const kept = createMemoryState({ now: () => slack.now() })
    let trouble: 'none' | 'fails' | 'hangs' = 'none'
    const { promise: hanging, resolve: goOn } = Promise.withResolvers<void>()
    const state = new Proxy(kept, {
      get: (target, method: keyof State) =>
        (async (...args: unknown[]) => {
          if (trouble === 'fails') throw new Error('no connection, and a secret that was asked')
          if (trouble === 'hangs') await hanging
          await delay(DATABASE_MS)
          return (target[method] as (...args: unknown[]) => unknown)(...args)
        }) as never,
    })
    const start = () => {
      const own = createMemoryState({ now: () => slack.now() })
      const options = { onFailure: () => {}, pauseMs: 0, patienceMs: 20_000 }
      return slack.startAnother({ ...setup, services: { state: createFallbackState(state, own, options) } })
    }
    const replicas = {
      one: await start(),
      other: await start(),
      state: kept,
      trouble(next: typeof trouble) {
        trouble = next
        if (next === 'none') goOn()
      },
    }
    await use(replicas)
    replicas.trouble('none')
    await Promise.all([replicas.one.stop(), replicas.other.stop()])
  },
})

const say = (bot: RunningBot, slack: Slack, text: string, more: object = {}, eventId?: string) =>
  bot.event(
    { type: 'message', channel_type: 'im', channel: slack.directMessage, user: slack.user, ts: newTs(), text, ...more },
    eventId,
  )
const edit = (bot: RunningBot, slack: Slack, ts: string, text: string, editedAt = newTs()) =>
  bot.event({
    type: 'message',
    subtype: 'message_changed',
    channel_type: 'im',
    channel: slack.directMessage,
    ts: newTs(),
    message: { ts, text, user: slack.user, edited: { user: slack.user, ts: editedAt } },
  })

describe('two processes with one state', () => {
  test('answer what is delivered to both once', async ({ slack, replicas: { one, other } }) => {
    const eventId = `Ev${randomUUID()}`
    const mention = { ts: newTs() }
    const press = {
      container: { type: 'message', message_ts: newTs() },
      message: { text: 'x', blocks: [] },
      response_url: slack.newResponseUrl(),
      trigger_id: '1.1',
    }
    const value = JSON.stringify({ helpful: true, question: 'ramps' })
    await Promise.all(
      [one, other].flatMap((bot) => [
        bot.mention(`<@${BOT_USER}> how many ramps?`, mention, eventId),
        bot.slash('how many lifts?', 'one trigger'),
        bot.step({ question: 'how many doors?' }, 'Fx1'),
        bot.press({ action_id: FEEDBACK, value }, press),
      ]),
    )
    await Promise.all([one.idle(), other.idle()])
    expect(asked.toSorted()).toEqual(['how many doors?', 'how many lifts?', 'how many ramps?'])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
    expect(slack.callsOf('functions.completeSuccess')).toHaveLength(1)
    // The command, and the thanks.
    expect(slack.callsOf('response_url')).toHaveLength(2)
  })

  test('understand a follow-up of what the other has answered', async ({ slack, replicas: { one, other } }) => {
    await say(one, slack, 'how many ramps in Kent?')
    await one.idle()
    await say(other, slack, 'and in Surrey?')
    await other.idle()
    await say(one, slack, 'since 2024?')
    await one.idle()
    expect(asked.slice(1)).toEqual(['how many ramps in Surrey', 'how many ramps in Surrey since:2024'])
  })

  test('show a person the same recent questions', async ({ slack, replicas: { one, other } }) => {
    await one.slash('how many ramps?')
    await one.idle()
    await other.event({ type: 'app_home_opened', user: slack.user, channel: slack.directMessage, tab: 'home' })
    expect(outline((await slack.call('views.publish')).view.blocks)).toContain('how many ramps?')
  })

  test('change a reply that the other one has not posted yet', async ({ slack, replicas: { one, other } }) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    slowly = promise
    const ts = newTs()
    await say(one, slack, 'how many ramps, slowly?', { ts })
    await expect.poll(() => asked).toHaveLength(1)
    await edit(other, slack, ts, 'how many lifts?')
    await slack.call('assistant.threads.setStatus')
    expect(asked).toHaveLength(1)
    resolve()
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many lifts?')
    await Promise.all([one.idle(), other.idle()])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('change the reply to a message that the other one takes up after its edit', async ({
    slack,
    replicas: { one, other },
  }) => {
    const ts = newTs()
    await edit(other, slack, ts, 'how many lifts?')
    await say(one, slack, 'how many ramps?', { ts })
    expect(outline((await slack.call('chat.update')).blocks)).toContain('You asked: how many lifts?')
  })

  test('count the last edit, in whatever order they come', async ({ slack, replicas: { one, other } }) => {
    const ts = newTs()
    await say(one, slack, 'how many ramps?', { ts })
    await one.idle()
    const [earlier, later] = [newTs(), newTs()]
    await edit(other, slack, ts, 'how many doors?', later)
    await other.idle()
    await edit(one, slack, ts, 'how many lifts?', earlier)
    await one.idle()
    expect(slack.callsOf('chat.update').map(({ blocks }) => outline(blocks))).toEqual([
      expect.stringContaining('You asked: how many doors?'),
    ])
  })

  test('answer an edit that came as two kinds of event once', async ({ slack, replicas: { one, other } }) => {
    const ts = newTs()
    const editedAt = newTs()
    await one.mention(`<@${BOT_USER}> how many ramps?`, { ts })
    await one.idle()
    const text = `<@${BOT_USER}> how many lifts?`
    const edited = { user: slack.user, ts: editedAt }
    const message = { type: 'message', subtype: 'message_changed', channel_type: 'channel', channel: slack.channel }
    await Promise.all([
      one.mention(text, { ts, edited }),
      other.event({ ...message, message: { ts, text, user: slack.user, edited } }),
    ])
    await Promise.all([one.idle(), other.idle()])
    expect(slack.callsOf('chat.update')).toHaveLength(1)
  })

  test('change nothing if there was no reply, which the next delivery gets', async ({
    slack,
    replicas: { one, other },
  }) => {
    const ts = newTs()
    slack.failNext('chat.postMessage', 'channel_not_found', 3)
    await say(one, slack, 'how many ramps?', { ts }, 'EvAgain')
    await one.idle()
    await edit(other, slack, ts, 'how many lifts?')
    await other.idle()
    expect(asked).toEqual(['how many ramps?'])
    await slack.forgetCalls()
    await say(other, slack, 'how many ramps?', { ts }, 'EvAgain')
    expect((await slack.call('chat.postMessage')).text).toContain('Ramps are free.')
  })
})

describe('what is kept', () => {
  /** Everything that a person can do. */
  const doAll = async (slack: Slack, bot: RunningBot) => {
    const ts = newTs()
    await bot.mention(`<@${BOT_USER}> how many ramps in Kent?`, { ts })
    await say(bot, slack, 'how many lifts in Kent?')
    await bot.slash('how many doors?')
    await bot.event({ type: 'app_home_opened', user: slack.user, channel: slack.directMessage, tab: 'messages' })
    const value = JSON.stringify({ helpful: true, question: 'ramps' })
    await bot.press({ action_id: FEEDBACK, value })
    await bot.idle()
    return ts
  }

  test('is a person’s, so that it can be erased', async ({ slack, replicas: { one, state } }) => {
    await doAll(slack, one)
    expect(await state.erase('T000000001', slack.otherUser)).toBe(0)
    expect(await state.erase('T000000001', slack.user)).toBeGreaterThan(10)
    expect(await state.erase('T000000001')).toBe(0)
  })

  test('belongs to who asked last in a thread', async ({ slack, replicas: { one, state } }) => {
    const ts = newTs()
    await one.mention(`<@${BOT_USER}> how many ramps in Kent?`, { ts })
    await one.idle()
    await one.mention(`<@${BOT_USER}> and in Surrey?`, { thread_ts: ts, user: slack.otherUser })
    await one.idle()
    const turns = await state.list({ name: 'turn' })
    expect(turns).toMatchObject([{ team: 'T000000001', user: slack.otherUser }])
  })

  test('counts as not there if it can’t be understood', async ({ slack, replicas: { one, state } }) => {
    const ts = await doAll(slack, one)
    for (const name of ['turn', 'exchange', 'recent-questions'])
      for (const entry of await state.list({ name })) await state.set(entry, { question: 'of another version' })
    await one.mention(`<@${BOT_USER}> and in Surrey?`, { thread_ts: ts })
    await one.event({ type: 'app_home_opened', user: slack.user, channel: slack.directMessage, tab: 'home' })
    await one.idle()
    expect(asked.at(-1)).toBe('and in Surrey?')
    expect(slack.callsOf('views.publish')).toHaveLength(1)
    expect(one.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('is that of the organisation, where it has the app for all of its workspaces', async ({
    slack,
    replicas: { one, state },
  }) => {
    const installed = { team_id: null, enterprise_id: 'E1', is_enterprise_install: true, user_id: BOT_USER }
    const message = { type: 'message', channel_type: 'im', channel: slack.directMessage, user: slack.user }
    for (const [n, team_id] of ['T1', 'T2'].entries()) {
      const event = { ...message, ts: newTs(), text: ['how many ramps in Kent?', 'and in Surrey?'][n] }
      const body = { type: 'event_callback', team_id, event_id: `EvOrg${n}`, authorizations: [installed], event }
      await one.post(JSON.stringify(body), 'application/json')
      await one.idle()
    }
    expect(asked).toEqual(['how many ramps in Kent?', 'how many ramps in Surrey'])
    const payload = { team: null, enterprise: { id: 'E1' }, is_enterprise_install: true, user: { id: slack.user } }
    await one.action({ ...payload, trigger_id: '1.1', actions: [{ type: 'button', action_id: 'x', block_id: 'b' }] })
    await one.idle()
    const kinds = ['event', 'press', 'turn', 'exchange', 'recent-questions']
    for (const name of kinds) {
      const entries = await state.list({ name })
      expect([name, new Set(entries.map(({ team }) => team))]).toEqual([name, new Set(['E1'])])
    }
  })
})

describe('while the state', () => {
  test('fails, questions are answered once by each process, and nothing of them is logged', async ({
    slack,
    replicas: { one, trouble },
  }) => {
    trouble('fails')
    const ts = newTs()
    for (const _ of [1, 2]) await say(one, slack, 'how many ramps in Kent?', { ts }, 'EvFails')
    await one.slash('how many doors?', 'a trigger')
    await one.slash('how many doors?', 'a trigger')
    await one.idle()
    await say(one, slack, 'and in Surrey?')
    await one.idle()
    expect(asked.toSorted()).toEqual(['how many doors?', 'how many ramps in Kent?', 'how many ramps in Surrey'])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2)
    expect(slack.callsOf('response_url')).toHaveLength(1)
    expect(JSON.stringify(one.log)).not.toMatch(/ramps|secret/)
  })

  test('hangs, everything is acknowledged, and a form shows its results', async ({
    slack,
    replicas: { one, trouble },
  }) => {
    trouble('hangs')
    const values = { [SEARCH_QUESTION]: { [SEARCH_QUESTION]: { value: 'ramps' } } }
    const { response_action, view } = await one.submit({ callback_id: SEARCH_SUBMIT, id: 'V1', state: { values } })
    expect([response_action, outline(view.blocks)]).toEqual(['push', expect.stringContaining('Ramps are free.')])
    const answers = await Promise.all([
      one.mention(`<@${BOT_USER}> how many ramps?`),
      say(one, slack, 'how many lifts?'),
      one.slash('how many doors?'),
      one.press({ action_id: 'ask_again_0', value: 'ramps' }),
      one.step({ question: 'how many doors?' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    trouble('none')
    await slack.call('chat.postMessage', 2)
  })
})
