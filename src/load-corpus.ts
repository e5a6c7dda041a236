import { join } from 'node:path'
import { analysisFile, analysisStamp, readAnalysis, writeAnalysis } from './analysis-file.ts'
import { type Answering, createAnswering } from './answering/answering.ts'
import { createLiveCorpus, type LiveCorpus } from './answering/live-corpus.ts'
import { AppError, codeOf } from './app-error.ts'
import type { Log } from './log.ts'
import type { WrittenAnswer } from './record/answer.ts'
import { createPassageIndex, type PassageIndex } from './search/passage-index.ts'
import { analyseAnswers } from './search/retrieve/analysis.ts'
import { readEnglishWords } from './search/text/english-words.ts'
import { readVocabulary } from './search/text/read-vocabulary.ts'
import { readCorpusFolder } from './sources/corpus-folder/read-folder.ts'
import { createSqliteStorage, hasSqliteStorage } from './storage/sqlite/sqlite-storage.ts'
import type { AnswerFeed, Storage } from './storage/storage.ts'

/** The answers that ship with the project, and the words of their field. */
export const CORPUS_FOLDER = join(import.meta.dirname, '..', 'corpus')
const ANALYSED_AT_A_TIME = 200
/** The file of the vocabulary in a corpus folder. */
const VOCABULARY = 'vocabulary.yml'

/**
 * Reads and indexes the corpus: the files of a folder, and the storage if there is one or one is to be created. A file, a
 * stored answer or a storage that can't be read is left out, and logged.
 * @throws AppError `empty-corpus` if nothing is left to answer from, `wrong-vocabulary` if the folder's can't be used
 */
export async function loadCorpus(
  folder: string,
  dataDir: string,
  log: Log,
  { createStore = false }: { createStore?: boolean } = {},
): Promise<LiveCorpus & { storage: Storage | undefined }> {
  const { answers, problems } = await readCorpusFolder(folder)
  for (const { file, problem } of problems) log.warn('corpus.file_left_out', { file, problem })
  const storage = openStorage(dataDir, createStore, log)
  const live = createLiveCorpus(answers, storage?.answers, await createIndex(folder, dataDir), (key, problem) =>
    log.warn('corpus.answer_left_out', { key, problem }),
  )
  try {
    await live.refresh()
  } catch (error) {
    leaveOut(error, log)
  }
  if (live.corpus.size() === 0)
    throw new AppError(
      'empty-corpus',
      [
        `There is no answer to serve, in ${folder} or synced: import one with "npm run import -- FILE", or run "npm run sync".`,
        ...problems.map(({ file, problem }) => `  ${file} ${problem}`),
      ].join('\n'),
    )
  return { ...live, storage }
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
 * Analyses the texts of the stored answers, which halves the time of later starts.
 * @throws AppError `wrong-vocabulary`; the file system's error if the file can't be written
 */
export async function analyseForStarts(folder: string, dataDir: string, answers: AnswerFeed): Promise<void> {
  const vocabulary = await readVocabulary(join(folder, VOCABULARY))
  await writeAnalysis(
    analysisFile(dataDir),
    await analysisStamp(vocabulary),
    analyseAnswers(await storedAnswers(answers), vocabulary),
  )
}

async function storedAnswers({ changesSince }: AnswerFeed): Promise<WrittenAnswer[]> {
  const answers: WrittenAnswer[] = []
  for (let revision = 0; ; ) {
    const slice = await changesSince(revision, ANALYSED_AT_A_TIME)
    if (slice.revision === revision) return answers
    answers.push(...slice.changes.flatMap(({ answer }) => answer ?? []))
    revision = slice.revision
  }
}

function openStorage(dataDir: string, create: boolean, log: Log): Storage | undefined {
  if (!create && !hasSqliteStorage(dataDir)) return undefined
  try {
    return createSqliteStorage(dataDir)
  } catch (error) {
    leaveOut(error, log)
    return undefined
  }
}

/** A storage that can't be used is logged with what to do; any other error is a defect. */
function leaveOut(error: unknown, log: Log): void {
  if (!codeOf(error)?.startsWith('store-')) throw error
  log.warn('corpus.store_left_out', { problem: (error as Error).message })
}
