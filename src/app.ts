import { type Answering, createAnswering } from './answering/answering.ts'
import type { SyncConfig } from './config.ts'
import { CORPUS_FOLDER, loadCorpus } from './load-corpus.ts'
import type { Log } from './log.ts'
import { startSlackBot } from './slack/app.ts'
import type { Services } from './slack/services.ts'
import type { SlackOptions } from './slack/slack-options.ts'
import { createFileVerdicts } from './storage/file-verdicts.ts'
import { createMemoryVerdicts } from './storage/memory-verdicts.ts'
import type { Verdicts } from './storage/verdicts.ts'
import { scheduleSyncs } from './sync/schedule.ts'

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
  const { storage, ...live } = await loadCorpus(CORPUS_FOLDER, dataDir, log, { createStore })
  if (storage) started.defer(() => storage.close())
  const lastGood = async () => (await storage?.runs.status())?.lastGood

  const services = (verdicts: Verdicts): Services => ({
    answering: createAnswering({ ...live, verdicts }),
    log,
    keepQuestions,
    lastUpdated: lastGood,
  })
  return {
    answering: createAnswering(live),
    async startSlack(slack, sync) {
      started.defer(scheduleSyncs({ config: sync, lastGood, refresh: live.refresh, log }))
      const verdicts = createFileVerdicts({ folder: dataDir, keepQuestions, now: () => new Date() })
      const bot = await startSlackBot(slack, services(verdicts))
      started.defer(() => bot.stop(GRACE_MS))
    },
    async startPlayground(port) {
      const startPlayground = await findPlayground()
      if (!startPlayground) return undefined
      // Verdicts on trial replies are not kept.
      const playground = await startPlayground(port, services(createMemoryVerdicts()), log)
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
