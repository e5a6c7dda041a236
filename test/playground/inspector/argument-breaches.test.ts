import { describe, expect, test } from 'vitest'
import { argumentBreaches } from '../../../playground/inspector/argument-breaches.ts'

const message = { text: 'x', blocks: [] }
const outputs = { found: true, quotation: 'x', citation: 'x', link: 'x' }

describe('a call that Slack would refuse is refused, with the reason', () => {
  test.each([
    ['chat.postMessage', message, 'channel: missing'],
    ['chat.update', { ...message, channel: 'C1' }, 'ts: missing'],
    ['chat.unfurl', { channel: 'C1', ts: '1.1', unfurls: {} }, 'unfurls: empty'],
    ['chat.unfurl', { unfurl_id: 'U1', unfurls: { a: { fallback: 'x', blocks: [] } } }, 'source: missing'],
    ['assistant.threads.setStatus', { channel_id: 'D1', status: 'x' }, 'thread_ts: missing'],
    [
      'assistant.threads.setSuggestedPrompts',
      { channel_id: 'D1', thread_ts: '1.1', prompts: [] },
      'thread_ts: not for',
    ],
    [
      'functions.completeSuccess',
      { function_execution_id: 'Fx', outputs: { ...outputs, found: 'yes' } },
      'outputs.found',
    ],
    [
      'functions.completeSuccess',
      { function_execution_id: 'Fx', outputs: { ...outputs, more: 1 } },
      'more: undeclared',
    ],
    ['functions.completeError', { function_execution_id: 'Fx' }, 'error: missing'],
    ['views.open', { view: { type: 'modal', blocks: [] } }, 'trigger_id: missing'],
    ['views.publish', { user_id: 'U1', view: { type: 'modal', blocks: [] } }, 'view: not a home'],
    ['views.update', { view_id: 'V1', external_id: 'x', view: { type: 'modal', blocks: [] } }, 'one'],
    ['response_url', { ...message, response_type: 'loud' }, 'response_type: loud'],
    ['response_url', { ...message, delete_original: true }, 'delete_original: alone'],
    ['chat.shout', {}, 'no check for the method chat.shout'],
  ])('%s: %#', (method, args, breach) => {
    expect(argumentBreaches(method, args).join('\n')).toContain(breach)
  })

  test('a call that Slack would accept is accepted', () => {
    expect(argumentBreaches('functions.completeSuccess', { function_execution_id: 'Fx', outputs })).toEqual([])
    expect(argumentBreaches('chat.postMessage', { ...message, channel: 'C1' })).toEqual([])
    expect(argumentBreaches('response_url', { delete_original: true })).toEqual([])
  })
})
