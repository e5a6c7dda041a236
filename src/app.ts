import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answering, createAnswering } from './answering/answering.ts'
import type { SyncConfig } from './config.ts'
import { CORPUS_FOLDER, loadCorpus } from './load-corpus.ts'
import type { Log } from './log.ts'
import { startSlackBot } from './slack/app.ts'
import type { Services } from './slack/services.ts'
import type { SlackOptions } from './slack/slack-options.ts'
import { createFileFeedback } from './storage/file-verdicts.ts'
import { keepInSync } from './sync/keep-in-sync.ts'

/** How long a stop waits for replies that are under way. */
const GRACE_MS = 5000

export interface AppConfig {
  /** The folder of all files that the program writes. */
  dataDir: string
  /** Whether to make the store if there is none. Without one, only the answers that ship are served. */
  createStore?: boolean
  /** Whether the text of a question is stored with a verdict on its reply. */
  keepQuestions?: boolean
}

/** The parts of a running program, built once. */
export interface App {
  /** Keeps no verdicts. */
  answering: Answering
  /** Starts the bot, and the syncs beside it. */
  startSlack: (slack: SlackOptions, sync: SyncConfig) => Promise<void>
  /** Starts the playground; undefined if this installation has none, as without the development dependencies. */
  startPlayground: (port: number) => Promise<{ url: string } | undefined>
  /** Stops whatever was started, the last first, and closes the store. */
  stop: () => Promise<void>
}

/**
 * Builds the parts that every program shares: loads the answers that ship and those of the store, and indexes them.
 * What can't be used of either is a line of the log.
 * @throws AppError `empty-corpus` if no answer is left, `wrong-vocabulary`
 */
export async function createApp(config: AppConfig, log: Log): Promise<App> {
  const { dataDir, keepQuestions = false, createStore = false } = config
  const started = new AsyncDisposableStack()
  const { store, ...live } = await loadCorpus(CORPUS_FOLDER, dataDir, log, { createStore })
  if (store) started.defer(() => store.close())
  const lastUpdated = () => store?.status().lastGood

  const services = (feedbackFolder: string): Services => ({
    answering: createAnswering({
      ...live,
      verdicts: createFileFeedback({ folder: feedbackFolder, keepQuestions }),
    }),
    log,
    keepQuestions,
    lastUpdated: async () => lastUpdated(),
  })
  return {
    answering: createAnswering(live),
    async startSlack(slack, sync) {
      started.defer(keepInSync(sync, { lastGood: lastUpdated, refresh: live.refresh }, log))
      const bot = await startSlackBot(slack, services(dataDir))
      started.defer(() => bot.stop(GRACE_MS))
    },
    async startPlayground(port) {
      const startPlayground = await findPlayground()
      if (!startPlayground) return undefined
      // Verdicts on trial replies are deleted with the playground.
      const folder = await mkdtemp(join(tmpdir(), 'send-answers-'))
      started.defer(() => rm(folder, { recursive: true, force: true }))
      const playground = await startPlayground(port, services(folder), log)
      started.defer(() => playground.stop())
      return playground
    },
    stop: () => started.disposeAsync(),
  }
}

/** The playground is there if the development dependencies are. */
async function findPlayground() {
  try {
    return (await import('../playground/playground.ts')).startPlayground
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
