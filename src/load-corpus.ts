import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import englishWords from 'word-list'
import { createLiveCorpus, type LiveCorpus } from './answering/live-corpus.ts'
import { AppError } from './app-error.ts'
import { indexFile, readIndexFile, writeIndexFile } from './index-file.ts'
import type { Log } from './log.ts'
import { answerKey } from './record/answer.ts'
import { createPassageIndex, type PassageIndex } from './search/passage-index.ts'
import { createEnglishWords } from './search/text/english-words.ts'
import { EMPTY_VOCABULARY, parseVocabulary, type Vocabulary } from './search/text/vocabulary.ts'
import { readCorpusFolder } from './sources/corpus-folder/read-folder.ts'
import { type AnswerStore, StoreError } from './storage/answer-store.ts'
import { createSqliteStore } from './storage/sqlite/sqlite-store.ts'

/** The answers that ship with the project, and the words of their field. */
export const CORPUS_FOLDER = join(import.meta.dirname, '..', 'corpus')
const VOCABULARY_FILE = 'vocabulary.yml'
const INDEXED_AT_A_TIME = 200

/** The file of the store in the data folder. */
export function storeFile(dataDir: string): string {
  return join(dataDir, 'answers.sqlite')
}

/**
 * Loads and indexes the corpus: the files of a folder, and the store if there is one or `createStore` is set. Invalid
 * files and a store that can't be used are left out, with a line in the log.
 * @throws AppError `empty-corpus` if there is nothing to answer from, `wrong-vocabulary`
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
  const index = await createIndex(folder, dataDir)
  const live = createLiveCorpus(answers, store, index)
  try {
    await live.refresh()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    log.warn('corpus.store_left_out', { problem: error.message })
  }
  const { corpus } = live
  // The saved index can have answers that were removed since.
  index.retain((key) => {
    const answer = corpus.byKey(key)
    return answer !== undefined && answerKey(answer) === key
  })
  if (corpus.size() === 0)
    throw new AppError(
      'empty-corpus',
      [
        `There is no answer to serve, in ${folder} or synced: import one with "npm run import -- FILE", or run "npm run sync".`,
        ...problems.map(({ file, problem }) => `  ${file} ${problem}`),
      ].join('\n'),
    )
  return { ...live, store }
}

/** An index with the vocabulary of a corpus folder: empty, or with what `saveIndex` wrote to the data folder. */
export async function createIndex(folder: string, dataDir?: string): Promise<PassageIndex> {
  const [vocabulary, words] = await Promise.all([loadVocabulary(folder), readFile(englishWords, 'utf8')])
  return createPassageIndex(vocabulary, {
    isEnglishWord: createEnglishWords(words),
    snapshot: dataDir === undefined ? undefined : await readIndexFile(indexFile(dataDir), vocabulary),
  })
}

/**
 * Indexes the answers of the store and writes the index to the data folder, so that starts need not analyse them.
 * @throws AppError `wrong-vocabulary`; the error of the file system if the file can't be written
 */
export async function saveIndex(folder: string, dataDir: string, store: AnswerStore): Promise<void> {
  const vocabulary = await loadVocabulary(folder)
  const index = createPassageIndex(vocabulary, { snapshot: await readIndexFile(indexFile(dataDir), vocabulary) })
  const stored = new Set<string>()
  for (let revision = 0; ; ) {
    const slice = store.changesSince(revision, INDEXED_AT_A_TIME)
    if (slice.changes.length === 0) break
    const answers = slice.changes.flatMap(({ answer }) => answer ?? [])
    for (const answer of answers) stored.add(answerKey(answer))
    index.add(answers)
    revision = slice.revision
  }
  index.retain((key) => stored.has(key))
  await writeIndexFile(indexFile(dataDir), vocabulary, index.snapshot())
}

/** The vocabulary of a corpus folder; without its file, words mean only themselves. */
async function loadVocabulary(folder: string): Promise<Vocabulary> {
  const file = join(folder, VOCABULARY_FILE)
  return existsSync(file) ? parseVocabulary(await readFile(file, 'utf8'), file) : EMPTY_VOCABULARY
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
