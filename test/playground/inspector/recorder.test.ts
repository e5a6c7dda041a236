import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../../playground/inspector/recorder.ts'

const args = (more: object) => ({ channel: 'C1', text: 'x', blocks: [], ...more })

function recorder() {
  const clock = { now: 1000, changes: 0 }
  const made = createRecorder(
    () => clock.now,
    () => {
      clock.changes += 1
    },
  )
  return { clock, ...made }
}

describe('a call is listed under the payload that it answers', () => {
  test('found by the most specific id that both contain; the latest payload if several do', () => {
    const { payload, call, exchanges } = recorder()
    payload('app_mention', 'first', { event: { channel: 'C1', ts: '1.1' } })
    payload('app_mention', 'second', { event: { channel: 'C1', ts: '2.2' } })
    payload('block_actions', 'press', { trigger_id: 'T9', response_url: 'http://x/response/abc' })
    call('chat.postMessage', args({ thread_ts: '1.1' }))
    call('chat.postMessage', args({}))
    call('views.open', { trigger_id: 'T9', view: { type: 'modal', blocks: [] } })
    call('response_url', { text: 'x' }, 'abc')
    call('users.info', {})
    expect(exchanges().map(({ about, calls }) => [about, calls.map(({ method }) => method)])).toEqual([
      ['first', ['chat.postMessage']],
      ['second', ['chat.postMessage']],
      ['press', ['views.open', 'response_url', 'users.info']],
    ])
  })

  test('a call before any payload gets an entry of its own', () => {
    const { call, exchanges } = recorder()
    call('auth.test', {})({ ok: true })
    expect(exchanges()).toMatchObject([{ kind: 'start', calls: [{ method: 'auth.test', result: { ok: true } }] }])
  })
})

describe('it measures times, and warns', () => {
  test('of a late acknowledgement, or one with a status other than 200', () => {
    const { clock, payload, exchanges } = recorder()
    const acknowledged = payload('slash command', '/send', {})
    clock.now += 3001
    acknowledged(500, undefined)
    expect(exchanges()[0]).toMatchObject({
      ack: { status: 500, ms: 3001 },
      warnings: [expect.stringContaining('500'), expect.stringContaining('this took 3001')],
    })
  })

  test('of a call over a limit, and of a refused call, with the missing scope', () => {
    const { call, exchanges } = recorder()
    call('chat.postMessage', args({ blocks: Array(51).fill({ type: 'divider' }) }))({ ok: true })
    call('chat.unfurl', { channel: 'C1', ts: '1', unfurls: {} })({
      ok: false,
      error: 'missing_scope',
      needed: 'links:write',
    })
    const [over, refused] = exchanges()[0]?.calls ?? []
    expect(over?.warnings).toEqual(['blocks: Too big: expected array to have <=50 items'])
    expect(over?.ms).toEqual(expect.any(Number))
    expect(refused?.warnings).toContain('Slack refuses this: missing_scope (links:write is not in manifest.yml)')
  })
})

test('it keeps the last hundred exchanges, reports every change, and can be cleared', () => {
  const { clock, payload, exchanges, clear } = recorder()
  for (let index = 0; index < 120; index++) payload('message', String(index), { index })(200, undefined)
  expect(exchanges().map(({ about }) => about)).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 20)))
  expect(clock.changes).toBe(240)
  clear()
  expect(exchanges()).toEqual([])
})
