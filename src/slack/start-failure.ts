import { AppError } from '../app-error.ts'
import { slackErrorOf } from './calls/slack-error.ts'

/** The codes of errors of Slack's client, of sockets, of TLS, and of our own. */
const OF_A_CONNECTION =
  /^(?:slack_webapi_|slack-unreachable$|E[A-Z]+$|EAI_|UND_ERR_|ERR_TLS_|CERT_|SELF_SIGNED_|UNABLE_TO_)/
/** Slack's errors for faults of its own (docs.slack.dev/reference/methods/auth.test). */
const PASSING = new Set(['fatal_error', 'internal_error', 'ratelimited', 'request_timeout', 'service_unavailable'])

interface Failure extends Error {
  code?: string
  original?: unknown
  statusCode?: number
  syscall?: string
}

/**
 * Whether trying again can help: Slack could not be reached, or had a fault of its own. A token that is refused, an address
 * that has no such page, and a port that is taken stay so.
 */
export function mayPass(error: unknown): boolean {
  const { code, statusCode, syscall } = error as Failure
  const refusal = refusalOf(error)
  if (refusal !== undefined) return PASSING.has(refusal)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return [408, 425, 429].includes(statusCode)
  return syscall !== 'listen' && OF_A_CONNECTION.test(code ?? '')
}

/** What went wrong with Slack, and why: "fetch failed" alone doesn't say. */
export function problemOf(error: unknown): string {
  const { cause, message, original } = error as Failure
  if (slackErrorOf(error) !== undefined && refusalOf(error) === undefined) return 'what answers there is not Slack'
  return [message, rootMessage(original ?? cause)].filter(Boolean).join(': ')
}

/**
 * What kept the bot from starting, in words that say what to do; `error` comes from Bolt, Slack's client or the server.
 * An `AppError`, and a defect, which has no code, are given back as they are.
 */
export function startFailure(error: unknown): unknown {
  const { code, message, syscall } = error as Failure
  const refusal = refusalOf(error)
  if (syscall === 'listen')
    return new AppError('port-taken', `The port can't be listened on (${message}).`, {
      advice: 'Set PORT, or HOST, to another.',
      cause: error,
    })
  if (refusal !== undefined && !PASSING.has(refusal))
    return new AppError('slack-refused', `Slack refused to let the bot start (${refusal}).`, {
      advice: 'Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN on your app’s page at api.slack.com/apps.',
      cause: error,
    })
  if (!OF_A_CONNECTION.test(code ?? '')) return error
  return new AppError('slack-unreachable', `The bot could not start: ${problemOf(error)}.`, {
    advice: 'Is SLACK_API_URL right, and can Slack be reached?',
    cause: error,
  })
}

/** Why no request of Slack comes in any more. */
export function connectionLost(error: unknown): AppError {
  const refusal = refusalOf(error)
  if (refusal !== undefined)
    return new AppError('slack-refused', `Slack refuses to be connected to again (${refusal}).`, {
      advice: 'Check SLACK_APP_TOKEN on your app’s page at api.slack.com/apps.',
      cause: error,
    })
  return new AppError(
    'slack-unreachable',
    `The connection to Slack is lost, and could not be made again (${problemOf(error)}).`,
    {
      advice: 'Can Slack be reached?',
      cause: error,
    },
  )
}

/** Slack's error. The client takes the text of an answer that is no JSON for one: that is not Slack's. */
function refusalOf(error: unknown): string | undefined {
  const refusal = slackErrorOf(error)
  return refusal !== undefined && /^\w+$/.test(refusal) ? refusal : undefined
}

function rootMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return rootMessage(error.cause) ?? error.message
}
