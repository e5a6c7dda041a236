import { z } from 'zod'
import { AppError } from './app-error.ts'
import type { ApiOptions } from './http/api-options.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import type { OAuthOptions, SlackOptions } from './slack/slack-options.ts'
import { type Key, parseKeys } from './storage/encryption.ts'

/** Where the stores are. */
export interface StoreConfig {
  /** The folder of all files that the program writes. */
  dataDir: string
  /** `postgres://…`, of the database that holds what else the folder would; undefined for the folder. */
  databaseUrl?: string | undefined
}

/** What a sync needs to know. */
export interface SyncConfig extends StoreConfig {
  apiUrl: string
  requestsPerSecond: number
  /** Whether to save an index for starts: a bot that has it in an OpenSearch reads none. By default it is saved. */
  savesIndex?: boolean
}

/** What the running bot needs to know to sync by itself. */
export interface ScheduleConfig extends SyncConfig {
  /** Milliseconds between two syncs; undefined if it doesn't sync. */
  everyMs: number | undefined
}

/** What a command needs to know to read what is kept of installations. */
export interface InstallationsConfig extends StoreConfig {
  keys: readonly [Key, ...Key[]]
  allowedTeams?: readonly string[] | undefined
}

export interface Config {
  sync: ScheduleConfig
  /** Undefined if no Slack variable is set: then the playground is served. */
  slack: SlackOptions | undefined
  /** The port of the HTTP server, or of the playground. */
  port: number
  /** Undefined if neither programs nor agents are answered. */
  api: ApiOptions | undefined
  /** Where health and metrics are served; undefined if nowhere. */
  monitoring: { port: number; host: string } | undefined
  /** How long a stop waits for replies that are under way, in milliseconds. */
  stopGraceMs: number
  logLevel: LogLevel
  /** Whether the text of a question is stored with a verdict on its reply. */
  keepQuestions: boolean
  /** Who sees what could not be answered: `U…`, or `T…/U…` in that workspace alone. */
  admins: readonly string[]
  /** Whether it is kept which answers messages quote, so that these can be corrected. */
  keepPosts: boolean
  /** Whether questions are searched by meaning, too. */
  embeddings: boolean
  /** The address of an OpenSearch, with its user and password; undefined if the index is in memory. */
  searchUrl: string | undefined
}

const token = (prefix: string, where: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[\\w-]+$`), `must begin with ${prefix}: copy it from ${where}`)
    .optional()

/** Timers take a signed 32-bit number of milliseconds; a longer one fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1
const PORT_RULE = 'must be a whole number from 0 to 65535'
const portNumber = z.coerce.number(PORT_RULE).int(PORT_RULE).min(0, PORT_RULE).max(65_535, PORT_RULE)
const DATABASE_URL_RULE = 'must be like postgres://user:password@host:5432/database'
const PUBLIC_URL_RULE = 'must be the https address under which browsers find the bot, such as https://send.example.org'
const RATE_RULE = 'must be a number above 0, 100 at most'

const API_RATE_RULE = 'must be a whole number from 1 to 100000'
/** As long as 16 random bytes in hexadecimal digits. */
const MIN_TOKEN_CHARS = 32
const TOKEN_RULE = `must be ${MIN_TOKEN_CHARS} or more letters, digits and - . _ ~ that nobody can guess, or several such tokens with commas between them: make one with "openssl rand -hex 32"`
/** The characters of a token in a header, but for those that stand for something in an address (RFC 6750). */
const TOKEN = new RegExp(`^[\\w.~-]{${MIN_TOKEN_CHARS},}$`)

/** Every variable that the program reads. A command takes its own part of it, so that it isn't stopped by the others. */
const Variables = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', 'OAuth & Permissions on your app’s page at api.slack.com/apps'),
  SLACK_APP_TOKEN: token('xapp-', 'Basic Information, App-Level Tokens (scope connections:write)'),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'must be like 1234567890.1234567890: copy it from Basic Information')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(32, 'must have 32 characters or more: "npm run -s keys -- generate" prints some that can be used')
    .optional(),
  SLACK_DIRECT_INSTALL: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  ENCRYPTION_KEY: z
    .string()
    .transform((text, context) => {
      const keys = parseKeys(text)
      if (keys) return keys as [Key, ...Key[]]
      context.addIssue(
        'must be one or more of ID:KEY, with commas between them: "npm run -s keys -- generate" prints one',
      )
      return z.NEVER
    })
    .optional(),
  ALLOWED_TEAMS: z
    .string()
    .regex(
      /^[TE][A-Z0-9]+(?: *, *[TE][A-Z0-9]+)*$/,
      'must be IDs of workspaces (T…) or organisations (E…), with commas between them',
    )
    .transform((text) => text.split(',').map((id) => id.trim()))
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: PUBLIC_URL_RULE })
    .regex(/^(?:https:|http:\/\/(?:localhost|127\.0\.0\.1)(?=[:/]|$))[^?#]*$/, PUBLIC_URL_RULE)
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address; leave it out to use Slack itself' })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .default('https://slack.com/api/'),
  HOST: z.string().optional(),
  PORT: portNumber.default(3000),
  METRICS_PORT: portNumber.optional(),
  API: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: portNumber.default(3001),
  API_TOKEN: z
    .string()
    .transform((tokens) => tokens.split(',').map((token) => token.trim()))
    .refine((tokens) => tokens.every((token) => TOKEN.test(token)), TOKEN_RULE)
    .default([]),
  API_REQUESTS_PER_MINUTE: z.coerce
    .number(API_RATE_RULE)
    .int(API_RATE_RULE)
    .min(1, API_RATE_RULE)
    .max(100_000, API_RATE_RULE)
    .default(120),
  STOP_GRACE: z
    .string()
    .regex(/^[1-9]\d{0,2} ?s$/, 'must be like 30s')
    .default('30s'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/, error: DATABASE_URL_RULE, abort: true })
    .refine(isDecodable, `${DATABASE_URL_RULE}, with a % as %25`)
    .optional(),
  PARLIAMENT_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address; leave it out to use Parliament’s own' })
    .default('https://questions-statements-api.parliament.uk'),
  SYNC_EVERY: z
    .string()
    .regex(/^(?:off|[1-9]\d{0,3} ?[mhd])$/, 'must be like 30m, 6h or 1d, or off')
    .refine((every) => every === 'off' || milliseconds(every) <= MAX_TIMER_MS, 'must be 24d at most, or off')
    .default('6h'),
  SYNC_REQUESTS_PER_SECOND: z.coerce.number(RATE_RULE).positive(RATE_RULE).max(100, RATE_RULE).default(5),
  KEEP_QUESTIONS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  ADMINS: z
    .string()
    .transform(idsIn)
    .refine(
      (ids) => ids.every((id) => /^(?:[TE][A-Z0-9]+\/)?[UW][A-Z0-9]+$/.test(id)),
      'must be member ids such as U012AB3CD, or T012AB3CD/U012AB3CD for a member of one workspace, separated by commas: copy them from people’s profiles in Slack',
    )
    .default([]),
  KEEP_POSTS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  EMBEDDINGS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  SEARCH_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an https address, like https://user:password@search.example:9200',
      abort: true,
    })
    .refine(isSafe, 'must be https, except for this machine (localhost)')
    .refine(hasIndexPrefix, 'has a path that is no name for indexes: small letters, digits, - and _, or no path')
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

/** Whether each % in the name of a database begins the code of a sign. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(new URL(url).pathname)
    return true
  } catch {
    return false
  }
}

/** A password must not cross a network in the clear. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function hasIndexPrefix(url: string): boolean {
  const { pathname, search } = new URL(url)
  return /^\/(?:[a-z0-9][a-z0-9_-]{0,99}\/?)?$/.test(pathname) && search === ''
}

type Env = Readonly<Record<string, string | undefined>>

const SyncVariables = Variables.pick({
  DATA_DIR: true,
  DATABASE_URL: true,
  PARLIAMENT_API_URL: true,
  SYNC_REQUESTS_PER_SECOND: true,
  EMBEDDINGS: true,
  SEARCH_URL: true,
})
const McpVariables = SyncVariables.extend({ SYNC_EVERY: Variables.shape.SYNC_EVERY })
const AskVariables = Variables.pick({ DATA_DIR: true, DATABASE_URL: true, EMBEDDINGS: true, SEARCH_URL: true })
const StoreVariables = Variables.pick({ DATA_DIR: true, DATABASE_URL: true })
const InstallationsVariables = Variables.pick({
  DATA_DIR: true,
  DATABASE_URL: true,
  ENCRYPTION_KEY: true,
  ALLOWED_TEAMS: true,
})
const LogVariables = Variables.pick({ LOG_LEVEL: true })

/**
 * The whole configuration: what `npm start` needs. A variable that is empty counts as not set.
 * @throws AppError `wrong-config` that lists every variable that is wrong or missing
 */
export function readConfig(env: Env): Config {
  const variables = parse(Variables, env, (set) => [...missingOfSlack(set), ...wrongOfApi(set)])
  return {
    sync: scheduleConfig(variables),
    slack: slackConfig(variables),
    port: variables.PORT,
    api: apiOptions(variables),
    monitoring:
      variables.METRICS_PORT === undefined
        ? undefined
        : { port: variables.METRICS_PORT, host: variables.HOST ?? '127.0.0.1' },
    stopGraceMs: milliseconds(variables.STOP_GRACE),
    logLevel: variables.LOG_LEVEL,
    keepQuestions: variables.KEEP_QUESTIONS === 'on',
    admins: variables.ADMINS,
    keepPosts: variables.KEEP_POSTS === 'on',
    embeddings: variables.EMBEDDINGS === 'on',
    searchUrl: variables.SEARCH_URL,
  }
}

/**
 * What the command `sync` needs.
 * @throws AppError `wrong-config` that lists those of its variables that are wrong
 */
export function readSyncConfig(env: Env): { sync: SyncConfig; embeddings: boolean } {
  const variables = parse(SyncVariables, env)
  return { sync: syncConfig(variables), embeddings: variables.EMBEDDINGS === 'on' }
}

/**
 * What the command `mcp` needs.
 * @throws AppError `wrong-config` that lists those of its variables that are wrong
 */
export function readMcpConfig(env: Env): Pick<Config, 'embeddings' | 'searchUrl'> & { sync: ScheduleConfig } {
  const variables = parse(McpVariables, env)
  return {
    sync: scheduleConfig(variables),
    embeddings: variables.EMBEDDINGS === 'on',
    searchUrl: variables.SEARCH_URL,
  }
}

/**
 * What the command `ask` needs: where the stores and the index are, and whether to search by meaning.
 * @throws AppError `wrong-config`
 */
export function readAskConfig(env: Env): StoreConfig & Pick<Config, 'embeddings' | 'searchUrl'> {
  const { DATA_DIR, DATABASE_URL, EMBEDDINGS, SEARCH_URL } = parse(AskVariables, env)
  return {
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    embeddings: EMBEDDINGS === 'on',
    searchUrl: SEARCH_URL,
  }
}

/** What the commands `storage` and `erase` need. @throws AppError `wrong-config` */
export function readStoreConfig(env: Env): StoreConfig {
  const { DATA_DIR, DATABASE_URL } = parse(StoreVariables, env)
  return { dataDir: DATA_DIR, databaseUrl: DATABASE_URL }
}

/**
 * What the commands `keys` and `workspaces` need.
 * @throws AppError `wrong-config` that lists those of its variables that are wrong or missing
 */
export function readInstallationsConfig(env: Env): InstallationsConfig {
  const missing = ({ ENCRYPTION_KEY }: Env) =>
    ENCRYPTION_KEY ? [] : [`ENCRYPTION_KEY is missing: ${HOW_TO_FIND.ENCRYPTION_KEY}`]
  const variables = parse(InstallationsVariables, env, missing)
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ENCRYPTION_KEY, ALLOWED_TEAMS } = variables
  return { dataDir, databaseUrl, keys: ENCRYPTION_KEY as [Key, ...Key[]], allowedTeams: ALLOWED_TEAMS }
}

/** The level of the log, for a program that ends; a wrong one must not hide why it ends, so it counts as the default. */
export function readLogLevel(env: Env): LogLevel {
  return LogVariables.catch({ LOG_LEVEL: 'info' }).parse(withoutEmpty(env)).LOG_LEVEL
}

function idsIn(list: string): string[] {
  return list.split(/[\s,]+/).filter((id) => id !== '')
}

function parse<T>(schema: z.ZodType<T>, env: Env, missing: (set: Env) => string[] = () => []): T {
  const set = withoutEmpty(env)
  const parsed = schema.safeParse(set)
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
  const problems = [...wrong, ...missing(set)]
  if (parsed.success && problems.length === 0) return parsed.data
  throw new AppError(
    'wrong-config',
    `The configuration is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  )
}

function withoutEmpty(env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
}

function syncConfig(variables: Omit<z.infer<typeof SyncVariables>, 'EMBEDDINGS'>): SyncConfig {
  const { DATA_DIR, DATABASE_URL, PARLIAMENT_API_URL, SYNC_REQUESTS_PER_SECOND } = variables
  return {
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    apiUrl: PARLIAMENT_API_URL,
    requestsPerSecond: SYNC_REQUESTS_PER_SECOND,
    savesIndex: variables.SEARCH_URL === undefined,
  }
}

function scheduleConfig(variables: Omit<z.infer<typeof McpVariables>, 'EMBEDDINGS'>): ScheduleConfig {
  const { SYNC_EVERY: every } = variables
  return { ...syncConfig(variables), everyMs: every === 'off' ? undefined : milliseconds(every) }
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function milliseconds(duration: string): number {
  return Number.parseInt(duration, 10) * (UNITS[duration.at(-1) ?? ''] ?? Number.NaN)
}

function slackConfig(variables: z.infer<typeof Variables>): SlackOptions | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = variables
  const { SLACK_API_URL: apiUrl, PORT: port, HOST: host } = variables
  const oauth = oauthOptions(variables)
  if (oauth && signingSecret !== undefined) return { mode: 'oauth', oauth, signingSecret, port, host, apiUrl }
  if (botToken === undefined) return undefined
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl }
  return signingSecret === undefined ? undefined : { mode: 'http', botToken, signingSecret, port, host, apiUrl }
}

function oauthOptions(variables: z.infer<typeof Variables>): OAuthOptions | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = variables
  const { ENCRYPTION_KEY: keys, ALLOWED_TEAMS: allowedTeams, PUBLIC_URL: publicUrl } = variables
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined || keys === undefined)
    return undefined
  const directInstall = variables.SLACK_DIRECT_INSTALL === 'on'
  return { clientId, clientSecret, stateSecret, publicUrl, directInstall, keys, allowedTeams }
}

/** Where people find what OAuth needs. */
const HOW_TO_FIND = {
  SLACK_CLIENT_ID: 'copy it from Basic Information, App Credentials',
  SLACK_CLIENT_SECRET: 'copy it from Basic Information, App Credentials',
  SLACK_SIGNING_SECRET: 'copy it from Basic Information, App Credentials',
  SLACK_STATE_SECRET: 'make up 32 characters or more that nobody can guess',
  ENCRYPTION_KEY: '"npm run -s keys -- generate" prints one',
}
/** One of these is set by those who want OAuth. */
const OF_OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const

/** What is missing where only some of Slack's variables are set, and what is too many. */
function missingOfSlack(set: Env): string[] {
  const given = OF_OAUTH.filter((name) => set[name])
  return given.length > 0 ? missingOfOAuth(set, given) : [...missingOfToken(set), ...uselessWithoutOAuth(set)]
}

function missingOfOAuth(set: Env, given: readonly string[]): string[] {
  const named = given.join(' and ')
  const missing = Object.entries(HOW_TO_FIND).filter(([name]) => !set[name])
  const tooMany = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'].filter((name) => set[name])
  const elsewhere = idsIn(set.ADMINS ?? '').filter((id) => !id.includes('/'))
  return [
    ...elsewhere.map(
      (id) => `ADMINS must say in which workspace ${id} is (T012AB3CD/${id}): elsewhere that is somebody else`,
    ),
    ...missing.map(([name, how]) => `${name} is missing though ${named} is set: ${how}`),
    ...tooMany.map(
      (name) => `${name} can't be used with ${named}: unset it, as each workspace that adds the app has its own token`,
    ),
  ]
}

function uselessWithoutOAuth(set: Env): string[] {
  const useless = ['ENCRYPTION_KEY', 'ALLOWED_TEAMS'].filter((name) => set[name])
  return useless.map((name) => `${name} is only for many workspaces: set ${OF_OAUTH.join(', ')}, too, or unset it`)
}

function missingOfToken({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret }: Env): string[] {
  if (bot && !app && !secret)
    return ['SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: set the first for Socket Mode, the second for HTTP']
  if (!bot && (app || secret)) {
    const half = [app && 'SLACK_APP_TOKEN', secret && 'SLACK_SIGNING_SECRET'].filter(Boolean).join(' and ')
    return [`SLACK_BOT_TOKEN is missing though ${half} is set: copy it from OAuth & Permissions, or unset ${half}`]
  }
  return []
}

function apiOptions(variables: z.infer<typeof Variables>): ApiOptions | undefined {
  const {
    API,
    API_HOST: host,
    API_PORT: port,
    API_TOKEN: tokens,
    API_REQUESTS_PER_MINUTE: requestsPerMinute,
  } = variables
  const stopGraceMs = milliseconds(variables.STOP_GRACE)
  return API === 'on' ? { host, port, tokens, requestsPerMinute, stopGraceMs } : undefined
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/

/** What is wrong with the API's variables together, if it is on. */
function wrongOfApi({ API, API_HOST: host, API_TOKEN: token, ...set }: Env): string[] {
  if (API !== 'on') return []
  const port = set.API_PORT ?? '3001'
  const taken = [
    ...(set.METRICS_PORT === port ? ['METRICS_PORT'] : []),
    // In Socket Mode nothing listens on PORT.
    ...(!set.SLACK_APP_TOKEN && set.SLACK_SIGNING_SECRET && (set.PORT ?? '3000') === port ? ['PORT'] : []),
  ]
  return [
    ...(host !== undefined && !LOOPBACK.test(host) && !token
      ? [
          `API_TOKEN is missing: others can reach API_HOST (${host}). Make one with "openssl rand -hex 32", or leave API_HOST out`,
        ]
      : []),
    ...(port !== '0' ? taken.map((name) => `API_PORT is the same as ${name}: set it to another`) : []),
  ]
}
