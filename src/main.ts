import { config as loadDotenv } from 'dotenv'
import { createApp } from './app.ts'
import { exitCodeOf } from './cli/exit-codes.ts'
import { keepFilesPrivate } from './cli/keep-files-private.ts'
import { parseArguments } from './cli/parse-arguments.ts'
import { reportFailure } from './cli/report-failure.ts'
import { readConfig } from './config.ts'
import { createStreamLog } from './log.ts'
import { runWithoutSlack } from './terminal/run-without-slack.ts'
import { questionsOn } from './terminal/standard-input.ts'
import { createStatusLine } from './terminal/status-line.ts'

/** How long to wait for questions on standard input before the playground starts. Later ones are answered too. */
const WAIT_MS = 300

const MANUAL = `Usage: npm start [-- --help]

Starts the bot in Slack, and syncs beside it. Without Slack's variables it answers questions on standard input, one a line,
or serves the playground in the browser. With API=on it answers programs and agents, too (docs/api.md).

Options:
  -h, --help  print this, and do nothing else

Settings are environment variables, or lines of .env: docs/configuring.md lists them.

Exit codes:
  0  it was stopped, or all questions on standard input were read
  1  it could not start, or can't go on; the message says why`

async function main(): Promise<void> {
  parseArguments({ args: process.argv.slice(2), options: {} }, MANUAL)
  keepFilesPrivate()
  loadDotenv({ quiet: true })
  const config = readConfig(process.env)
  const { api, slack, sync, port } = config
  // Interactive mode: hide info lines, a person reads stderr.
  const level = slack === undefined && config.logLevel === 'info' ? 'warn' : config.logLevel
  const status = createStatusLine(process.stderr)
  const log = await createStreamLog(level, status.isTTY ? status : process.stderr)
  // What has not been started yet needs no stop: SQLite undoes what was half written.
  let stop = async () => {}
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      log.info('process.stopping', { signal })
      isStopping = true
      await stop()
      process.exit(0)
    })
  const questions = slack ? undefined : questionsOn(process.stdin)
  const found = await questions?.within(WAIT_MS)
  const app = await createApp(
    {
      ...config,
      dataDir: sync.dataDir,
      databaseUrl: sync.databaseUrl,
      // Questions on standard input are answered from what is there.
      createStorage: !found,
      meaning: config.embeddings ? { make: 'all', wait: slack === undefined } : undefined,
    },
    log,
  )
  stop = app.stop
  process.once('exit', () => status.show(''))
  if (questions) {
    const startSyncs = (onChange: () => void) => app.startSyncs(sync, onChange)
    const startApi = async () => api && app.startApi(api)
    const startPlayground = () => app.startPlayground(port)
    await runWithoutSlack({ ...app, startApi, startPlayground, startSyncs }, { questions, found }, process, status)
    await app.stop()
  } else if (slack) {
    // What failed is one piece of work: a payload, or a call of ours. The next one doesn't depend on it.
    process.on('unhandledRejection', (error) => log.error('process.unhandled_rejection', error))
    // Work stopped halfway, so that the state can't be trusted: end, so that a supervisor starts a new process.
    process.on('uncaughtException', (error) => {
      log.error('process.uncaught_exception', error)
      process.exit(1)
    })
    const onLost = async (why: Error) => {
      log.error('slack.lost', why)
      await app.stop()
      process.exit(1)
    }
    if (api) await app.startApi(api)
    await app.startSlack({ ...config, slack }, onLost).catch((error) => {
      // A stop ends the start.
      if (!isStopping) throw error
    })
  }
}

// The reader may close the pipe early: `npm start | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  await main()
} catch (error) {
  // A bot runs under a supervisor, which collects JSON lines; without Slack a person reads.
  const asLog =
    !process.stderr.isTTY && Object.entries(process.env).some(([name, value]) => name.startsWith('SLACK_') && value)
  await reportFailure(error, process.env, { asLog })
  process.exit(exitCodeOf(error) === 0 ? 0 : 1)
}
