import { createHmac } from 'node:crypto'
import type { Recorder } from '../inspector/recorder.ts'

/** What the app answered: the status, and the body where it is JSON. */
interface Acknowledgement {
  status: number
  body: unknown
}

/** Posts a payload to the app as Slack does. */
export type PostToApp = (
  kind: string,
  about: string,
  payload: Record<string, unknown>,
  form: 'event' | 'interaction' | 'command',
) => Promise<Acknowledgement>

/** Signs with the secret (docs.slack.dev/authentication/verifying-requests-from-slack) and posts to that address. */
export function createPostToApp(url: string, signingSecret: string, recorder: Recorder): PostToApp {
  return async (kind, about, payload, form) => {
    const [body, contentType] = encode(payload, form)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    const acknowledged = recorder.payload(kind, about, payload)
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    }
    const answer = await fetch(url, { method: 'POST', headers, body })
    const said = readAnswer(await answer.text())
    acknowledged(answer.status, said)
    return { status: answer.status, body: said }
  }
}

function encode(payload: Record<string, unknown>, form: 'event' | 'interaction' | 'command'): [string, string] {
  if (form === 'event') return [JSON.stringify(payload), 'application/json']
  const fields = form === 'command' ? payload : { payload: JSON.stringify(payload) }
  const text = Object.entries(fields).map(([name, value]) => [name, String(value)] as [string, string])
  return [new URLSearchParams(text).toString(), 'application/x-www-form-urlencoded']
}

function readAnswer(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
