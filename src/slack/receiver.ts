import { type AppOptions, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { SlackConfig } from '../config.ts'

/** Where payloads come in: a socket to Slack, or a server that Slack posts to at `/slack/events`. */
export function createReceiver(
  config: SlackConfig,
  clientOptions: NonNullable<AppOptions['clientOptions']>,
  logger: Logger,
): Receiver {
  switch (config.mode) {
    case 'socket':
      return new SocketModeReceiver({ appToken: config.appToken, logger, installerOptions: { clientOptions } })
    case 'http':
      return new HTTPReceiver({ signingSecret: config.signingSecret, port: config.port, logger })
  }
}
