import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { RecordTexts } from '../sources/record-source.ts'
import { mentionsOf } from './mentions.ts'

const Search = z.strictObject({
  /** What to ask the source's search for. */
  term: z.string().min(1),
  /** The numbers of the answering bodies to ask, if not all. */
  bodies: z.array(z.int().positive()).min(1).optional(),
})
export type Search = z.infer<typeof Search>

const Names = z.array(z.string().regex(/\p{L}/u, 'words')).min(1)
const TopicFile = z.strictObject({
  about: Names,
  related: Names.optional(),
  searches: z.array(Search).min(1),
})

/** What a corpus is about: which records to look at, and which of them belong to it. */
export interface Topic {
  searches: readonly Search[]
  /**
   * Whether a record belongs: what is asked names the topic, or the answer is about it. If what is asked names a related
   * subject, any mention in the answer is enough.
   */
  belongs: (texts: RecordTexts) => boolean
  /** A hash of what the topic says: the same for the same entries, whatever the comments. */
  version: string
}

/**
 * Parses a topic from YAML (`corpus/topic.yml` explains the entries).
 * @param where names the source in errors, such as the path of its file
 * @throws AppError `wrong-topic`
 */
export function parseTopic(yaml: string, where = 'The topic'): Topic {
  const file = parseFile(yaml, where)
  const topic = mentionsOf(file.about)
  const related = file.related && mentionsOf(file.related)
  return {
    searches: file.searches,
    belongs: ({ asked, answer }) =>
      topic.anywhere(asked) || topic.asSubject(answer) || (related?.anywhere(asked) === true && topic.anywhere(answer)),
    version: createHash('sha256').update(JSON.stringify(file)).digest('base64url'),
  }
}

/**
 * Reads the topic file of a corpus.
 * @throws AppError `wrong-topic` with the name of the file
 */
export async function loadTopic(file: string): Promise<Topic> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('wrong-topic', `${file} says what a sync looks for, and can't be read (${cause.code}).`, {
      cause,
    })
  })
  return parseTopic(text, file)
}

function parseFile(yaml: string, where: string): z.infer<typeof TopicFile> {
  try {
    return TopicFile.parse(parse(yaml))
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message
    throw new AppError('wrong-topic', `${where}: ${problem}`, { cause })
  }
}
