import { join } from 'node:path'
import { type Corpus, createCorpus } from './corpus/corpus.ts'
import { readCorpusFolder } from './corpus/read-folder.ts'
import type { Log } from './log.ts'
import { createAsk } from './search/ask.ts'
import { createPassageIndex } from './search/passage-index.ts'
import type { Ask } from './search/reply.ts'

/** The answers that ship with the project. */
export const CORPUS_FOLDER = join(import.meta.dirname, '..', 'corpus')

/** There is nothing to answer from. */
export class EmptyCorpus extends Error {
  override name = 'EmptyCorpus'
}

/**
 * Reads and indexes the corpus of a folder; each file that is left out becomes a line of the log.
 * @throws EmptyCorpus where no file is left
 */
export async function loadCorpus(folder: string, log: Log): Promise<{ corpus: Corpus; ask: Ask }> {
  const { answers, problems } = await readCorpusFolder(folder)
  for (const { file, problem } of problems) log.warn('corpus.file_left_out', { file, problem })
  if (answers.length === 0)
    throw new EmptyCorpus(
      `There is no answer in ${folder}${problems.length > 0 ? ' that could be read (see above)' : ''}: import one with "npm run import -- FILE".`,
    )
  const corpus = createCorpus(answers)
  const index = createPassageIndex()
  index.add(answers)
  return { corpus, ask: createAsk(corpus, index) }
}
