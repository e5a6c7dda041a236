import { hash } from 'node:crypto'
import type { App, BlockAction } from '@slack/bolt'
import { LRUCache } from 'lru-cache'

/** A second press of the same control by the same person within this time is a double click. */
const DOUBLE_CLICK_MS = 1000
const MAX_KEPT = 1000

/** Acknowledges the second press of a double click, and does nothing else about it. */
export function ignoreDoubleClicks(app: App, now: () => number): void {
  const pressed = new LRUCache<string, true>({ max: MAX_KEPT, ttl: DOUBLE_CLICK_MS, ttlResolution: 0, perf: { now } })
  app.use(async ({ ack, body, next }) => {
    if ((body as { type?: string }).type === 'block_actions') {
      const key = pressOf(body as BlockAction)
      if (pressed.has(key)) return (ack as unknown as () => Promise<void>)()
      pressed.set(key, true)
    }
    await next()
  })
}

function pressOf({ user, container, view, actions }: BlockAction): string {
  const pressed = actions.map((action) => [action.action_id, 'value' in action ? action.value : action])
  return hash('sha256', JSON.stringify([user.id, container?.message_ts, view?.id, view?.hash, pressed]))
}
