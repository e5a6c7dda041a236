import type { Log } from '../log.ts'
import { isTokenRefusal } from './calls/slack-error.ts'

/** A log that leaves out errors caused by a refused token, which would come with every request: the bot's health says it once. */
export function withoutTokenRefusals(log: Log): Log {
  return {
    ...log,
    error(event, error, fields) {
      if (!isTokenRefusal(error)) log.error(event, error, fields)
      else log.debug(event, { ...fields, says: 'the token is refused' })
    },
  }
}
