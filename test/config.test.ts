import { describe, expect, test } from 'vitest'
import {
  readAskConfig,
  readConfig,
  readInstallationsConfig,
  readLogLevel,
  readStoreConfig,
  readSyncConfig,
} from '../src/config.ts'
import { generateKey } from '../src/storage/encryption.ts'

const BOT = 'xoxb-1-abc'
const APP = 'xapp-1-abc'
const KEY = generateKey('k')
const OAUTH = {
  SLACK_CLIENT_ID: '12.34',
  SLACK_CLIENT_SECRET: 'c',
  SLACK_STATE_SECRET: 's'.repeat(32),
  SLACK_SIGNING_SECRET: 's',
  ENCRYPTION_KEY: KEY,
}

describe('the environment becomes a configuration', () => {
  test('DATABASE_URL names a Postgres, on a host or a socket; a mistake in it is explained without repeating it', () => {
    const urls = [
      'postgres://u:p@db:5432/answers',
      'postgresql://u@db/answers',
      'postgres://u@db/100%25',
      'postgres://u@db',
      'postgres:///answers?host=/run/postgresql',
    ]
    for (const url of urls) {
      expect(readConfig({ DATABASE_URL: url }).sync.databaseUrl).toBe(url)
      expect(readAskConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
      expect(readSyncConfig({ DATABASE_URL: url }).sync.databaseUrl).toBe(url)
      expect(readStoreConfig({ DATABASE_URL: url, PORT: 'many' }).databaseUrl).toBe(url)
    }
    expect(readConfig({}).sync.databaseUrl).toBeUndefined()
    for (const url of [
      'mysql://u:secret@db/answers',
      'u:secret@db',
      'postgres//u:secret@db',
      'postgres://u:secret@db/100%',
    ])
      expect(() => readConfig({ DATABASE_URL: url })).toThrow(/DATABASE_URL must be like postgres:(?!.*secret)/s)
  })

  test('with no Slack variable, Slack is not connected', () => {
    expect(readConfig({})).toMatchObject({ slack: undefined, logLevel: 'info' })
    expect(readConfig({ SLACK_BOT_TOKEN: ' ', SLACK_APP_TOKEN: '' }).slack).toBeUndefined()
  })

  test('with an app token it is Socket Mode, even beside a signing secret', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: 's' }).slack).toEqual({
      mode: 'socket',
      botToken: BOT,
      appToken: APP,
      apiUrl: 'https://slack.com/api/',
    })
  })

  test('with a signing secret alone it is an HTTP server on PORT, 3000 where none is said', () => {
    const env = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's' }
    expect(readConfig(env).slack).toMatchObject({ mode: 'http', signingSecret: 's', port: 3000 })
    expect(readConfig({ ...env, PORT: '8080' }).slack).toMatchObject({ port: 8080 })
  })

  test('with an app’s client id and its secrets, people add it to their workspaces by OAuth', () => {
    const { slack } = readConfig({ ...OAUTH, ALLOWED_TEAMS: 'T1, E2', PUBLIC_URL: 'https://bot.example/send/' })
    expect(slack).toMatchObject({
      mode: 'oauth',
      signingSecret: 's',
      oauth: {
        clientId: '12.34',
        clientSecret: 'c',
        stateSecret: 's'.repeat(32),
        publicUrl: 'https://bot.example/send',
        directInstall: false,
        keys: [{ id: KEY.split(':')[0] }],
        allowedTeams: ['T1', 'E2'],
      },
    })
    const { slack: least } = readConfig({ ...OAUTH, SLACK_DIRECT_INSTALL: 'on', PUBLIC_URL: 'http://localhost:3000' })
    expect(least).toMatchObject({
      oauth: { directInstall: true, publicUrl: 'http://localhost:3000', allowedTeams: undefined },
    })
    expect(() => readConfig({ ...OAUTH, PUBLIC_URL: 'http://localhost.evil.example' })).toThrow('PUBLIC_URL')
  })

  test('the commands about installations need the key, and nothing of Slack', () => {
    expect(readInstallationsConfig({ ENCRYPTION_KEY: KEY, DATA_DIR: '/kept', PORT: 'x' })).toMatchObject({
      dataDir: '/kept',
      keys: [{ id: KEY.split(':')[0] }],
    })
    expect(() => readInstallationsConfig({})).toThrow('ENCRYPTION_KEY is missing')
  })

  test('HOST is the address that the HTTP server listens on: all of them where none is said', () => {
    const env = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's' }
    expect(readConfig(env).slack).toMatchObject({ host: undefined })
    expect(readConfig({ ...env, HOST: '127.0.0.1' }).slack).toMatchObject({ host: '127.0.0.1' })
  })

  test('KEEP_POSTS=off keeps nothing of messages', () => {
    expect(readConfig({})).toMatchObject({ keepPosts: true })
    expect(readConfig({ KEEP_POSTS: 'off' })).toMatchObject({ keepPosts: false })
    expect(() => readConfig({ KEEP_POSTS: 'no' })).toThrow('KEEP_POSTS must be on or off')
  })

  test('KEEP_QUESTIONS and DATA_DIR say what is kept, and where', () => {
    expect(readConfig({ KEEP_QUESTIONS: 'on', DATA_DIR: '/kept' })).toMatchObject({
      keepQuestions: true,
      sync: { dataDir: '/kept' },
    })
    expect(() => readConfig({ KEEP_QUESTIONS: 'yes' })).toThrow('KEEP_QUESTIONS must be on or off')
  })

  test('ADMINS names people, of every workspace or of one; nobody where it isn’t set', () => {
    expect(readConfig({}).admins).toEqual([])
    expect(readConfig({ ADMINS: 'U012AB3CD, T9/W7 ' }).admins).toEqual(['U012AB3CD', 'T9/W7'])
    for (const wrong of ['@sam', 'sam', 'U1,sam', 'C123', 'T1/', 'u012ab3cd'])
      expect(() => readConfig({ ADMINS: wrong })).toThrow('ADMINS must be member ids such as U012AB3CD')
  })

  test('SLACK_API_URL names another Web API', () => {
    const env = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: 'http://127.0.0.1:4003/api' }
    expect(readConfig(env).slack?.apiUrl).toBe('http://127.0.0.1:4003/api/')
  })
})

describe('the HTTP API', () => {
  const TOKEN = 'a-token-0123456789abcdefghijklmnop'

  test('is off unless API=on, and then answers this machine alone', () => {
    expect(readConfig({}).api).toBeUndefined()
    expect(readConfig({ API: 'on' }).api).toEqual({
      host: '127.0.0.1',
      port: 3001,
      tokens: [],
      requestsPerMinute: 120,
      stopGraceMs: 30_000,
    })
  })

  test('may be reached by others with a token, or several', () => {
    const set = { API: 'on', API_HOST: '0.0.0.0', API_PORT: '8080', API_REQUESTS_PER_MINUTE: '10' }
    expect(readConfig({ ...set, API_TOKEN: `${TOKEN}, ${TOKEN}2` }).api).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      tokens: [TOKEN, `${TOKEN}2`],
      requestsPerMinute: 10,
    })
  })

  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('needs no token on %s', (host) => {
    expect(readConfig({ API: 'on', API_HOST: host }).api).toMatchObject({ host })
  })

  test.each(['0.0.0.0', '::', '10.0.0.7', 'answers.example', '127.0.0.1.example'])('needs one on %s', (host) => {
    expect(() => readConfig({ API: 'on', API_HOST: host })).toThrow(`API_TOKEN is missing: others can reach API_HOST`)
  })

  test('does not listen where something else does', () => {
    const http = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's' }
    expect(() => readConfig({ ...http, API: 'on', API_PORT: '3000' })).toThrow('API_PORT is the same as PORT')
    const oauth = {
      SLACK_CLIENT_ID: '1.1',
      SLACK_CLIENT_SECRET: 's',
      SLACK_SIGNING_SECRET: 's',
      SLACK_STATE_SECRET: 's'.repeat(32),
    }
    expect(() => readConfig({ ...oauth, API: 'on', API_PORT: '3000' })).toThrow('API_PORT is the same as PORT')
    expect(() => readConfig({ API: 'on', METRICS_PORT: '3001' })).toThrow('API_PORT is the same as METRICS_PORT')
    const socket = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }
    expect(readConfig({ ...socket, API: 'on', API_PORT: '3000' }).api).toMatchObject({ port: 3000 })
  })

  test('that is off needs nothing of this', () => {
    expect(readConfig({ API_HOST: '0.0.0.0' }).api).toBeUndefined()
  })
})

describe('a configuration that cannot work is refused', () => {
  test.each([
    [{ SLACK_BOT_TOKEN: BOT }, ['SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing']],
    [{ SLACK_APP_TOKEN: APP }, ['SLACK_BOT_TOKEN is missing though SLACK_APP_TOKEN is set']],
    [
      { API: 'yes', API_PORT: '-1', API_TOKEN: 'secret', API_REQUESTS_PER_MINUTE: '0' },
      ['API must be on or off', 'API_PORT must be', 'API_TOKEN must be 32 or more', 'API_REQUESTS_PER_MINUTE must be'],
    ],
    [
      { API: 'on', API_HOST: '0.0.0.0', API_PORT: '9000', METRICS_PORT: '9000', LOG_LEVEL: 'loud' },
      ['API_TOKEN is missing', 'API_PORT is the same as METRICS_PORT', 'LOG_LEVEL must be'],
    ],
    [{ SLACK_SIGNING_SECRET: 's' }, ['SLACK_BOT_TOKEN is missing though SLACK_SIGNING_SECRET is set']],
    [
      { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT, PORT: '99999', LOG_LEVEL: 'loud', SLACK_API_URL: 'slack' },
      [
        'SLACK_BOT_TOKEN must begin with xoxb-',
        'SLACK_APP_TOKEN must begin with xapp-',
        'PORT must be',
        'LOG_LEVEL must be',
        'SLACK_API_URL must be',
      ],
    ],
    [
      { SLACK_CLIENT_ID: '1.2' },
      [
        'SLACK_CLIENT_SECRET is missing',
        'SLACK_STATE_SECRET is missing',
        'SLACK_SIGNING_SECRET is missing',
        'ENCRYPTION_KEY is missing',
      ],
    ],
    [{ ...OAUTH, ADMINS: 'T1/U1,U2' }, ['ADMINS must say in which workspace U2 is (T012AB3CD/U2)']],
    [{ ...OAUTH, SLACK_SIGNING_SECRET: '' }, ['SLACK_SIGNING_SECRET is missing though SLACK_CLIENT_ID and']],
    [
      { ...OAUTH, SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP },
      ["SLACK_BOT_TOKEN can't be used with SLACK_CLIENT_ID and", "SLACK_APP_TOKEN can't be used with"],
    ],
    [
      {
        ...OAUTH,
        SLACK_CLIENT_ID: 'app',
        SLACK_STATE_SECRET: 'short',
        ENCRYPTION_KEY: 'a:b',
        ALLOWED_TEAMS: 't1',
        PUBLIC_URL: 'http://bot.example',
      },
      [
        'SLACK_CLIENT_ID must be like',
        'SLACK_STATE_SECRET must have 32 characters',
        'ENCRYPTION_KEY must be one or more of ID:KEY',
        'ALLOWED_TEAMS must be IDs',
        'PUBLIC_URL must be the https address',
      ],
    ],
    [{ ...OAUTH, SLACK_DIRECT_INSTALL: 'yes' }, ['SLACK_DIRECT_INSTALL must be on or off']],
    [
      { ENCRYPTION_KEY: KEY, ALLOWED_TEAMS: 'T1' },
      ['ENCRYPTION_KEY is only for many workspaces', 'ALLOWED_TEAMS is only for many workspaces'],
    ],
    [
      { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's', ALLOWED_TEAMS: 'T1' },
      ['ALLOWED_TEAMS is only for many workspaces: set SLACK_CLIENT_ID'],
    ],
    [{ SEARCH_URL: 'search.example' }, ['SEARCH_URL must be an https address']],
    [{ SEARCH_URL: 'http://bot:secret@search.example' }, ['SEARCH_URL must be https, except for this machine']],
    [{ SEARCH_URL: 'https://search.example/Two/parts' }, ['SEARCH_URL has a path that is no name for indexes']],
    [{ STOP_GRACE: '1h' }, ['STOP_GRACE must be like 30s']],
    [{ METRICS_PORT: 'many' }, ['METRICS_PORT must be a whole number']],
    [{ SYNC_EVERY: 'daily' }, ['SYNC_EVERY must be like 30m']],
    [{ SYNC_EVERY: '25d' }, ['SYNC_EVERY must be 24d at most']],
    [
      { SLACK_BOT_TOKEN: 'nonsense' },
      ['SLACK_BOT_TOKEN must begin', 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing'],
    ],
  ])('it lists every wrong variable, with what to do: %j', (env, problems) => {
    const refused = () => readConfig(env as Record<string, string>)
    expect(refused).toThrow(expect.objectContaining({ code: 'wrong-config' }))
    for (const problem of problems) expect(refused).toThrow(problem)
  })

  test('a sync saves no index where the bot has it in an OpenSearch', () => {
    expect(readSyncConfig({}).sync.savesIndex).toBe(true)
    expect(readSyncConfig({ SEARCH_URL: 'https://search.example' }).sync.savesIndex).toBe(false)
  })

  test('an index on this machine may be reached without encryption', () => {
    expect(readConfig({ SEARCH_URL: 'http://localhost:9200' }).searchUrl).toBe('http://localhost:9200')
  })

  test('the password of an index is never quoted', () => {
    expect(() => readConfig({ SEARCH_URL: 'http://bot:very-secret@search.example' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('very-secret') }),
    )
  })

  test('a token is never quoted', () => {
    expect(() => readConfig({ SLACK_BOT_TOKEN: 'xoxp-very-secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('very-secret') }),
    )
    expect(() => readConfig({ ...OAUTH, ENCRYPTION_KEY: 'a:very-secret', SLACK_STATE_SECRET: 'very-secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('very-secret') }),
    )
  })
})

describe('a command is stopped by its own variables only', () => {
  const wrong = {
    PORT: 'many',
    SYNC_EVERY: 'daily',
    SLACK_BOT_TOKEN: 'nonsense',
    LOG_LEVEL: 'loud',
    KEEP_QUESTIONS: 'yes',
  }

  test('a sync by those of the data folder, Parliament’s API and its pace', () => {
    expect(readSyncConfig({ ...wrong, DATA_DIR: '/kept' }).sync).toMatchObject({
      dataDir: '/kept',
      requestsPerSecond: 5,
    })
    const refused = () => readSyncConfig({ ...wrong, PARLIAMENT_API_URL: 'parliament', SYNC_REQUESTS_PER_SECOND: '0' })
    expect(refused).toThrow('PARLIAMENT_API_URL must be')
    expect(refused).toThrow('SYNC_REQUESTS_PER_SECOND must be')
    expect(refused).not.toThrow('PORT')
  })

  test('ask by none of these: it reads only DATA_DIR, EMBEDDINGS and SEARCH_URL', () => {
    expect(readAskConfig({ ...wrong, SYNC_REQUESTS_PER_SECOND: '0' })).toEqual({ dataDir: 'data', embeddings: true })
    const SEARCH_URL = 'https://bot:secret@search.example:9200/record'
    expect(readAskConfig({ DATA_DIR: ' /kept ', EMBEDDINGS: 'off', SEARCH_URL })).toEqual({
      dataDir: '/kept',
      embeddings: false,
      searchUrl: SEARCH_URL,
    })
  })

  test('the report of a failure by none: a wrong LOG_LEVEL counts as info', () => {
    expect(readLogLevel(wrong)).toBe('info')
    expect(readLogLevel({ LOG_LEVEL: 'debug' })).toBe('debug')
  })
})
