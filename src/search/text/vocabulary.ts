import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../app-error.ts'

/** Forms separated by commas: `EHC plan, EHCP, education health and care plan`. */
const Forms = z
  .string()
  .transform((forms) => forms.split(',').map((form) => form.trim()))
  .refine((forms) => forms.every((form) => form !== ''), 'forms divided by commas, none of them empty')

/** The words of a field: which are the same, and which words of the record are meant by those that people use. */
export const Vocabulary = z.strictObject({
  /** Forms of one thing: each is read as the first, in the record and in questions. */
  same: z.array(Forms).default([]),
  /** Words that people ask with, and the words of the record that they mean. */
  means: z.record(z.string(), Forms).default({}),
  /** Words that in small letters are never the acronym that they look like. */
  words: z.array(Forms).default([]),
  /** Places and people: never a misspelling of another word, however they are typed. */
  names: z.array(Forms).default([]),
  /** Words of everyday talk: they say little of what is asked for, however rare they are in the record. */
  talk: z.array(Forms).default([]),
  /** Words that show that a question is about this field; none if every question is assumed to be. */
  topic: z.array(Forms).default([]),
})
export type Vocabulary = z.infer<typeof Vocabulary>

export const EMPTY_VOCABULARY: Vocabulary = Vocabulary.parse({})

/**
 * Parses a vocabulary from YAML.
 * @param where names the source in errors, such as the path of its file
 * @throws AppError `wrong-vocabulary` with the place of what is wrong
 */
export function parseVocabulary(yaml: string, where: string): Vocabulary {
  try {
    return Vocabulary.parse(parse(yaml) ?? {})
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? `\n${z.prettifyError(cause)}` : ` ${(cause as Error).message}`
    throw new AppError('wrong-vocabulary', `${where}:${problem}`, { cause })
  }
}
