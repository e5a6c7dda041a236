import type { Logger, Receiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { InstallFlow } from './install/install-flow.ts'
import { createHttpReceiver } from './receivers/http-receiver.ts'
import type { PayloadWork } from './receivers/payload-work.ts'
import { createSocketReceiver } from './receivers/socket-receiver.ts'
import type { SlackHealth } from './slack-health.ts'
import type { SlackOptions } from './slack-options.ts'

/**
 * Receives Slack's payloads: over a socket to Slack, or by a server to which Slack posts at `/slack/events`, and which
 * serves the pages of `install`.
 */
export function createReceiver(
  options: SlackOptions,
  health: SlackHealth,
  onLost: (error: unknown) => void,
  work: PayloadWork,
  log: Log,
  logger: Logger,
  install: InstallFlow | undefined,
): Receiver {
  switch (options.mode) {
    case 'socket':
      return createSocketReceiver({ ...options, onConnected: health.connected, onLost }, work, log, logger)
    case 'http':
    case 'oauth':
      return createHttpReceiver({ ...options, pages: install?.serve }, work, log)
  }
}
