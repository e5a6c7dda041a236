import { describe, expect } from 'vitest'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { Kind, State } from '../../src/storage/state.ts'
import { ramps } from './ramps.ts'
import { newTs, type Slack, test } from './workspace.ts'

const WAITING: Kind = { name: 'waiting-payload' }

/** What a process leaves that ends after it acknowledged a payload: the payload, as its delivery with that id. */
async function leave(state: State, payload: { event_id: string }, id = 'the delivery') {
  const name = { kind: WAITING, team: 'T000000001', key: payload.event_id }
  await state.set(name, { id, replica: 'that ended', takenOver: 0, payload })
}

const mention = ({ channel, user }: Slack, eventId: string, ts = newTs()) => ({
  team_id: 'T000000001',
  event_id: eventId,
  event: { type: 'app_mention', channel, user, ts, text: 'ramps in schools?' },
})

/** Starts a bot that shares the state, and resolves when it has done what was left. */
async function startAfter(slack: Slack, state: State) {
  const bot = await slack.startAnother({ answers: [ramps], services: { state, isShared: true } })
  await expect.poll(() => state.list(WAITING)).toEqual([])
  await bot.idle()
  return bot
}

describe('what a process acknowledged and didn’t do before it ended', () => {
  test('is done by the next', async ({ slack }) => {
    const state = createMemoryState()
    const payload = mention(slack, 'EvLeft1')
    await leave(state, payload)
    const bot = await startAfter(slack, state)
    expect(slack.callsOf('chat.postMessage')).toMatchObject([{ thread_ts: payload.event.ts }])
    await bot.stop()
  })

  test('also if that process had claimed it', async ({ slack }) => {
    const state = createMemoryState()
    const payload = mention(slack, 'EvLeft2')
    await leave(state, payload)
    const kinds = { event: payload.event_id, message: `${slack.channel}/${payload.event.ts}` }
    for (const [name, key] of Object.entries(kinds))
      await state.set({ kind: { name }, team: 'T000000001', key }, 'the delivery')
    const bot = await startAfter(slack, state)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
    await bot.stop()
  })

  test('but not if another delivery of it was answered', async ({ slack }) => {
    const state = createMemoryState()
    const payload = mention(slack, 'EvLeft3')
    await leave(state, payload)
    await state.set({ kind: { name: 'event' }, team: 'T000000001', key: 'EvLeft3' }, 'another delivery')
    const bot = await startAfter(slack, state)
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    await bot.stop()
  })

  test.for(['a thread', 'a direct message'])(
    'is not done again if the reply is in %s already',
    async (where, { slack }) => {
      const state = createMemoryState()
      const payload = mention(slack, `EvLeft4 ${where}`)
      const channel = where === 'a thread' ? slack.channel : slack.directMessage
      Object.assign(payload.event, { channel, ...(where !== 'a thread' && { type: 'message', channel_type: 'im' }) })
      const metadata = { event_type: 'send_answers_reply', event_payload: { delivery: 'the delivery' } }
      const thread = where === 'a thread' ? { thread_ts: payload.event.ts } : {}
      await slack.api(
        'chat.postMessage',
        { channel, text: 'Ramps are a matter for schools.', metadata, ...thread },
        'bot',
      )
      await leave(state, payload)
      const bot = await startAfter(slack, state)
      expect(slack.callsOf('chat.postMessage')).toEqual([])
      await bot.stop()
    },
  )
})

test('a bot that shares its state stores what it acknowledges until it is done, and marks its reply', async ({
  slack,
}) => {
  const state = createMemoryState()
  const bot = await slack.startAnother({ answers: [ramps], services: { state, isShared: true } })
  expect((await bot.mention('ramps in schools?')).status).toBe(200)
  await bot.idle()
  expect(await state.list(WAITING)).toEqual([])
  const [{ metadata } = {}] = slack.callsOf('chat.postMessage')
  expect(metadata).toMatchObject({ event_type: 'send_answers_reply' })
  await bot.stop()
})
