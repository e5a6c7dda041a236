import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Question, WrittenAnswer } from '../../record/answer.ts'
import { questionKey } from '../../record/identity.ts'
import { readUtf8 } from './read-utf8.ts'

/** A file that was left out, and what is wrong with it: a sentence for the person who maintains the corpus. */
interface CorpusProblem {
  file: string
  problem: string
}

export interface CorpusFolder {
  answers: WrittenAnswer[]
  problems: CorpusProblem[]
}

/**
 * Reads every `*.json` of a folder, one written answer a file, in the order of their names. A file that can't be read,
 * does not parse, does not fit the schema or repeats a question of an earlier file becomes a problem; the rest load.
 * A folder that can't be listed is one problem.
 */
export async function readCorpusFolder(folder: string): Promise<CorpusFolder> {
  const answers: WrittenAnswer[] = []
  const problems: CorpusProblem[] = []
  const fileOf = new Map<string, string>()

  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error)
  if (names instanceof Error) return { answers, problems: [{ file: folder, problem: `can't be read (${names.code})` }] }

  for (const name of names.filter((name) => name.endsWith('.json')).sort()) {
    const file = join(folder, name)
    const result = await readAnswerFile(file)
    if (typeof result === 'string') {
      problems.push({ file, problem: result })
      continue
    }
    const identities = result.questions.flatMap(identitiesOf)
    const repeated = identities.find((identity) => fileOf.has(identity))
    if (repeated) {
      problems.push({ file, problem: `repeats ${repeated}, which ${fileOf.get(repeated)} holds` })
      continue
    }
    for (const identity of identities) fileOf.set(identity, file)
    answers.push(result)
  }
  return { answers, problems }
}

async function readAnswerFile(file: string): Promise<WrittenAnswer | string> {
  try {
    const parsed = WrittenAnswer.safeParse(JSON.parse(await readUtf8(file)))
    return parsed.success ? parsed.data : z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ')
  } catch (error) {
    return error instanceof SyntaxError ? `is not JSON: ${error.message}` : `can't be read: ${(error as Error).message}`
  }
}

function identitiesOf(question: Pick<Question, 'id' | 'tabled' | 'uin'>): string[] {
  return [`question ${questionKey(question)}`, ...(question.id === undefined ? [] : [`id ${question.id}`])]
}
