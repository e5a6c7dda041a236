import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { Analysis } from './search/retrieve/analysis.ts'

const SEARCH = join(import.meta.dirname, 'search')
const PACKAGE = join(import.meta.dirname, '..', 'package.json')

const AnalysisFile = z.object({
  stamp: z.string(),
  terms: z.array(z.string()),
  words: z.array(z.string()),
  texts: z.map(z.number(), z.instanceof(Uint32Array)),
})

/** The file of the analysis in the data folder: it can be deleted at any time, and costs the next start some seconds. */
export function analysisFile(dataDir: string): string {
  return join(dataDir, 'analysis.v8')
}

/** The analysis that was written with the same stamp; undefined where there is none that can be used. */
export async function readAnalysis(file: string, stamp: string): Promise<Analysis | undefined> {
  try {
    const read = AnalysisFile.safeParse(deserialize(await readFile(file)))
    return read.success && read.data.stamp === stamp ? read.data : undefined
  } catch {
    // Not there, not to be read, or not whole: then texts are analysed anew.
    return undefined
  }
}

/** Writes the analysis, whole or not at all. Only one process does so at a time: the one that holds the sync's lock. */
export async function writeAnalysis(file: string, stamp: string, analysis: Analysis): Promise<void> {
  const unfinished = `${file}.new`
  try {
    await writeFile(unfinished, serialize({ stamp, ...analysis }))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** What an analysis depends on, in short: the vocabulary, the code that analyses, and the packages that it uses. */
export async function analysisStamp(vocabulary: object): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(vocabulary))
  const sources = (await readdir(SEARCH, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
  for (const file of [...sources.map((name) => join(SEARCH, name)), PACKAGE]) hash.update(await readFile(file))
  return hash.digest('hex')
}
