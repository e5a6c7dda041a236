import { test as base, describe, expect } from 'vitest'
import { createMetrics } from '../../src/monitoring/metrics.ts'
import { startMonitoringServer } from '../../src/monitoring/monitoring-server.ts'

const LEVELS = { answers: 12, passagesWithoutVector: 40, lastGoodSync: 1_700_000_000_000 }

const test = base.extend<{
  state: { ready: boolean; levels: () => Promise<typeof LEVELS> }
  monitoring: {
    get: (path: string, init?: RequestInit) => Promise<Response>
    observe: ReturnType<typeof createMetrics>['observe']
  }
}>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
  state: async ({}, use) => use({ ready: true, levels: async () => LEVELS }),
  async monitoring({ state }, use) {
    const metrics = createMetrics(() => state.levels())
    const server = await startMonitoringServer({
      port: 0,
      host: '127.0.0.1',
      metrics,
      readiness: async () => ({
        ready: state.ready,
        checks: { answers: 'ok', slack: state.ready ? 'ok' : 'revoked', search: 'ok', sync: 'ok' },
      }),
    })
    await use({
      get: (path, init) => fetch(`http://127.0.0.1:${server.port}${path}`, init),
      observe: metrics.observe,
    })
    await server.stop()
  },
})

test('/healthz says that the process lives', async ({ monitoring }) => {
  const response = await monitoring.get('/healthz')
  expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
})

test.for(['/', '//', '/healthz/x', '/constructor'])('%s is not found', async (path, { monitoring }) => {
  expect((await monitoring.get(path)).status).toBe(404)
})

test('/readyz is 503 with what is wrong when the program can’t do its work', async ({ monitoring, state }) => {
  expect((await monitoring.get('/readyz')).status).toBe(200)
  state.ready = false
  const response = await monitoring.get('/readyz')
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({
    ready: false,
    checks: { answers: 'ok', slack: 'revoked', search: 'ok', sync: 'ok' },
  })
})

describe('/metrics', () => {
  test('counts what happened, by labels of few values', async ({ monitoring }) => {
    monitoring.observe({ kind: 'replied', surface: 'command', reply: 'closest', seconds: 0.2 })
    monitoring.observe({ kind: 'acknowledged', surface: 'command', seconds: 0.004 })
    monitoring.observe({ kind: 'called', method: 'chat.postMessage', outcome: 'rate-limited' })
    monitoring.observe({ kind: 'synced', added: 5, corrected: 1, dropped: 0, failed: 2 })
    monitoring.observe({ kind: 'sync-failed' })
    const response = await monitoring.get('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const lines = (await response.text()).split('\n')
    for (const line of [
      'send_reply_seconds_count{surface="command",reply="closest"} 1',
      'send_acknowledgement_seconds_bucket{le="0.01",surface="command"} 1',
      'send_slack_calls_total{method="chat.postMessage",outcome="rate-limited"} 1',
      'send_syncs_total{outcome="done"} 1',
      'send_syncs_total{outcome="failed"} 1',
      'send_synced_records_total{change="added"} 5',
      'send_synced_records_total{change="failed"} 2',
    ])
      expect(lines).toContain(line)
  })

  test('has the sizes of the index and of the queues, and the delay of the event loop', async ({ monitoring }) => {
    for (const change of [1, 1, -1] as const) monitoring.observe({ kind: 'pending', what: 'payloads', change })
    const lines = (await (await monitoring.get('/metrics')).text()).split('\n')
    for (const line of [
      'send_answers 12',
      'send_passages_without_vector 40',
      'send_pending_payloads 1',
      'send_pending_calls 0',
      'send_last_good_sync_timestamp_seconds 1700000000',
    ])
      expect(lines).toContain(line)
    expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_seconds '))).toBe(true)
  })

  test('is an error if a size can’t be read', async ({ monitoring, state }) => {
    state.levels = async () => {
      throw new Error('no store')
    }
    const response = await monitoring.get('/metrics')
    expect([response.status, await response.text()]).toEqual([500, 'no store\n'])
  })
})

test('another path is not found, with those that are there; only GET is taken', async ({ monitoring }) => {
  const response = await monitoring.get('/nowhere')
  expect([response.status, await response.text()]).toEqual([404, 'There is: /healthz, /readyz, /metrics\n'])
  expect((await monitoring.get('/metrics', { method: 'POST' })).status).toBe(405)
})

test('a port that is taken is named, with what to do', async () => {
  const metrics = createMetrics(async () => LEVELS)
  const readiness = async () => ({ ready: true, checks: { answers: 'ok', slack: 'ok', search: 'ok', sync: 'ok' } })
  const first = await startMonitoringServer({ port: 0, host: '127.0.0.1', metrics, readiness })
  await expect(
    startMonitoringServer({ port: first.port, host: '127.0.0.1', metrics, readiness }),
  ).rejects.toMatchObject({
    code: 'port-taken',
    advice: expect.stringContaining('METRICS_PORT'),
  })
  await first.stop()
})
