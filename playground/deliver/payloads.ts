import { randomUUID } from 'node:crypto'
import type { Cast, Channel, Person } from '../workspace/cast.ts'
import type { SlackView } from '../workspace/shapes.ts'
import { withBlockIds } from '../workspace/shapes.ts'
import { type Control, stateOf, type Values } from './controls.ts'

/** The old verification token, which Slack still sends and nobody should look at. */
const VERIFICATION_TOKEN = 'not-to-be-used'

/** What Slack wraps an event in (docs.slack.dev/apis/events-api). */
export function eventPayload({ team, appId, bot }: Cast, event: Record<string, unknown>): Record<string, unknown> {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  }
}

/** What every interaction begins with (docs.slack.dev/reference/interaction-payloads). */
export function interactionPayload(
  { team, appId }: Cast,
  type: string,
  { id, handle, name }: Person,
  rest: Record<string, unknown>,
): Record<string, unknown> {
  return {
    type,
    team,
    user: { id, username: handle, name: handle, team_id: team.id, real_name: name },
    api_app_id: appId,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
    ...rest,
  }
}

/** A slash command (docs.slack.dev/interactivity/implementing-slash-commands). */
export function commandPayload(
  { team, appId }: Cast,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
  rest: { response_url: string; trigger_id: string },
): Record<string, unknown> {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.handle,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: false,
    ...rest,
  }
}

/** A view as interactions carry it: with what stands in its controls. */
export function viewIn(view: SlackView, values: Values): Record<string, unknown> {
  const blocks = withBlockIds(view.blocks)
  return { ...view, blocks, state: stateOf(blocks, values) }
}

/** What a control is called in the inspector. */
export const nameOf = ({ element }: Control) => element.action_id || element.type
