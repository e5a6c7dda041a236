import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')

/** Variables that a developer's own `.env` may set; dotenv leaves alone what is set here, even to nothing. */
export const UNSET = {
  SLACK_BOT_TOKEN: '',
  SLACK_APP_TOKEN: '',
  SLACK_SIGNING_SECRET: '',
  SLACK_API_URL: '',
  SLACK_CLIENT_ID: '',
  SLACK_CLIENT_SECRET: '',
  SLACK_STATE_SECRET: '',
  ENCRYPTION_KEY: '',
  ALLOWED_TEAMS: '',
  PUBLIC_URL: '',
  PORT: '',
  HOST: '',
  LOG_LEVEL: '',
  // No test asks the real Parliament.
  SYNC_EVERY: 'off',
  PARLIAMENT_API_URL: '',
  // Loading the model for every program that a test starts takes too long: tests of the search by meaning turn it on.
  EMBEDDINGS: 'off',
  DATABASE_URL: '',
  DATA_DIR: join(tmpdir(), `send-answers-nothing-here-${process.pid}`),
  // Tests start the program many times: compile it once.
  NODE_COMPILE_CACHE: join(tmpdir(), 'send-answers-compile-cache'),
}

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a program of the project as a person would, with Node itself, and waits until it ends. */
export function run(
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...UNSET, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ran: Ran = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    ran.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    ran.stderr += chunk
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((done) =>
    child.on('close', (code) => {
      ran.code = code
      done(ran)
    }),
  )
}
