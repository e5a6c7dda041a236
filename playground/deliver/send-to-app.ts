import { createHmac, randomUUID } from 'node:crypto'
import type { Recorder } from '../inspector/recorder.ts'
import type { Cast, Channel, Person } from '../workspace/cast.ts'

type Fields = Record<string, unknown>

/** Posts payloads to the app as Slack does. `about` is for the inspector. */
export type SendToApp = ReturnType<typeof createSendToApp>

/** Slack's deprecated verification token: still sent, but requests are verified by their signature. */
const token = 'not-to-be-used'

/** Signs each request (docs.slack.dev/authentication/verifying-requests-from-slack) and posts it to `url`. */
export function createSendToApp(cast: Cast, url: string, signingSecret: string, recorder: Recorder) {
  const { team, appId: api_app_id, bot } = cast
  /** Gives the app's response. `body` is parsed if it is JSON, undefined if it is empty. */
  const post = async (kind: string, about: string, payload: Fields, body: string, contentType: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    const acknowledged = recorder.payload(kind, about, payload)
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    }
    const response = await fetch(url, { method: 'POST', headers, body })
    const acknowledgement = { status: response.status, body: parseBody(await response.text()) }
    acknowledged(acknowledgement.status, acknowledgement.body)
    return acknowledgement
  }
  const postForm = (kind: string, about: string, payload: Fields, fields: Fields) => {
    const entries = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])
    return post(kind, about, payload, String(new URLSearchParams(entries)), 'application/x-www-form-urlencoded')
  }
  return {
    /** docs.slack.dev/apis/events-api */
    event(about: string, event: Fields & { type: string; subtype?: string }) {
      const payload = {
        token,
        team_id: team.id,
        api_app_id,
        event,
        type: 'event_callback',
        event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [
          { enterprise_id: null, team_id: team.id, user_id: bot.user, is_bot: true, is_enterprise_install: false },
        ],
        is_ext_shared_channel: false,
      }
      return post(event.subtype ?? event.type, about, payload, JSON.stringify(payload), 'application/json')
    },
    /** docs.slack.dev/reference/interaction-payloads */
    interaction(about: string, { id, handle, name }: Person, { type, ...fields }: Fields & { type: string }) {
      const user = { id, username: handle, name: handle, team_id: team.id, real_name: name }
      const payload = { type, team, user, api_app_id, token, enterprise: null, is_enterprise_install: false, ...fields }
      return postForm(type, about, payload, { payload: JSON.stringify(payload) })
    },
    /** docs.slack.dev/interactivity/implementing-slash-commands */
    command(person: Person, channel: Channel, fields: Fields & { command: string; text: string }) {
      const payload = {
        token,
        team_id: team.id,
        team_domain: team.domain,
        channel_id: channel.id,
        channel_name: channel.name,
        user_id: person.id,
        user_name: person.handle,
        api_app_id,
        is_enterprise_install: false,
        ...fields,
      }
      return postForm('slash command', `${fields.command} ${fields.text}`, payload, payload)
    },
  }
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
