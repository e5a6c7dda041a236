import type { Logger, Receiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import { createHttpReceiver } from './receivers/http-receiver.ts'
import type { PayloadWork } from './receivers/payload-work.ts'
import { createSocketReceiver } from './receivers/socket-receiver.ts'
import type { SlackHealth } from './slack-health.ts'
import type { SlackOptions } from './slack-options.ts'

/** Receives Slack's payloads: over a socket to Slack, or by a server to which Slack posts at `/slack/events`. */
export function createReceiver(
  options: SlackOptions,
  health: SlackHealth,
  onLost: (error: unknown) => void,
  work: PayloadWork,
  log: Log,
  logger: Logger,
): Receiver {
  switch (options.mode) {
    case 'socket':
      return createSocketReceiver({ ...options, onConnected: health.connected, onLost }, work, log, logger)
    case 'http':
      return createHttpReceiver(options, work, log)
  }
}
