import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerCall } from './slack-stub.ts'

interface Posted {
  channel: string
  ts: string
  thread_ts: string | undefined
  text: string
  metadata: unknown
}

/** What a stub of Slack keeps of a workspace: the messages that the bot posted, and what it sent to response_urls. */
export interface SlackWorkspace {
  answer: AnswerCall
  /** The texts of the messages in a thread, or outside threads where it is undefined. */
  texts: (channel: string, thread: string | undefined) => string[]
  /** How often something was sent to the response_url whose path ends so. */
  responses: (path: string) => number
}

/** A workspace whose Slack takes each call after `lagMs`, and gives back what was posted, as `conversations.*` do. */
export function createSlackWorkspace(lagMs: number): SlackWorkspace {
  const messages = new Map<string, Posted[]>()
  const responses = new Map<string, number>()
  let posted = 0

  const in_ = (channel: string) => messages.get(channel) ?? []
  const methods: Record<string, (args: URLSearchParams) => object> = {
    'chat.postMessage'(args) {
      const channel = args.get('channel') ?? ''
      const ts = `${Math.floor(Date.now() / 1000)}.${String(++posted).padStart(6, '0')}`
      const metadata: unknown = JSON.parse(args.get('metadata') ?? 'null')
      const message = {
        channel,
        ts,
        thread_ts: args.get('thread_ts') ?? undefined,
        text: args.get('text') ?? '',
        metadata,
      }
      messages.set(channel, [...in_(channel), message])
      return { channel, ts }
    },
    'conversations.history': (args) => ({ messages: in_(args.get('channel') ?? '').toReversed() }),
    'conversations.replies': (args) => ({
      messages: in_(args.get('channel') ?? '').filter(({ thread_ts }) => thread_ts === args.get('ts')),
    }),
  }

  return {
    async answer({ method, body }, response) {
      await sleep(lagMs)
      response.setHeader('content-type', 'application/json')
      if (method.startsWith('respond')) {
        responses.set(method, (responses.get(method) ?? 0) + 1)
        response.setHeader('content-type', 'text/plain')
        response.end('ok')
        return
      }
      const said = methods[method]?.(new URLSearchParams(body)) ?? { user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1' }
      response.end(JSON.stringify({ ok: true, ...said }))
    },
    texts: (channel, thread) =>
      in_(channel)
        .filter(({ thread_ts }) => thread_ts === thread)
        .map(({ text }) => text),
    responses: (path) => responses.get(path) ?? 0,
  }
}
