import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import { expect, test, vi } from 'vitest'
import type { Log } from '../../../src/log.ts'
import { createReplyObserver } from '../../../src/slack/observe-replies.ts'
import type { Inbox } from '../../../src/slack/receivers/inbox.ts'
import { createPayloadWork } from '../../../src/slack/receivers/payload-work.ts'

const MENTION = { event_id: 'Ev1', event: { type: 'app_mention' } }
const FIRST = { retryNum: undefined, retryReason: undefined }

test('a payload that is stored too late is worked on without that, and deleted: no process is to do it again', async () => {
  const storing = Promise.withResolvers<void>()
  const done = vi.fn(async () => {})
  const put: Inbox['put'] = async () => {
    await storing.promise
    return { delivery: { id: '1', takenOver: false }, done }
  }
  const observe = () => {}
  const log = { error: vi.fn() }
  const inbox: Inbox = { put, start: async () => {}, stop: async () => {} }
  const work = createPayloadWork(log as unknown as Log, observe, createReplyObserver(observe), inbox)
  const processEvent = vi.fn(async () => {})
  const acknowledge = vi.fn()
  await work.do({ processEvent } as unknown as App, MENTION, acknowledge, FIRST)
  expect([acknowledge, processEvent].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  expect(done).not.toHaveBeenCalled()
  storing.resolve()
  await sleep(0)
  expect(done).toHaveBeenCalledOnce()
  expect(log.error).not.toHaveBeenCalled()
})

test('what people say to each other in a channel is not stored; what may get a reply is', async () => {
  const stored: unknown[] = []
  const put: Inbox['put'] = async ({ event, command }) => {
    stored.push(event?.ts ?? command)
    return undefined
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
