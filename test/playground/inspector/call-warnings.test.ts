import { describe, expect, test } from 'vitest'
import { callWarnings } from '../../../playground/inspector/call-warnings.ts'

const text = (text: string) => ({ type: 'plain_text', text })
const posted = (blocks: unknown[], more = {}) => ({ channel: 'C1', text: 'x', blocks, ...more })
const message = { text: 'x', blocks: [] }
const modal = { type: 'modal', title: text('x'), blocks: [] }
const outputs = { found: true, quotation: 'x', citation: 'x', link: 'x' }

describe('warnings say why Slack would refuse a call', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['chat.postMessage', message, 'channel: missing'],
    ['conversations.history', { limit: 1 }, 'channel: missing'],
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
      'outputs: Unrecognized key: "more"',
    ],
    ['functions.completeError', { function_execution_id: 'Fx' }, 'error: missing'],
    ['views.open', { view: { type: 'modal', blocks: [] } }, 'trigger_id: missing'],
    [
      'views.publish',
      { user_id: 'U1', view: { type: 'modal', blocks: [] } },
      'view.type: Invalid input: expected "home"',
    ],
    ['views.update', { view_id: 'V1', external_id: 'x', view: modal }, 'one'],
    ['response_url', { ...message, response_type: 'loud' }, 'response_type: Invalid option'],
    ['response_url', { ...message, delete_original: true }, 'Unrecognized keys: "text"'],
    [
      'chat.postMessage',
      posted([{ type: 'header', text: text('x'.repeat(151)) }]),
      'blocks.0.text.text: Too big: expected string to have <=150 characters',
    ],
    [
      'chat.postMessage',
      posted([{ type: 'header', text: text('x'), colour: 'red' }]),
      'blocks.0: Unrecognized key: "colour"',
    ],
    ['chat.postMessage', posted([{ type: 'hologram' }]), 'blocks.0.type: hologram is not checked'],
    ['chat.postMessage', posted([], { loudly: true }), 'Unrecognized key: "loudly"'],
    ['chat.postMessage', { text: 'x' }, 'channel: missing'],
    [
      'views.open',
      { trigger_id: '1', view: { type: 'modal', title: text('x'.repeat(25)), blocks: [] } },
      'view.title.text: Too big: expected string to have <=24 characters',
    ],
    [
      'views.open',
      { trigger_id: '1', view: { type: 'modal', blocks: [], icon: 'x' } },
      'view: Unrecognized key: "icon"',
    ],
    ['chat.shout', {}, 'no check for the method chat.shout'],
  ])('%s: %#', (method, args, warning) => {
    expect(callWarnings(method, args).join('\n')).toContain(warning)
  })

  test('a call that Slack would accept has none', () => {
    const blocks = [
      { type: 'header', text: { ...text('x'), emoji: false } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: text('x'), value: 'v', style: 'primary' }],
      },
    ]
    expect(
      callWarnings('chat.postMessage', posted(blocks, { thread_ts: '1.1', unfurl_links: false, team_id: 'T' })),
    ).toEqual([])
    expect(callWarnings('functions.completeSuccess', { function_execution_id: 'Fx', outputs })).toEqual([])
    expect(callWarnings('chat.postMessage', { ...message, channel: 'C1' })).toEqual([])
    expect(callWarnings('response_url', { delete_original: true })).toEqual([])
  })
})
