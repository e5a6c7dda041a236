import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Happening, Observe } from '../happening.ts'
import type { Vitals } from './readiness.ts'

/** What is read when the metrics are asked for. */
type Levels = Pick<Vitals, 'answers' | 'passagesWithoutVector' | 'lastGoodSync'>

/** The program's metrics, in Prometheus's text format. */
export interface Metrics {
  observe: Observe
  contentType: string
  text: () => Promise<string>
}

/** Buckets around what Slack asks for: 3 seconds for an acknowledgement, and a reply while somebody waits. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30]

/**
 * Counts what happens. Besides it has Node's own metrics: memory, processor time, and the delay of the event loop.
 * Labels have few values each, whatever is asked and by whom.
 */
export function createMetrics(levels: () => Promise<Levels>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const acknowledged = new Histogram({
    name: 'send_acknowledgement_seconds',
    help: 'From a request of Slack to its acknowledgement',
    labelNames: ['surface'],
    buckets: SECONDS,
    registers,
  })
  const replied = new Histogram({
    name: 'send_reply_seconds',
    help: 'From a request to the reply to its question',
    labelNames: ['surface', 'reply'],
    buckets: SECONDS,
    registers,
  })
  const calls = new Counter({
    name: 'send_slack_calls_total',
    help: 'Calls to Slack, by what came of them',
    labelNames: ['method', 'outcome'],
    registers,
  })
  const syncs = new Counter({ name: 'send_syncs_total', help: 'Syncs that ended', labelNames: ['outcome'], registers })
  const synced = new Counter({
    name: 'send_synced_records_total',
    help: 'Answers that syncs added, corrected or dropped, and records that they could not read',
    labelNames: ['change'],
    registers,
  })
  const answers = new Gauge({ name: 'send_answers', help: 'Answers that are searched', registers })
  const withoutVector = new Gauge({
    name: 'send_passages_without_vector',
    help: 'Paragraphs that can not be searched by meaning yet',
    registers,
  })
  const pending = {
    payloads: new Gauge({
      name: 'send_pending_payloads',
      help: 'Payloads of Slack that are being worked on',
      registers,
    }),
    calls: new Gauge({
      name: 'send_pending_calls',
      help: 'Calls to Slack without an answer, also those that wait for a rate limit to pass',
      registers,
    }),
  }
  const lastGood = new Gauge({
    name: 'send_last_good_sync_timestamp_seconds',
    help: 'When the last successful sync ended, in seconds since 1970; 0 before the first',
    registers,
  })

  const observe = (happening: Happening): void => {
    switch (happening.kind) {
      case 'acknowledged':
        acknowledged.observe({ surface: happening.surface }, happening.seconds)
        break
      case 'replied':
        replied.observe({ surface: happening.surface, reply: happening.reply }, happening.seconds)
        break
      case 'called':
        calls.inc({ method: happening.method, outcome: happening.outcome })
        break
      case 'pending':
        pending[happening.what].inc(happening.change)
        break
      case 'synced':
        syncs.inc({ outcome: 'done' })
        for (const change of ['added', 'corrected', 'dropped', 'failed'] as const)
          synced.inc({ change }, happening[change])
        break
      case 'sync-failed':
        syncs.inc({ outcome: 'failed' })
    }
  }
  return {
    observe,
    contentType: registry.contentType,
    async text() {
      const now = await levels()
      answers.set(now.answers)
      withoutVector.set(now.passagesWithoutVector)
      lastGood.set((now.lastGoodSync ?? 0) / 1000)
      return registry.metrics()
    },
  }
}
