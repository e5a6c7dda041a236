import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'

/** What processes tell each other: names of NOTIFY's channels. */
const CHANNELS = ['answers', 'limits'] as const
export type Channel = (typeof CHANNELS)[number]

const FIRST_WAIT_MS = 100
const MAX_WAIT_MS = 5_000
/** A connection that is dead without having ended is noticed within this time. */
const CHECK_MS = 30_000
/** The name of a channel in the database, which other programs may use, too. */
export const nameOf = (channel: Channel) => `send_answers_${channel}`

interface Listener {
  channel: Channel
  onMessage: (payload: string) => void
  /** Called when listening has begun, and when it has begun again: what was said before may have been missed. */
  onListening: () => void
}

export interface Notifications {
  /** Gives what ends it. Can be called before there is a connection: one is made, and made again when it ends. */
  listen: (listener: Listener) => () => void
  stop: () => Promise<void>
}

/** Listens to what other processes say, on one connection of its own, which is made when somebody listens. */
export function createNotifications(connect: () => Promise<Client>): Notifications {
  const listeners = new Set<Listener>()
  const stopping = new AbortController()
  const { signal } = stopping
  let isListening = false
  let running: Promise<void> | undefined

  const listenOnce = async () => {
    const client = await connect()
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
    try {
      client.on('notification', ({ channel, payload = '' }) => {
        for (const one of listeners) if (nameOf(one.channel) === channel) one.onMessage(payload)
      })
      await client.query(CHANNELS.map((channel) => `LISTEN ${nameOf(channel)}`).join('; '))
      isListening = true
      for (const one of listeners) one.onListening()
      await untilEnded(client, ended, signal)
    } finally {
      isListening = false
      await client.end().catch(() => {})
    }
  }
  const run = async () => {
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, MAX_WAIT_MS)) {
      const began = performance.now()
      await listenOnce().catch(() => {})
      if (performance.now() - began > MAX_WAIT_MS) waitMs = FIRST_WAIT_MS
      await delay(waitMs, undefined, { signal }).catch(() => {})
    }
  }
  return {
    listen(listener) {
      listeners.add(listener)
      running ??= run()
      if (isListening) listener.onListening()
      return () => void listeners.delete(listener)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Resolves when the connection has ended, or the signal says so; rejects if it gives no answer. */
async function untilEnded(client: Client, ended: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  void ended.then(() => over.abort())
  while (!either.aborted) {
    await delay(CHECK_MS, undefined, { signal: either }).catch(() => {})
    if (!either.aborted) await client.query('SELECT 1')
  }
}
