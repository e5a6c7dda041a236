import { readFile } from 'node:fs/promises'
import { parse, YAMLError } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../app-error.ts'
import { EMPTY_VOCABULARY, Vocabulary } from './vocabulary.ts'

/**
 * Loads the vocabulary of a corpus from its YAML file; empty if there is no such file.
 * @throws AppError `wrong-vocabulary` naming the file and the place in it
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
    if (error instanceof YAMLError)
      throw new AppError('wrong-vocabulary', `${file}: ${error.message}`, { cause: error })
    if (error instanceof z.ZodError)
      throw new AppError('wrong-vocabulary', `${file}:\n${z.prettifyError(error)}`, { cause: error })
    throw error
  }
}
