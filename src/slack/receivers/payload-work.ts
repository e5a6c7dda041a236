import { setTimeout as sleep } from 'node:timers/promises'
import type { App, ReceiverEvent } from '@slack/bolt'
import type { Observe } from '../../happening.ts'
import type { Log } from '../../log.ts'
import { beginWork } from '../../storage/refuse-erased.ts'
import type { ReplyObserver } from '../observe-replies.ts'
import { duringDelivery } from './delivery.ts'
import type { Inbox, Stored } from './inbox.ts'
import { isRepliedTo, mayGetReply, opensModal, type Payload, surfaceOf } from './payload.ts'
import { createTurnsAfterArrivals } from './turns-after-arrivals.ts'

/** The first time that Slack delivers something both are undefined. */
interface Retries {
  retryNum: number | undefined
  retryReason: string | undefined
}

type Ack = (reply?: object) => Promise<void>

/** Slack waits three seconds for the acknowledgement, which comes after this. */
const STORED_WITHIN_MS = 2000
const FIRST_DELIVERY: Retries = { retryNum: undefined, retryReason: undefined }

/** What is done about payloads, however they come in. */
export interface PayloadWork {
  /**
   * Acknowledges the payload, then has the listeners work on it when it is its turn; resolves when they are done. Where
   * the acknowledgement is the listener's to give, it works at once. With an inbox it is stored before it is acknowledged.
   * Never rejects: one payload must not end the process.
   */
  do: (app: App, payload: Payload, acknowledge: (reply?: object) => void, retries: Retries) => Promise<void>
  /** Works on a payload that another process has acknowledged and not done. Never rejects. */
  resume: (app: App, payload: Payload, stored: Stored) => Promise<void>
  /** Resolves when no payload is being worked on. */
  idle: () => Promise<void>
}

/** Without an inbox, payloads whose work isn't done when the process ends are lost. */
export function createPayloadWork(log: Log, observe: Observe, replies: ReplyObserver, inbox?: Inbox): PayloadWork {
  const turns = createTurnsAfterArrivals()
  const underWay = new Set<Promise<void>>()

  /** Undefined if the payload is being worked on already. A store that fails or is slow is no reason not to answer. */
  const put = async (payload: Payload): Promise<Stored | 'not-stored' | undefined> => {
    if (!inbox || !mayGetReply(payload)) return 'not-stored'
    const { stored, isFirst } = inbox.put(payload)
    const limit = new AbortController()
    const late = sleep(STORED_WITHIN_MS, true, { signal: limit.signal, ref: false })
    try {
      if (await Promise.race([isFirst, late])) return stored
      await stored.done()
      return undefined
    } catch (error) {
      log.error('slack.payload_not_stored', error)
      return stored
    } finally {
      limit.abort()
      await late.catch(() => {})
    }
  }
  const listen = (app: App, payload: Payload, ack: Ack, retries: Retries) =>
    replies.during(surfaceOf(payload), () => app.processEvent({ body: payload, ack, ...retries } as ReceiverEvent))
  const listenStored = async (app: App, payload: Payload, stored: Stored, ack: Ack, retries: Retries) => {
    try {
      await turns.next(opensModal(payload))
      await duringDelivery(stored.delivery, () => listen(app, payload, ack, retries))
    } finally {
      await stored.done()
    }
  }
  const work: PayloadWork['do'] = async (app, payload, acknowledge, retries) => {
    const since = performance.now()
    let acknowledged = false
    const ack: Ack = async (reply) => {
      if (acknowledged) return
      acknowledged = true
      acknowledge(reply)
      observe({ kind: 'acknowledged', surface: surfaceOf(payload), seconds: (performance.now() - since) / 1000 })
    }
    if (isRepliedTo(payload)) return listen(app, payload, ack, retries)
    const stored = await put(payload)
    await ack()
    if (stored === undefined) return
    if (stored !== 'not-stored') return listenStored(app, payload, stored, ack, retries)
    await turns.next(opensModal(payload))
    await listen(app, payload, ack, retries)
  }
  const track = async (work: Promise<void>) => {
    turns.arrived()
    observe({ kind: 'pending', what: 'payloads', change: 1 })
    const done = work.catch((error) => log.error('slack.payload_failed', error))
    underWay.add(done)
    await done
    underWay.delete(done)
    observe({ kind: 'pending', what: 'payloads', change: -1 })
  }
  return {
    do: (...all) => beginWork(() => track(work(...all))),
    resume: (app, payload, stored) =>
      beginWork(() => track(listenStored(app, payload, stored, async () => {}, FIRST_DELIVERY))),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
