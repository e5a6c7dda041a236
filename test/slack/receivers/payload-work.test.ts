import type { App } from '@slack/bolt'
import { expect, test, vi } from 'vitest'
import type { Log } from '../../../src/log.ts'
import { createReplyObserver } from '../../../src/slack/observe-replies.ts'
import { currentDelivery } from '../../../src/slack/receivers/delivery.ts'
import { createInbox, type Inbox } from '../../../src/slack/receivers/inbox.ts'
import { createPayloadWork } from '../../../src/slack/receivers/payload-work.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'

const MENTION = { event_id: 'Ev1', event: { type: 'app_mention' } }
const FIRST = { retryNum: undefined, retryReason: undefined }

test('a payload that is stored too late is acknowledged and worked on before that, as its delivery, and then deleted', async () => {
  const state = createMemoryState()
  const { claim } = state
  const storing = Promise.withResolvers<void>()
  state.claim = async (...all) => {
    await storing.promise
    return claim(...all)
  }
  const log = { error: vi.fn() } as unknown as Log
  const work = createPayloadWork(
    log,
    () => {},
    createReplyObserver(() => {}),
    createInbox(state, log),
  )
  const deliveries: unknown[] = []
  const processEvent = async () => void deliveries.push(currentDelivery())
  const acknowledge = vi.fn()
  const done = work.do({ processEvent } as unknown as App, MENTION, acknowledge, FIRST)
  await expect.poll(() => deliveries, { timeout: 4000 }).toEqual([{ id: expect.any(String), takenOver: false }])
  expect(acknowledge).toHaveBeenCalledOnce()
  storing.resolve()
  await done
  expect(await state.list({ name: 'waiting-payload' })).toEqual([])
  expect(log.error).not.toHaveBeenCalled()
})

test('what people say to each other in a channel is not stored; what may get a reply is', async () => {
  const stored: unknown[] = []
  const put: Inbox['put'] = ({ event, command }) => {
    stored.push(event?.ts ?? command)
    return {
      stored: { delivery: { id: '1', takenOver: false }, done: async () => {} },
      isFirst: Promise.resolve(false),
    }
  }
  const inbox: Inbox = { put, start: async () => {}, stop: async () => {} }
  const observe = () => {}
  const work = createPayloadWork({} as Log, observe, createReplyObserver(observe), inbox)
  const processEvent = vi.fn(async () => {})
  const payloads = [
    { event: { type: 'message', channel_type: 'channel', ts: 'aside' } },
    { event: { type: 'message', channel_type: 'group', subtype: 'message_changed', ts: 'changed aside' } },
    { event: { type: 'message', channel_type: 'channel', ts: 'in a thread', thread_ts: '1' } },
    { event: { type: 'message', channel_type: 'im', ts: 'directly' } },
    { event: { type: 'app_mention', ts: 'mention' } },
    { command: '/send' },
  ]
  for (const payload of payloads) await work.do({ processEvent } as unknown as App, payload, () => {}, FIRST)
  expect(stored).toEqual(['in a thread', 'directly', 'mention', '/send'])
  expect(processEvent).toHaveBeenCalledTimes(2)
})
