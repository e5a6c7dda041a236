import { config as loadDotenv } from 'dotenv'
import { ConfigError, readConfig } from './config.ts'
import { CORPUS_FOLDER, EmptyCorpus, loadCorpus } from './load-corpus.ts'
import { createLog } from './log.ts'
import { WrongVocabulary } from './search/text/read-vocabulary.ts'
import { startSlackBot } from './slack/app.ts'
import { createSeenEvents } from './slack/seen-events.ts'
import { createFileFeedback } from './storage/file-verdicts.ts'
import { keepInSync } from './sync/keep-in-sync.ts'
import { startWithoutSlack } from './without-slack.ts'

/** How long a stop waits for replies that are under way. */
const GRACE_MS = 5000

const stderr = (line: string) => void process.stderr.write(line)

async function main(): Promise<void> {
  loadDotenv({ quiet: true })
  const config = readConfig(process.env)
  // A person reads what stands beside the playground or the prompt: what only tells that all is well is left out.
  const level = config.slack === undefined && config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = createLog(level, stderr)
  const live = await loadCorpus(CORPUS_FOLDER, config.sync.dataDir, log, { createStore: config.slack !== undefined })
  if (!config.slack) return startWithoutSlack(config, live, log)
  const { corpus, ask, refresh, store } = live

  // An error while a socket reconnects reaches nobody else: end, so that a supervisor starts a sound process.
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

// Whoever reads what we print may stop reading: `npm start | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  await main()
} catch (error) {
  stderr(
    `${error instanceof ConfigError || error instanceof EmptyCorpus || error instanceof WrongVocabulary ? error.message : startFailure(error)}\n`,
  )
  process.exit(1)
}

/** What kept the bot from starting, and what to do, without a stack: nothing of ours failed. */
function startFailure(error: unknown): string {
  const { code, message, data } = error as Error & { code?: string; data?: { error?: string } }
  if (code === 'EADDRINUSE') return `The port is taken (${message}): set PORT to another.`
  if (data?.error)
    return `Slack refused to let the bot start (${data.error}): check SLACK_BOT_TOKEN and SLACK_APP_TOKEN on your app’s page at api.slack.com/apps.`
  const { cause, original = cause } = error as { cause?: unknown; original?: unknown }
  return `The bot could not start: ${[message ?? String(error), rootMessage(original)].filter(Boolean).join(': ')}. Is SLACK_API_URL right, and Slack in reach?`
}

/** What lies at the bottom of an error: "fetch failed" alone helps nobody. */
function rootMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return rootMessage(error.cause) ?? error.message
}
