import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort } from '../eval/program/free-port.ts'

/** The superuser may not run a server: then nobody does. */
const NOBODY = 65_534
const USER = 'send'
export const PASSWORD = 'a-p%C3%A4ssword' // as in a URL: a-pässword

/** The folder of the server's programs (Debian: apt-get install postgresql); undefined where they are not installed. */
export const POSTGRES_PROGRAMS = findPrograms()

export interface PostgresServer {
  /** The address of a database of the server; by default the one that is always there. */
  url: (database?: string) => string
  /** Makes an empty database, and gives its address. */
  createDatabase: () => Promise<string>
  dropDatabase: (url: string) => Promise<void>
  /** Ends the server and all its connections at once; `start` brings it back with what was committed. */
  crash: () => Promise<void>
  start: () => Promise<void>
  /** Ends the server, and deletes its files. */
  stop: () => Promise<void>
}

/** Starts a Postgres of its own on a free port of the loopback interface. It ends with this process, however that ends. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = POSTGRES_PROGRAMS
  if (programs === undefined) throw new Error('Postgres is not installed: apt-get install postgresql')
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const folder = await mkdtemp(join(tmpdir(), 'send-answers-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, decodeURIComponent(PASSWORD))
  await mkdir(data)
  await chmod(data, 0o700)
  if (isRoot) for (const path of [folder, data, passwordFile]) chownSync(path, NOBODY, NOBODY)
  const initialise = [
    '-D',
    data,
    '-U',
    USER,
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]
  await promisify(execFile)(join(programs, 'initdb'), initialise, { ...as, cwd: folder })
  const port = await freePort()
  const url = (database = 'postgres') => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`
  let server: ChildProcess | undefined
  let databases = 0

  const query = async (text: string) => {
    const client = new Client({ connectionString: url() })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  const start = async () => {
    const settings = [
      'fsync=off',
      'full_page_writes=off',
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
    ]
    const postgres = [
      join(programs, 'postgres'),
      '-D',
      data,
      '-p',
      String(port),
      ...settings.flatMap((one) => ['-c', one]),
    ]
    // The shell waits for the end of its standard input, which comes when this process ends, and then ends the server.
    const script = '"$@" <&- & server=$!; read -r _; kill -s QUIT $server; wait $server'
    server = spawn('sh', ['-c', script, 'sh', ...postgres], { ...as, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] })
    server.stderr?.resume()
    for (let attempt = 0; ; attempt++) {
      try {
        return await query('SELECT 1')
      } catch (error) {
        if (attempt === 300 || server.exitCode !== null) throw error
        await delay(50)
      }
    }
  }
  const end = async () => {
    if (!server || server.exitCode !== null) return
    const ended = once(server, 'exit')
    server.stdin?.end()
    await ended
  }
  await start()
  return {
    url,
    async createDatabase() {
      const name = `test_${process.pid}_${++databases}`
      await query(`CREATE DATABASE ${name} TEMPLATE template0`)
      return url(name)
    },
    dropDatabase: (address) => query(`DROP DATABASE ${new URL(address).pathname.slice(1)} WITH (FORCE)`),
    crash: end,
    start,
    async stop() {
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The newest that is installed. */
function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}
