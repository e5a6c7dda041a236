import { z } from 'zod'
import { LOG_LEVELS, type LogLevel } from './log.ts'

interface SlackBase {
  botToken: string
  /** Slack's Web API, or another that speaks like it; ends with a slash. */
  apiUrl: string
}

/** How the bot reaches Slack: over a socket that it opens, or as a server that Slack calls. */
export type SlackConfig = SlackBase &
  ({ mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string; port: number })

export interface Config {
  /** Undefined where no Slack variable is set: questions are then answered in the terminal. */
  slack: SlackConfig | undefined
  logLevel: LogLevel
  /** The folder for what outlasts the process. */
  dataDir: string
  /** Whether the words of questions are kept with what people say of their replies. */
  keepQuestions: boolean
}

/** Every variable that is wrong, each with what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const token = (prefix: string, where: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[\\w-]+$`), `must begin with ${prefix}: copy it from ${where}`)
    .optional()

const Environment = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', 'OAuth & Permissions on your app’s page at api.slack.com/apps'),
  SLACK_APP_TOKEN: token('xapp-', 'Basic Information, App-Level Tokens (scope connections:write)'),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address; leave it out to use Slack itself' })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .default('https://slack.com/api/'),
  PORT: z.coerce
    .number({ error: 'must be a whole number from 0 to 65535' })
    .int('must be a whole number from 0 to 65535')
    .min(0, 'must be a whole number from 0 to 65535')
    .max(65_535, 'must be a whole number from 0 to 65535')
    .default(3000),
  DATA_DIR: z.string().default('data'),
  KEEP_QUESTIONS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

/**
 * The configuration in an environment; a variable that is empty counts as not set.
 * @throws ConfigError naming every variable that is wrong or missing
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const parsed = Environment.safeParse(set)
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)),
    ...missing(set),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT } = parsed.data
  return {
    slack: slackConfig(SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT),
    logLevel: parsed.data.LOG_LEVEL,
    dataDir: parsed.data.DATA_DIR,
    keepQuestions: parsed.data.KEEP_QUESTIONS === 'on',
  }
}

function slackConfig(
  botToken: string | undefined,
  appToken: string | undefined,
  signingSecret: string | undefined,
  apiUrl: string,
  port: number,
): SlackConfig | undefined {
  if (botToken === undefined) return undefined
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl }
  return signingSecret === undefined ? undefined : { mode: 'http', botToken, signingSecret, port, apiUrl }
}

/** What half a Slack configuration lacks. */
function missing(set: Record<string, string>): string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = set
  if (bot && !app && !secret)
    return ['SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: set the first for Socket Mode, the second for HTTP']
  if (!bot && (app || secret)) {
    const half = [app && 'SLACK_APP_TOKEN', secret && 'SLACK_SIGNING_SECRET'].filter(Boolean).join(' and ')
    return [`SLACK_BOT_TOKEN is missing though ${half} is set: copy it from OAuth & Permissions, or unset ${half}`]
  }
  return []
}
