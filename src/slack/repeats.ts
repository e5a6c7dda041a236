import { hash } from 'node:crypto'
import type { App, BlockAction, Context as BoltContext, SlashCommand } from '@slack/bolt'
import { type Claim, type Claims, claimOf } from './claims.ts'
import { personIn, tenantOf } from './person.ts'

/** Acknowledges the second press of a double click and the second delivery of a command, and does nothing else about them. */
export function ignoreRepeats(app: App, claims: Claims): void {
  app.use(async ({ ack, body, context, next }) => {
    const claim = claimIn(body, context)
    if (claim === undefined || (await claims.claim(claim))) await next()
    else await (ack as unknown as () => Promise<void>)()
  })
}

function claimIn(body: object, installed: BoltContext): Claim | undefined {
  if (isCommand(body)) {
    const { trigger_id, user_id: user, text } = body
    return claimOf('command', { team: tenantOf(installed), user }, digestOf([trigger_id, user, text]))
  }
  return isPress(body) ? claimOf('press', personIn(installed, body), digestOf(pressOf(body))) : undefined
}

const isPress = (body: object): body is BlockAction => 'type' in body && body.type === 'block_actions'
const isCommand = (body: object): body is SlashCommand => 'command' in body && 'trigger_id' in body

function pressOf(body: BlockAction): unknown[] {
  const { container, user, view, actions } = body
  const pressed = actions.map((action) => [action.action_id, 'value' in action ? action.value : action])
  return [user.id, container?.message_ts, view?.id, view?.hash, pressed]
}

const digestOf = (parts: unknown[]) => hash('sha256', JSON.stringify(parts))
