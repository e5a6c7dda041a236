import { parse } from 'yaml'
import { z } from 'zod'

const Search = z.strictObject({
  /** What to ask Parliament's search for. */
  term: z.string().min(1),
  /** The numbers of the answering bodies to ask, where not all. */
  bodies: z.array(z.int().positive()).min(1).optional(),
})
export type Search = z.infer<typeof Search>

const TopicFile = z.strictObject({
  about: z.array(z.string().regex(/\p{L}/u, 'words')).min(1),
  searches: z.array(Search).min(1),
})

/** What a corpus is about: which records to look at, and which of them belong. */
export interface Topic {
  searches: readonly Search[]
  /** Whether a text, read whole, is about the topic. */
  matches: (text: string) => boolean
}

/** A topic file does not say what a topic must. */
export class BadTopic extends Error {
  override name = 'BadTopic'
}

/**
 * Reads a topic from the text of its YAML file (`corpus/topic.yml` says what the entries mean).
 * @throws BadTopic saying what is wrong
 */
export function readTopic(yaml: string): Topic {
  const file = TopicFile.safeParse(parseYaml(yaml))
  if (!file.success) throw new BadTopic(z.prettifyError(file.error))
  const [exact, anyCase] = [file.data.about.filter(hasCapital), file.data.about.filter((entry) => !hasCapital(entry))]
  const patterns = [pattern(exact, 'u'), pattern(anyCase, 'iu')].filter((one) => one !== undefined)
  return { searches: file.data.searches, matches: (text) => patterns.some((one) => one.test(text)) }
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml)
  } catch (error) {
    throw new BadTopic((error as Error).message, { cause: error })
  }
}

const hasCapital = (entry: string) => /\p{Lu}/u.test(entry)

function pattern(entries: readonly string[], flags: string): RegExp | undefined {
  if (entries.length === 0) return undefined
  const phrases = entries.map((entry) => entry.trim().split(/\s+/).map(RegExp.escape).join('[\\s,\\-‐-–]+'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})(?:['’]?s)?(?![\\p{L}\\p{N}])`, flags)
}
