import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../app-error.ts'

const Search = z.strictObject({
  /** What to ask the source's search for. */
  term: z.string().min(1),
  /** The numbers of the answering bodies to ask, if not all. */
  bodies: z.array(z.int().positive()).min(1).optional(),
})
export type Search = z.infer<typeof Search>

const TopicFile = z.strictObject({
  about: z.array(z.string().regex(/\p{L}/u, 'words')).min(1),
  searches: z.array(Search).min(1),
})

/** What a corpus is about: which records to look at, and which of them belong to it. */
export interface Topic {
  searches: readonly Search[]
  /** Whether a text is about the topic. */
  matches: (text: string) => boolean
  /** A hash of what the topic says: the same for the same `about` and `searches`, whatever the comments. */
  version: string
}

/**
 * Parses a topic from YAML (`corpus/topic.yml` explains the entries).
 * @param where names the source in errors, such as the path of its file
 * @throws AppError `wrong-topic`
 */
export function parseTopic(yaml: string, where = 'The topic'): Topic {
  const file = parseFile(yaml, where)
  const patterns = [...Map.groupBy(file.about, hasCapital)].map(([capital, entries]) =>
    pattern(entries, capital ? 'u' : 'iu'),
  )
  return {
    searches: file.searches,
    matches: (text) => patterns.some((one) => one.test(text)),
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

const hasCapital = (entry: string) => /\p{Lu}/u.test(entry)

/** Matches the entries as whole words, the last word also in the plural or the possessive. */
function pattern(entries: readonly string[], flags: string): RegExp {
  const phrases = entries.map((entry) => entry.trim().split(/\s+/).map(RegExp.escape).join('[\\s,\\-‐-–]+'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})(?:['’]?s)?(?![\\p{L}\\p{N}])`, flags)
}
