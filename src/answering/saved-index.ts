import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { type Analysed, createPassageIndex } from '../search/passage-index.ts'
import { analysisOf } from '../search/retrieve/analysis.ts'
import type { Vocabulary } from '../search/text/vocabulary.ts'
import type { AnswerFeed } from '../storage/storage.ts'

const FILE = 'index.v8'
const INDEXED_AT_A_TIME = 200

const IndexedAnswer = z.object({
  key: z.string(),
  answered: z.string(),
  about: z.instanceof(Uint32Array),
  passages: z.array(z.instanceof(Uint32Array)),
  fingerprint: z.string(),
})
const IndexFile = z.object({
  stamp: z.string(),
  analysed: z.object({
    terms: z.array(z.string()),
    answers: z.array(IndexedAnswer),
    words: z.array(z.string()),
  }),
})

/** The index that was saved with the same vocabulary by the same code; undefined if there is none that can be used. */
export async function loadIndex(dataDir: string, vocabulary: Vocabulary): Promise<Analysed | undefined> {
  try {
    const { stamp, analysed } = IndexFile.parse(deserialize(await readFile(join(dataDir, FILE))))
    return stamp === analysisOf(vocabulary) ? analysed : undefined
  } catch {
    // Missing, unreadable or damaged: the answers are analysed again.
    return undefined
  }
}

/**
 * Indexes the stored answers and saves the index in the data folder, so that starts need not analyse them. The file can be
 * deleted at any time: the next start takes some seconds longer.
 * @throws the error of the file system if the file can't be written; nothing is left of it then
 */
export async function saveIndex(dataDir: string, vocabulary: Vocabulary, answers: AnswerFeed): Promise<void> {
  const index = createPassageIndex(vocabulary, { analysed: await loadIndex(dataDir, vocabulary) })
  for (let revision = 0; ; ) {
    const slice = await answers.changesSince(revision, INDEXED_AT_A_TIME)
    if (slice.revision === revision) break
    index.add(slice.changes.flatMap(({ answer }) => answer ?? []))
    revision = slice.revision
  }
  await saveAnalysed(dataDir, vocabulary, index.analysed())
}

/** Saves what an index has analysed. @throws the error of the file system; nothing is left of it then */
export async function saveAnalysed(dataDir: string, vocabulary: Vocabulary, analysed: Analysed): Promise<void> {
  await writeWhole(join(dataDir, FILE), serialize({ stamp: analysisOf(vocabulary), analysed }))
}

async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`
  try {
    await writeFile(unfinished, content)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
