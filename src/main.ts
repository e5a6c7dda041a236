import { config as loadDotenv } from 'dotenv'
import { createApp } from './app.ts'
import { reportFailure } from './cli/report-failure.ts'
import { readConfig } from './config.ts'
import { createStreamLog } from './log.ts'
import { runWithoutSlack } from './terminal/run-without-slack.ts'

async function main(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = readConfig(process.env)
  const { slack, sync, port } = config
  // Interactive mode: hide info lines, a person reads stderr.
  const level = slack === undefined && config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = await createStreamLog(level, process.stderr)
  const app = await createApp(
    {
      ...config,
      dataDir: sync.dataDir,
      createStorage: slack !== undefined,
      meaning: config.embeddings ? { make: 'all', wait: slack === undefined } : undefined,
    },
    log,
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      log.info('process.stopping', { signal })
      await app.stop()
      process.exit(0)
    })

  if (slack) {
    // Nothing else sees an error while a socket reconnects: end, so that a supervisor starts a new process.
    process.on('unhandledRejection', (error) => {
      log.error('process.unhandled_rejection', error)
      process.exit(1)
    })
    await app.startSlack(slack, sync)
  } else {
    await runWithoutSlack({ answering: app.answering, startPlayground: () => app.startPlayground(port) }, process)
    await app.stop()
  }
}

// The reader may close the pipe early: `npm start | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  await main()
} catch (error) {
  await reportFailure(error, process.env)
  process.exit(1)
}
