import { readFile } from 'node:fs/promises'
import { parse, YAMLError } from 'yaml'
import { z } from 'zod'
import { EMPTY_VOCABULARY, Vocabulary } from './vocabulary.ts'

/** The vocabulary is there and can't be used. */
export class WrongVocabulary extends Error {
  override name = 'WrongVocabulary'
}

/**
 * Reads the vocabulary of a corpus from its YAML file; where there is no file, words mean only themselves.
 * @throws WrongVocabulary naming the file and the place in it
 */
export async function readVocabulary(file: string): Promise<Vocabulary> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY_VOCABULARY
    throw error
  }
  try {
    return Vocabulary.parse(parse(text) ?? {})
  } catch (error) {
    if (error instanceof YAMLError) throw new WrongVocabulary(`${file}: ${error.message}`, { cause: error })
    if (error instanceof z.ZodError) throw new WrongVocabulary(`${file}:\n${z.prettifyError(error)}`, { cause: error })
    throw error
  }
}
