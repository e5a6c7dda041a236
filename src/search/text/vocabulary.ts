import { z } from 'zod'

/** Forms divided by commas: `EHC plan, EHCP, education health and care plan`. */
const Forms = z
  .string()
  .transform((forms) => forms.split(',').map((form) => form.trim()))
  .refine((forms) => forms.every((form) => form !== ''), 'forms divided by commas, none of them empty')

/** The words of a field: which of them are one, and which of the record's are meant by those that people use. */
export const Vocabulary = z.strictObject({
  /** Forms of one thing, told apart by nobody: each is read as the first, in the record and in questions. */
  same: z.array(Forms).default([]),
  /** Words of askers, and the words of the record that are meant by them. */
  means: z.record(z.string(), Forms).default({}),
  /** Words of which any may stand where another is asked for, at a lower weight. */
  related: z.array(Forms).default([]),
  /** Words that in small letters are never the acronym that they look like. */
  words: z.array(Forms).default([]),
  /** Names of places and people: never a slip for another word, however they are typed. */
  names: z.array(Forms).default([]),
  /** Words of everyday talk, which say little of what is asked for however rare they are in the record. */
  talk: z.array(Forms).default([]),
  /** Words that show that a question is about this field; none where every question is taken to be. */
  topic: z.array(Forms).default([]),
})
export type Vocabulary = z.infer<typeof Vocabulary>

export const EMPTY_VOCABULARY: Vocabulary = {
  same: [],
  means: {},
  related: [],
  words: [],
  names: [],
  talk: [],
  topic: [],
}
