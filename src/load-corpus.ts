import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { analysisFile, analysisStamp, readAnalysis, writeAnalysis } from './analysis-file.ts'
import { type Answering, createAnswering } from './answering/answering.ts'
import { createLiveCorpus, type LiveCorpus } from './answering/live-corpus.ts'
import { AppError } from './app-error.ts'
import type { Log } from './log.ts'
import type { WrittenAnswer } from './record/answer.ts'
import { createPassageIndex, type PassageIndex } from './search/passage-index.ts'
import { analyseAnswers } from './search/retrieve/analysis.ts'
import { readEnglishWords } from './search/text/english-words.ts'
import { readVocabulary } from './search/text/read-vocabulary.ts'
import { readCorpusFolder } from './sources/corpus-folder/read-folder.ts'
import { type AnswerStore, StoreError } from './storage/answer-store.ts'
import { createSqliteStore } from './storage/sqlite/sqlite-store.ts'

/** The answers that ship with the project, and the words of their field. */
export const CORPUS_FOLDER = join(import.meta.dirname, '..', 'corpus')
const ANALYSED_AT_A_TIME = 200
/** The file of the vocabulary in a corpus folder. */
const VOCABULARY = 'vocabulary.yml'

/** The file of the store in the data folder. */
export function storeFile(dataDir: string): string {
  return join(dataDir, 'answers.sqlite')
}

/**
 * Reads and indexes the corpus: the files of a folder, each that is left out a line of the log, and the store, where
 * there is one or one is to be made. A store that can't be used is a line of the log; the files are served all the same.
 * @throws AppError `empty-corpus` if nothing is left to answer from, `wrong-vocabulary` if the folder's can't be used
 */
export async function loadCorpus(
  folder: string,
  dataDir: string,
  log: Log,
  { createStore = false }: { createStore?: boolean } = {},
): Promise<LiveCorpus & { store: AnswerStore | undefined }> {
  const { answers, problems } = await readCorpusFolder(folder)
  for (const { file, problem } of problems) log.warn('corpus.file_left_out', { file, problem })
  const store = openStore(storeFile(dataDir), createStore, log)
  const live = createLiveCorpus(answers, store, await createIndex(folder, dataDir))
  try {
    await live.refresh()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    log.warn('corpus.store_left_out', { problem: error.message })
  }
  if (live.corpus.size() === 0)
    throw new AppError(
      'empty-corpus',
      [
        `There is no answer to serve, in ${folder} or synced: import one with "npm run import -- FILE", or run "npm run sync".`,
        ...problems.map(({ file, problem }) => `  ${file} ${problem}`),
      ].join('\n'),
    )
  return { ...live, store }
}

/** Answers indexed as the product does, with the vocabulary of a corpus folder: for measuring. */
export async function indexAnswers(answers: readonly WrittenAnswer[], folder: string): Promise<Answering> {
  return createAnswering(createLiveCorpus(answers, undefined, await createIndex(folder)))
}

/** An empty index that knows the vocabulary of a corpus folder, English, and what was analysed for the data folder. */
export async function createIndex(folder: string, dataDir?: string): Promise<PassageIndex> {
  const vocabulary = await readVocabulary(join(folder, VOCABULARY))
  const analysis =
    dataDir === undefined ? undefined : await readAnalysis(analysisFile(dataDir), await analysisStamp(vocabulary))
  return createPassageIndex(vocabulary, { isEnglishWord: await readEnglishWords(), analysis })
}

/**
 * Analyses the texts of the store for the starts to come, which take half the time then.
 * @throws AppError `wrong-vocabulary`; the file system's error if the file can't be written
 */
export async function analyseForStarts(folder: string, dataDir: string, store: AnswerStore): Promise<void> {
  const vocabulary = await readVocabulary(join(folder, VOCABULARY))
  await writeAnalysis(
    analysisFile(dataDir),
    await analysisStamp(vocabulary),
    analyseAnswers(storedAnswers(store), vocabulary),
  )
}

function* storedAnswers(store: AnswerStore): Generator<WrittenAnswer> {
  for (let revision = 0; ; ) {
    const slice = store.changesSince(revision, ANALYSED_AT_A_TIME)
    if (slice.changes.length === 0) return
    yield* slice.changes.flatMap(({ answer }) => answer ?? [])
    revision = slice.revision
  }
}

function openStore(file: string, create: boolean, log: Log): AnswerStore | undefined {
  if (!create && !existsSync(file)) return undefined
  try {
    return createSqliteStore(file)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    log.warn('corpus.store_left_out', { problem: error.message })
    return undefined
  }
}
