import { hash } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { PassageIndexSnapshot } from './search/passage-index.ts'
import { ANALYSER_VERSION } from './search/text/analyser.ts'
import type { Vocabulary } from './search/text/vocabulary.ts'

const IndexedAnswer = z.object({
  key: z.string(),
  answered: z.string(),
  years: z.number(),
  about: z.instanceof(Uint32Array),
  passages: z.array(z.instanceof(Uint32Array)),
  fingerprint: z.string(),
})
const IndexFile = z.object({
  stamp: z.string(),
  snapshot: z.object({
    index: z.object({ terms: z.array(z.string()), answers: z.array(IndexedAnswer), words: z.string() }),
    words: z.array(z.string()),
  }),
})

/** The file of the index in the data folder. It can be deleted at any time: the next start takes some seconds longer. */
export function indexFile(dataDir: string): string {
  return join(dataDir, 'index.v8')
}

/** The index that was written for the same vocabulary by the same code; undefined if there is none that can be used. */
export async function readIndexFile(file: string, vocabulary: Vocabulary): Promise<PassageIndexSnapshot | undefined> {
  try {
    const { stamp, snapshot } = IndexFile.parse(deserialize(await readFile(file)))
    return stamp === stampOf(vocabulary) ? snapshot : undefined
  } catch {
    // Missing, unreadable or damaged: the answers are analysed again.
    return undefined
  }
}

/** Writes the index, whole or not at all. Not for several processes at once: the caller holds the lock of the sync. */
export async function writeIndexFile(
  file: string,
  vocabulary: Vocabulary,
  snapshot: PassageIndexSnapshot,
): Promise<void> {
  const unfinished = `${file}.new`
  try {
    await writeFile(unfinished, serialize({ stamp: stampOf(vocabulary), snapshot }))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** What the terms of a text depend on besides the text. */
function stampOf(vocabulary: Vocabulary): string {
  return `${ANALYSER_VERSION} ${hash('sha256', JSON.stringify(vocabulary))}`
}
