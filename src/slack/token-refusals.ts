import { LRUCache } from 'lru-cache'
import type { Log } from '../log.ts'

const MAX_TEAMS = 1000

/**
 * Says once for each workspace that Slack refuses its token, and again only after Slack took it meanwhile: its own requests
 * would say so each time.
 */
export function createTokenRefusals(log: Log): (team: string | undefined, refusal: string | undefined) => void {
  const refused = new LRUCache<string, true>({ max: MAX_TEAMS })
  return (team, refusal) => {
    if (team === undefined) return
    if (refusal === undefined) return void refused.delete(team)
    if (refused.has(team)) return
    refused.set(team, true)
    const advice = 'nothing can be answered there. Unless the app was just removed, it has to be added again.'
    log.warn('slack.token_refused', { team, refusal, advice })
  }
}
