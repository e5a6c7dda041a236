import { type AppOptions, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { SlackOptions } from './slack-options.ts'

/** Receives Slack's payloads: over a socket to Slack, or by a server to which Slack posts at `/slack/events`. */
export function createReceiver(
  options: SlackOptions,
  clientOptions: NonNullable<AppOptions['clientOptions']>,
  logger: Logger,
): Receiver {
  switch (options.mode) {
    case 'socket':
      return new SocketModeReceiver({ appToken: options.appToken, logger, installerOptions: { clientOptions } })
    case 'http':
      return new HTTPReceiver({ signingSecret: options.signingSecret, port: options.port, logger })
  }
}
