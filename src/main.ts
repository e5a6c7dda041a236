import { config as loadDotenv } from 'dotenv'
import { reportFailure } from './cli/report-failure.ts'
import { readConfig } from './config.ts'
import { CORPUS_FOLDER, loadCorpus } from './load-corpus.ts'
import { createStreamLog } from './log.ts'
import { startSlackBot } from './slack/app.ts'
import { createSeenEvents } from './slack/seen-events.ts'
import { createFileFeedback } from './storage/file-verdicts.ts'
import { keepInSync } from './sync/keep-in-sync.ts'
import { startWithoutSlack } from './without-slack.ts'

/** How long a stop waits for replies that are under way. */
const GRACE_MS = 5000

async function main(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = readConfig(process.env)
  // Interactive mode: hide info lines, a person reads stderr.
  const level = config.slack === undefined && config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = await createStreamLog(level, process.stderr)
  const live = await loadCorpus(CORPUS_FOLDER, config.sync.dataDir, log, { createStore: config.slack !== undefined })
  if (!config.slack) return startWithoutSlack(config, live, log)
  const { corpus, ask, refresh, store } = live

  // Nothing else sees an error while a socket reconnects: end, so that a supervisor starts a new process.
  process.on('unhandledRejection', (error) => {
    log.error('process.unhandled_rejection', error)
    process.exit(1)
  })
  const stopSyncing = keepInSync(config.sync, { lastGood: () => store?.status().lastGood, refresh }, log)
  const { keepQuestions } = config
  const feedback = createFileFeedback({ folder: config.sync.dataDir, keepQuestions })
  const bot = await startSlackBot(config.slack, {
    ask,
    corpus,
    log,
    events: createSeenEvents(),
    feedback,
    keepQuestions,
    lastUpdated: () => store?.status().lastGood,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      log.info('process.stopping', { signal })
      stopSyncing()
      await bot.stop(GRACE_MS)
      process.exit(0)
    })
}

// The reader may close the pipe early: `npm start | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  await main()
} catch (error) {
  await reportFailure(error, process.env)
  process.exit(1)
}
