import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import englishWords from 'word-list'
import { type Answering, createAnswering } from './answering/answering.ts'
import { type CorpusVectors, createCorpusVectors } from './answering/corpus-vectors.ts'
import { type Fetching, IDLE } from './answering/fetching.ts'
import { createLiveCorpus, type LiveCorpus } from './answering/live-corpus.ts'
import { createMeaning } from './answering/meaning.ts'
import { loadIndex, saveAnalysed, saveIndex } from './answering/saved-index.ts'
import { createVectorMaker } from './answering/vector-maker.ts'
import { AppError, codeOf } from './app-error.ts'
import type { Config, InstallationsConfig, ScheduleConfig, SyncConfig } from './config.ts'
import type { Happening, Observe } from './happening.ts'
import type { ApiOptions } from './http/api-options.ts'
import type { Log } from './log.ts'
import { startMonitor } from './monitoring/monitor.ts'
import type { Vitals } from './monitoring/readiness.ts'
import type { OpenSearch } from './opensearch/open-search.ts'
import { todayInEngland } from './record/dates.ts'
import {
  type Analysed,
  createPassageIndex,
  createPassageIndexOn,
  type MemoryPassageIndex,
  type PassageIndex,
} from './search/passage-index.ts'
import type { AnswerIndex } from './search/retrieve/answer-index.ts'
import type { Embedder } from './search/retrieve/embedder.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from './search/retrieve/onnx/onnx-embedder.ts'
import { EMPTY_VOCABULARY, parseVocabulary, type Vocabulary } from './search/text/vocabulary.ts'
import type { Installations } from './slack/install/installations.ts'
import type { Organisations } from './slack/install/organisations.ts'
import type { Services } from './slack/services.ts'
import type { SlackState } from './slack/slack-health.ts'
import type { SlackOptions } from './slack/slack-options.ts'
import { CORPUS_FOLDER, TOPIC_FILE, VOCABULARY_FILE } from './sources/corpus-folder/corpus-files.ts'
import { readCorpusFolder } from './sources/corpus-folder/read-folder.ts'
import { parliamentReader } from './sources/parliament/parliament-reader.ts'
import { createParliamentSource } from './sources/parliament/parliament-source.ts'
import { createKeyring } from './storage/encryption.ts'
import { createFallbackState } from './storage/fallback-state.ts'
import { createMemoryState } from './storage/memory/memory-state.ts'
import { createMemoryVerdicts } from './storage/memory-verdicts.ts'
import { openStores, type StorePlace, type Stores } from './storage/open-stores.ts'
import { refuseErased, refuseVerdictsOfErased } from './storage/refuse-erased.ts'
import { createSplitState } from './storage/split-state.ts'
import { createMemoryStorage } from './storage/sqlite/sqlite-storage.ts'
import type { State } from './storage/state.ts'
import type { AnswerFeed, Storage, SyncStatus } from './storage/storage.ts'
import type { Verdicts } from './storage/verdicts.ts'
import { scheduleSyncs } from './sync/schedule.ts'
import { type SyncOptions, type SyncReport, sync } from './sync/sync.ts'
import { loadTopic } from './sync/topic.ts'
import { isWithdrawn } from './sync/withdrawn.ts'
import { WORDS } from './wording/words.ts'

/** How long a program that waits for the search by meaning does so: then the words alone search until it is ready. */
const MAX_WAIT_FOR_MEANING_MS = 3000
/** With fewer stored answers a start is quick without a saved index. */
const WORTH_SAVING = 1_000
/** The entry of the thread on which the running bot syncs. */
const SYNC_WORKER = new URL('./cli/sync-worker.ts', import.meta.url)
/** A sync takes about 200 MB. One that takes more than this ends, and the bot does not. */
const SYNC_LIMITS = { maxOldGenerationSizeMb: 1024 }

export interface AppConfig extends StorePlace {
  /** Whether to create the storage if there is none. Without one, only the answers that ship are served. */
  createStorage?: boolean
  /** Whether the text of a question is stored with a verdict on its reply. */
  keepQuestions?: boolean
  /** Who sees what could not be answered. */
  admins?: readonly string[]
  /** Whether it is kept which answers messages quote, so that these can be corrected; it is by default. */
  keepPosts?: boolean
  /** How questions are searched by meaning; if it is missing, the words alone search. */
  meaning?: MeaningConfig | undefined
  /** The address of an OpenSearch that has the index; if it is missing, the index is in memory. */
  searchUrl?: string | undefined
}

interface MeaningConfig {
  /**
   * 'all' makes the vectors that are missing in the background. 'few' makes them only if they are few, for a program that
   * ends soon.
   */
  make: 'all' | 'few'
  /** Whether to wait until the model and the stored vectors are loaded, so that the first question is searched by them. */
  wait: boolean
}

/** What the bot needs to know. */
type BotConfig = Pick<Config, 'sync' | 'monitoring' | 'stopGraceMs'> & { slack: SlackOptions }

/** Loads the model. @throws AppError `embedder-unavailable` */
type LoadEmbedder = () => Promise<Embedder>

const loadEmbedder: LoadEmbedder = () => createOnnxEmbedder(MODEL_FOLDER)

/** The parts of a running program, built once. */
export interface App {
  /** Keeps no verdicts. */
  answering: Answering
  /**
   * Syncs as configured, and follows the syncs of other processes. `onChange` is called when answers came or
   * `answering.fetching()` changed.
   */
  startSyncs: (sync: ScheduleConfig, onChange?: () => void) => void
  /** Starts the bot, and the syncs beside it. `onLost` is told if the connection to Slack is lost for good. */
  startSlack: (config: BotConfig, onLost: (why: AppError) => void) => Promise<void>
  /** Starts the HTTP API, and the MCP server beside it. @throws AppError `port-taken` */
  startApi: (options: ApiOptions) => Promise<{ url: string }>
  /** Starts the playground; undefined if this installation has none, as without the development dependencies. */
  startPlayground: (port: number) => Promise<{ url: string } | undefined>
  /** Stops whatever was started, the last first, and closes the stores. */
  stop: () => Promise<void>
}

/**
 * Builds the parts that every program shares: loads the answers that ship and the stored ones, and indexes them. A file,
 * a stored answer or a storage that can't be read is left out, and logged.
 * A model that can't be loaded is logged, too: then the words alone search.
 * @throws AppError `empty-corpus` if no answer is left, `wrong-vocabulary`, `search-unavailable`; `store-…` if a database can't
 *   be used
 */
export async function createApp(config: AppConfig, log: Log, load: LoadEmbedder = loadEmbedder): Promise<App> {
  const { admins = [], dataDir, keepQuestions = false, keepPosts = true, createStorage = false } = config
  await using parts = new AsyncDisposableStack()
  const stores = await openStores(config)
  parts.defer(() => stores.close())
  const storage = await orLeftOut(log, () => openStorage(stores, createStorage))
  if (storage) parts.defer(() => storage.close())
  // Begun before the answers are read: the model is loaded by another process meanwhile.
  const embedder = config.meaning && load()
  // Why it failed is logged below, and the words alone search.
  embedder?.catch(() => {})
  const engine = config.searchUrl === undefined ? undefined : await openEngine(config.searchUrl, embedder)
  if (engine) parts.defer(() => engine.close())
  const model = config.meaning && embedder && loadMeaning(config.meaning, embedder, storage, engine?.vectors, log)
  if (model) parts.defer(() => model.stop())
  const meaning = model && createMeaning(model.embedder, model.vectors)
  const index = engine
    ? { index: await createIndexOn(engine.answers), keep: async () => {} }
    : await openIndex(dataDir, createStorage && stores.isShared)
  const live = await loadAnswers(index, storage, model?.vectors, log)
  if (config.meaning?.wait) await model?.ready()
  const lastGood = async () => (await storage?.runs.status())?.lastGood
  let fetching: () => Fetching = () => IDLE
  // A topic file that can't be read stops a sync, which says why.
  const topic = await loadTopic(TOPIC_FILE).catch(() => undefined)
  const suggested = {
    examples: WORDS.examples,
    ...(topic && { isOnTopic: (asked: string) => topic.belongs({ asked, answer: '' }) }),
  }
  const answering = (verdicts?: Verdicts) =>
    createAnswering({
      ...live,
      ...meaning,
      suggested,
      verdicts,
      fetching: () => fetching(),
      today: () => todayInEngland(Date.now()),
    })

  const services = (verdicts: Verdicts, state: State): Services => ({
    answering: answering(verdicts),
    state,
    log,
    keepQuestions,
    admins,
    keepPosts,
    isWithdrawn: async (group) => storage !== undefined && isWithdrawn(storage.records, parliamentReader, group),
    lastSync: async () => storage?.runs.status(),
  })
  const started = parts.move()
  const startSyncs = ({ everyMs, ...workerData }: ScheduleConfig, onChange?: () => void, observe?: Observe) => {
    const startWorker = () => new Worker(SYNC_WORKER, { workerData, resourceLimits: SYNC_LIMITS })
    const onCrash = async (problem: string) => storage?.runs.fail(new Date().toISOString(), problem)
    const schedule = scheduleSyncs({
      everyMs,
      startWorker,
      lastGood,
      onCrash,
      refresh: live.refresh,
      watch: storage?.answers.watch,
      onChange,
      observe,
      log,
    })
    started.defer(schedule.stop)
    fetching = schedule.fetching
  }
  const startedAt = Date.now()
  /** Who counts what happens: the monitor, once it is there. */
  let observe: Observe = () => {}
  let lastKnownSync: string | undefined
  let stopApi = async () => {}
  const vitals = async (syncEveryMs: number | undefined, slack: SlackState): Promise<Vitals> => {
    // A database that is away for a while doesn't keep the bot from answering.
    const ended = await lastGood().catch(() => lastKnownSync)
    lastKnownSync = ended
    return {
      answers: live.corpus.size(),
      passagesWithoutVector: model?.vectors.passages.counts().missing ?? 0,
      slack,
      search: (await engine?.check()) ?? { ok: true },
      lastGoodSync: ended === undefined ? undefined : Date.parse(ended),
      syncEveryMs,
      startedAt,
    }
  }
  return {
    answering: answering(),
    startSyncs,
    async startSlack({ slack, sync, monitoring, stopGraceMs }, onLost) {
      let slackState = (): SlackState => ({ ok: false, problem: 'the connection to Slack is being made' })
      const monitor = monitoring && (await startMonitor(monitoring, () => vitals(sync.everyMs, slackState())))
      if (monitor) started.defer(monitor.stop)
      if (monitor) observe = monitor.observe
      startSyncs(sync, undefined, monitor?.observe)
      // Loaded when needed: Bolt takes longer to load than a question to answer.
      const { startSlackBot } = await import('./slack/app.ts')
      const stopping = new AbortController()
      started.defer(() => stopping.abort())
      const state = await openState(stores, log, slack)
      started.defer(() => state.close())
      const verdicts = refuseVerdictsOfErased(stores.verdicts({ keepQuestions }), state)
      const limits = stores.limits()
      if (limits) started.defer(async () => limits.close())
      const erase = async (team: string) => (await state.erase(team)) + (await verdicts.erase(team))
      const observed = {
        ...services(verdicts, state),
        isShared: stores.isShared,
        limits,
        erase,
        ...(monitor && { observe: monitor.observe }),
      }
      const bot = await startSlackBot(slack, observed, stopping.signal)
      slackState = bot.state
      started.defer(() => {
        slackState = () => ({ ok: false, problem: 'the bot is being stopped' })
        return bot.stop(stopGraceMs)
      })
      bot.lost.then(onLost)
    },
    async startApi(options) {
      const { startApiServer } = await import('./http/api-server.ts')
      const parts = { answering: answering(), lastGood, log, observe: (happening: Happening) => observe(happening) }
      const server = await startApiServer(parts, options)
      stopApi = server.stop
      started.defer(server.stop)
      log.info('api.started', { url: server.url })
      return server
    },
    async startPlayground(port) {
      const startPlayground = await findPlayground()
      if (!startPlayground) return undefined
      // Nothing of trials is kept.
      const playground = await startPlayground(port, services(createMemoryVerdicts(), createMemoryState()), log)
      started.defer(() => playground.stop())
      return playground
    },
    async stop() {
      // Beside Slack's, not after it: each waits for its replies as long as a stop may take.
      void stopApi()
      await started.disposeAsync()
    },
  }
}

/** An empty index that knows the vocabulary that ships, and what was analysed by the index saved in the data folder. */
export async function createIndex(dataDir?: string): Promise<PassageIndex> {
  const vocabulary = await loadVocabulary()
  return indexWith(vocabulary, dataDir === undefined ? undefined : await loadIndex(dataDir, vocabulary))
}

async function indexWith(vocabulary: Vocabulary, analysed: Analysed | undefined): Promise<MemoryPassageIndex> {
  return createPassageIndex(vocabulary, { isEnglishWord: await loadEnglishWords(), analysed })
}

/** The same ranking of what an index elsewhere proposes. */
export async function createIndexOn(answers: AnswerIndex): Promise<PassageIndex> {
  const [vocabulary, isEnglishWord] = await Promise.all([loadVocabulary(), loadEnglishWords()])
  return createPassageIndexOn(answers, vocabulary, { isEnglishWord })
}

async function loadEnglishWords(): Promise<(word: string) => boolean> {
  const english = new Set((await readFile(englishWords, 'utf8')).split('\n'))
  return (word) => english.has(word)
}

/** The retrievers on an OpenSearch. Loaded when needed: its client is large. Nothing is sent yet. */
export async function openEngine(url: string, embedder?: Promise<Pick<Embedder, 'model'>>): Promise<OpenSearch> {
  const { createOpenSearch } = await import('./opensearch/open-search.ts')
  const model = async () => {
    if (!embedder) throw new AppError('embedder-unavailable', 'There is no embedding model.')
    return (await embedder).model
  }
  return createOpenSearch({ url, vocabulary: await loadVocabulary(), model })
}

/** What a sync reports, and how many vectors were made while it ran; missing if it made none. */
export interface SyncWithVectorsReport extends SyncReport {
  vectors?: { made: number; missing: number; problem: string | undefined }
}

interface RunSyncOptions extends Pick<SyncOptions<unknown>, 'since' | 'until' | 'onProgress'> {
  /**
   * Makes the vectors of the stored answers that have none. The running bot leaves this out: it follows the store, and
   * makes them itself.
   */
  vectors?: { onProgress: (counts: { missing: number; made: number }) => void } | undefined
}

/**
 * One sync, while no other runs on the same stores. It doesn't fail if vectors can't be made.
 * @throws AppError `wrong-topic`, `empty-span`, `sync-under-way`, `parliament-unreachable`, `store-…`
 */
export async function runSync(
  config: SyncConfig,
  { vectors: making, onProgress, ...asked }: RunSyncOptions = {},
  load: LoadEmbedder = loadEmbedder,
): Promise<SyncWithVectorsReport> {
  const { apiUrl, dataDir, requestsPerSecond, savesIndex = true } = config
  const topic = await loadTopic(TOPIC_FILE)
  await using opened = new AsyncDisposableStack()
  const stores = await openStores(config)
  opened.defer(() => stores.close())
  const storage = stores.storage()
  opened.defer(() => storage.close())
  const done = await storage.runs.alone(async (lost) => {
    await using parts = new AsyncDisposableStack()
    const maker = making && createVectorMaker(storage, load, making.onProgress)
    if (maker) parts.defer(() => maker.stop())
    const source = createParliamentSource({ url: apiUrl, requestsPerSecond })
    const report = await sync({
      source,
      storage,
      topic,
      now: () => new Date(),
      ...asked,
      onProgress(progress) {
        // Another process may sync now: two at once would undo each other's changes.
        lost.throwIfAborted()
        onProgress?.(progress)
        maker?.follow()
      },
    })
    // A saved index only makes the next start quicker: if saving fails, the sync was still successful.
    if (savesIndex && (await storage.answers.span()).answers >= WORTH_SAVING)
      await indexForStarts(dataDir, storage.answers).catch(() => {})
    return maker ? { ...report, vectors: await maker.finish() } : report
  })
  if (!done) throw new AppError('sync-under-way', 'Another sync is under way:', { advice: 'wait until it ends.' })
  return done.result
}

/** Saves an index of the stored answers, so that starts need not analyse them. */
export async function indexForStarts(dataDir: string, answers: AnswerFeed): Promise<void> {
  await saveIndex(dataDir, await loadVocabulary(), answers)
}

/** What is served, and how the last syncs ended. */
export interface CorpusStatus extends SyncStatus {
  synced: number
  shipped: number
  /** The days of the oldest and the newest answer. */
  oldest: string | undefined
  newest: string | undefined
}

/**
 * The status of the stores. Creates nothing in a data folder.
 * @throws AppError `store-…`
 */
export async function corpusStatus(place: StorePlace): Promise<CorpusStatus> {
  const shipped = (await readCorpusFolder(CORPUS_FOLDER)).answers
  const stores = await openStores(place)
  const storage = openStorage(stores, false)
  try {
    const synced = await storage?.answers.span()
    const days = [...shipped.map(({ answered }) => answered), synced?.oldest, synced?.newest]
      .filter((day) => day !== undefined)
      .sort()
    return {
      ...((await storage?.runs.status()) ?? { lastGood: undefined, coveredUntil: undefined, lastError: undefined }),
      synced: synced?.answers ?? 0,
      shipped: shipped.length,
      oldest: days[0],
      newest: days.at(-1),
    }
  } finally {
    await storage?.close()
    await stores.close()
  }
}

/**
 * Hands what is kept of the app's installations to `use`, for a command.
 * @throws AppError `store-…`, and what `use` throws
 */
export async function withInstallations<T>(
  { keys, allowedTeams, ...place }: InstallationsConfig,
  use: (kept: { installations: Installations; organisations: Organisations }) => Promise<T>,
): Promise<T> {
  const [{ createInstallations }, { createOrganisations }] = await Promise.all([
    import('./slack/install/installations.ts'),
    import('./slack/install/organisations.ts'),
  ])
  const stores = await openStores(place)
  const state = refuseErased(stores.state())
  try {
    const installations = createInstallations({ state, keyring: createKeyring(keys), allowedTeams })
    return await use({ installations, organisations: createOrganisations(state) })
  } finally {
    await state.close()
    await stores.close()
  }
}

/** The model while it is loaded, with the vectors; they are kept in the storage, or in memory if there is none. */
function loadMeaning(
  { make }: MeaningConfig,
  embedder: Promise<Embedder>,
  storage: Storage | undefined,
  indexes: OpenSearch['vectors'] | undefined,
  log: Log,
) {
  embedder.catch((error: Error) => log.warn('search.meaning_unavailable', { reason: error.message }))
  const vectors = createCorpusVectors({
    embedder,
    stored: (storage ?? createMemoryStorage()).vectors,
    make,
    indexes,
    onProblem: (error) => log.warn('search.vectors_failed', { problem: (error as Error).message }),
  })
  return {
    embedder,
    vectors,
    async ready() {
      const limit = new AbortController()
      const late = delay(MAX_WAIT_FOR_MEANING_MS, undefined, { signal: limit.signal, ref: false })
      await Promise.race([vectors.ready(), late])
      limit.abort()
      await late.catch(() => {})
    },
    async stop() {
      const stopped = vectors.stop()
      await (await embedder.catch(() => undefined))?.close()
      await stopped
    },
  }
}

interface OpenedIndex {
  index: PassageIndex
  /** Called when it is full, if it is worth saving. */
  keep: () => Promise<void>
}

/** The index in memory, empty, with what was saved in the data folder. `keeps`: saves it if nothing was. */
async function openIndex(dataDir: string, keeps: boolean): Promise<OpenedIndex> {
  const vocabulary = await loadVocabulary()
  const saved = await loadIndex(dataDir, vocabulary)
  const index = await indexWith(vocabulary, saved)
  return {
    index,
    async keep() {
      // Where another machine syncs, nobody else saves the index of this one.
      if (keeps && !saved) await saveAnalysed(dataDir, vocabulary, index.analysed()).catch(() => {})
    },
  }
}

async function loadAnswers(
  { index, keep }: OpenedIndex,
  storage: Storage | undefined,
  vectors: CorpusVectors | undefined,
  log: Log,
): Promise<LiveCorpus> {
  const { answers, problems } = await readCorpusFolder(CORPUS_FOLDER)
  for (const { file, problem } of problems) log.warn('corpus.file_left_out', { file, problem })
  const live = createLiveCorpus(answers, storage?.answers, {
    index,
    vectors,
    onLeftOut: (key, problem) => log.warn('corpus.answer_left_out', { key, problem }),
  })
  await orLeftOut(log, live.refresh)
  if (live.corpus.size() >= WORTH_SAVING) await keep()
  if (live.corpus.size() === 0)
    throw new AppError(
      'empty-corpus',
      [
        `There is no answer to serve, in ${CORPUS_FOLDER} or synced: import one with "npm run import -- FILE", or run "npm run sync".`,
        ...problems.map(({ file, problem }) => `  ${file} ${problem}`),
      ].join('\n'),
    )
  return live
}

/** Without its file, words mean only themselves. */
async function loadVocabulary(): Promise<Vocabulary> {
  const yaml = await readFile(VOCABULARY_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return yaml === undefined ? EMPTY_VOCABULARY : parseVocabulary(yaml, VOCABULARY_FILE)
}

function openStorage(stores: Stores, create: boolean): Storage | undefined {
  return create || stores.hasStorage() ? stores.storage() : undefined
}

/**
 * What is kept of workspaces and people: what must outlast the process in the data folder, the rest in memory; all of it in
 * a database if there is one, and the rest in memory while that is away. What was erased can't
 * come back. A bot with one token does without the data folder.
 */
async function openState(stores: Stores, log: Log, { mode }: SlackOptions): Promise<State> {
  const passing = createMemoryState()
  if (stores.isShared) {
    const onFailure = (error: unknown) => log.warn('state.failed', { problem: (error as Error).message })
    const onRecovery = () => log.info('state.works_again')
    return refuseErased(createFallbackState(stores.state(), passing, { onFailure, onRecovery }))
  }
  // The installations of workspaces would be lost with the process.
  const durable = mode === 'oauth' ? stores.state() : await orLeftOut(log, stores.state, 'state.store_left_out')
  return refuseErased(durable ? createSplitState(durable, passing) : passing)
}

/** Gives undefined if the storage can't be used, and logs what to do. Any other error is a defect. */
async function orLeftOut<T>(
  log: Log,
  use: () => T | Promise<T>,
  event = 'corpus.store_left_out',
): Promise<T | undefined> {
  try {
    return await use()
  } catch (error) {
    if (!codeOf(error)?.startsWith('store-')) throw error
    log.warn(event, { problem: (error as Error).message })
    return undefined
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
