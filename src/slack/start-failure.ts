import { AppError } from '../app-error.ts'
import { slackErrorOf } from './calls/slack-error.ts'

/** The codes of errors of Slack's client, of sockets and of TLS. */
const OF_A_CONNECTION = /^(?:slack_webapi_|E[A-Z]+$|UND_ERR_|ERR_TLS_|CERT_|SELF_SIGNED_|UNABLE_TO_)/

/**
 * What kept the bot from starting, in words that say what to do; `error` comes from Bolt, Slack's client or the server.
 * An `AppError`, and a defect, which has no code, are given back as they are.
 */
export function startFailure(error: unknown): unknown {
  const { code, message, original, syscall } = error as Error & { code?: string; original?: unknown; syscall?: string }
  const refusal = slackErrorOf(error)
  if (syscall === 'listen')
    return new AppError('port-taken', `The port can't be listened on (${message}).`, {
      advice: 'Set PORT, or HOST, to another.',
      cause: error,
    })
  if (refusal !== undefined)
    return new AppError('slack-refused', `Slack refused to let the bot start (${refusal}).`, {
      advice: 'Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN on your app’s page at api.slack.com/apps.',
      cause: error,
    })
  if (!OF_A_CONNECTION.test(code ?? '')) return error
  const root = rootMessage(original ?? (error as Error).cause)
  return new AppError('slack-unreachable', `The bot could not start: ${[message, root].filter(Boolean).join(': ')}.`, {
    advice: 'Is SLACK_API_URL right, and can Slack be reached?',
    cause: error,
  })
}

/** Why no request of Slack comes in any more. */
export function connectionLost(error: unknown): AppError {
  const refusal = slackErrorOf(error)
  if (refusal !== undefined)
    return new AppError('slack-refused', `Slack refuses to be connected to again (${refusal}).`, {
      advice: 'Check SLACK_APP_TOKEN on your app’s page at api.slack.com/apps.',
      cause: error,
    })
  return new AppError('slack-unreachable', 'The connection to Slack is lost, and could not be made again.', {
    advice: 'Can Slack be reached?',
    cause: error,
  })
}

/** The message of the first cause: "fetch failed" alone doesn't say why. */
function rootMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return rootMessage(error.cause) ?? error.message
}
