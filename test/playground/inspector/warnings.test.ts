import { describe, expect, test } from 'vitest'
import { callWarnings } from '../../../playground/inspector/warnings.ts'
import { missingScope } from '../../../playground/workspace/scopes.ts'

const text = (text: string) => ({ type: 'plain_text', text })
const message = (blocks: unknown[], more = {}) => ({ channel: 'C1', text: 'x', blocks, ...more })

describe('warnings say why Slack would refuse a call', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['chat.postMessage', message([{ type: 'header', text: text('x'.repeat(151)) }]), 'header: text 151 over 150'],
    ['chat.postMessage', message([{ type: 'header', text: text('x'), colour: 'red' }]), 'no field header.colour'],
    ['chat.postMessage', message([{ type: 'hologram' }]), 'no field blocks of type hologram'],
    ['chat.postMessage', message([], { loudly: true }), 'no field loudly'],
    ['chat.postMessage', { text: 'x' }, 'channel: missing'],
    [
      'views.open',
      { trigger_id: '1', view: { type: 'modal', title: text('x'.repeat(25)), blocks: [] } },
      'title: 25 over 24',
    ],
    ['views.open', { trigger_id: '1', view: { type: 'modal', blocks: [], icon: 'x' } }, 'no field modal.icon'],
    ['chat.shout', {}, 'no check for the method chat.shout'],
  ])('%s %#', (method, args, warning) => {
    expect(callWarnings(method, args).join('\n')).toContain(warning)
  })

  test('a correct call has none', () => {
    const blocks = [
      { type: 'header', text: { ...text('x'), emoji: false } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: text('x'), value: 'v', style: 'primary' }],
      },
    ]
    expect(
      callWarnings('chat.postMessage', message(blocks, { thread_ts: '1.1', unfurl_links: false, team_id: 'T' })),
    ).toEqual([])
  })

  test('the scope that the manifest lacks is named', () => {
    expect(missingScope('chat.unfurl', ['chat:write'])).toBe('links:write')
    expect(missingScope('chat.unfurl', ['links:write'])).toBeUndefined()
    expect(missingScope('views.open', [])).toBeUndefined()
  })
})
