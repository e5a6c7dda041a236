import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../log.ts'

/** Bolt's words for a request from where the app isn't installed: the bot counts those. */
const NOT_SERVED = 'Authorization of incoming event did not succeed. No listeners will be called.'

/**
 * Writes the messages of Bolt and of Slack's clients to our log. Their debug messages are dropped at every level: they
 * quote whole payloads, with what people asked.
 */
export function createBoltLogger(log: Log): Logger {
  const text = (messages: unknown[]) =>
    messages.map((message) => (message instanceof Error ? message.message : String(message))).join(' ')
  return {
    debug: () => {},
    info: (...messages) => log.debug('slack.library', { says: text(messages) }),
    warn: (...messages) => messages[0] !== NOT_SERVED && log.warn('slack.library', { says: text(messages) }),
    error: (...messages) =>
      log.error('slack.library', messages.find((message) => message instanceof Error) ?? text(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
