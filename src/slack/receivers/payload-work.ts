import type { App, ReceiverEvent } from '@slack/bolt'
import type { Observe } from '../../happening.ts'
import type { Log } from '../../log.ts'
import type { ReplyObserver } from '../observe-replies.ts'
import { isRepliedTo, opensModal, type Payload, surfaceOf } from './payload.ts'
import { createTurnsAfterArrivals } from './turns-after-arrivals.ts'

/** The first time that Slack delivers something both are undefined. */
interface Retries {
  retryNum: number | undefined
  retryReason: string | undefined
}

/** What is done about payloads, however they come in. */
export interface PayloadWork {
  /**
   * Acknowledges the payload, then has the listeners work on it when it is its turn; resolves when they are done. Where
   * the acknowledgement is the listener's to give, it works at once. Never rejects: one payload must not end the process.
   */
  do: (app: App, payload: Payload, acknowledge: (reply?: object) => void, retries: Retries) => Promise<void>
  /** Resolves when no payload is being worked on. */
  idle: () => Promise<void>
}

export function createPayloadWork(log: Log, observe: Observe, replies: ReplyObserver): PayloadWork {
  const turns = createTurnsAfterArrivals()
  const underWay = new Set<Promise<void>>()
  const work: PayloadWork['do'] = async (app, payload, acknowledge, retries) => {
    const surface = surfaceOf(payload)
    const since = performance.now()
    let acknowledged = false
    const ack = async (reply?: object) => {
      if (acknowledged) return
      acknowledged = true
      acknowledge(reply)
      observe({ kind: 'acknowledged', surface, seconds: (performance.now() - since) / 1000 })
    }
    try {
      if (!isRepliedTo(payload)) {
        await ack()
        await turns.next(opensModal(payload))
      }
      await replies.during(surface, () => app.processEvent({ body: payload, ack, ...retries } as ReceiverEvent))
    } catch (error) {
      log.error('slack.payload_failed', error)
    }
  }
  return {
    async do(...all) {
      turns.arrived()
      observe({ kind: 'pending', what: 'payloads', change: 1 })
      const done = work(...all)
      underWay.add(done)
      await done
      underWay.delete(done)
      observe({ kind: 'pending', what: 'payloads', change: -1 })
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
