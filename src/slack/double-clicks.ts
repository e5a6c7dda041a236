import type { App, BlockAction } from '@slack/bolt'
import { createBoundedMap } from './state/bounded-map.ts'

/** Two presses of the same control by the same person within this time are one. */
const DOUBLE_CLICK_MS = 1000
const KEPT = 1000

/** Acknowledges the second of two quick presses of a control, and does no more about it. */
export function ignoreDoubleClicks(app: App, now: () => number): void {
  const pressed = createBoundedMap<true>(KEPT, DOUBLE_CLICK_MS, now)
  app.use(async ({ ack, body, next }) => {
    if ((body as { type?: string }).type === 'block_actions') {
      const key = pressOf(body as BlockAction)
      if (pressed.get(key)) return (ack as unknown as () => Promise<void>)()
      pressed.set(key, true)
    }
    await next()
  })
}

function pressOf({ user, container, view, actions }: BlockAction): string {
  const pressed = actions.map((action) => [action.action_id, 'value' in action ? action.value : action])
  return JSON.stringify([user.id, container?.message_ts, view?.id, view?.hash, pressed])
}
