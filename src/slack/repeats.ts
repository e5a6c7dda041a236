import { hash } from 'node:crypto'
import type { App, BlockAction, SlashCommand } from '@slack/bolt'
import { personIn } from './person.ts'
import { createRecently } from './recently.ts'

/** A second press of the same control by the same person within this time is a double click. */
const DOUBLE_CLICK_MS = 1000
/** A command that comes again with the same trigger within this time was delivered twice. */
const REDELIVERY_MS = 5 * 60_000

/** Acknowledges the second press of a double click and the second delivery of a command, and does nothing else about them. */
export function ignoreRepeats(app: App, now: () => number): void {
  const pressed = createRecently(DOUBLE_CLICK_MS, now)
  const delivered = createRecently(REDELIVERY_MS, now)
  app.use(async ({ ack, body, next }) => {
    const repeated = isCommand(body)
      ? delivered(keyOf([body.team_id, body.trigger_id, body.user_id, body.text]))
      : isPress(body) && pressed(keyOf(pressOf(body)))
    if (repeated) await (ack as unknown as () => Promise<void>)()
    else await next()
  })
}

const isPress = (body: object): body is BlockAction => 'type' in body && body.type === 'block_actions'
const isCommand = (body: object): body is SlashCommand => 'command' in body && 'trigger_id' in body

function pressOf(body: BlockAction): unknown[] {
  const { container, view, actions } = body
  const pressed = actions.map((action) => [action.action_id, 'value' in action ? action.value : action])
  return [personIn(body), container?.message_ts, view?.id, view?.hash, pressed]
}

const keyOf = (parts: unknown[]) => hash('sha256', JSON.stringify(parts))
