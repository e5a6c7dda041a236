import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Question, WrittenAnswer } from '../../record/answer.ts'
import { questionKey } from '../../record/identity.ts'
import { parseAnswer } from '../../record/parse-answer.ts'
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
    const read = await readAnswerFile(file)
    const identities = 'answer' in read ? read.answer.questions.flatMap(identitiesOf) : []
    const repeated = identities.find((identity) => fileOf.has(identity))
    if ('problem' in read) problems.push({ file, problem: read.problem })
    else if (repeated) problems.push({ file, problem: `repeats ${repeated}, which ${fileOf.get(repeated)} holds` })
    else {
      for (const identity of identities) fileOf.set(identity, file)
      answers.push(read.answer)
    }
  }
  return { answers, problems }
}

async function readAnswerFile(file: string): Promise<ReturnType<typeof parseAnswer>> {
  try {
    return parseAnswer(await readUtf8(file))
  } catch (error) {
    return { problem: `can't be read: ${(error as Error).message}` }
  }
}

function identitiesOf({ id, ...question }: Pick<Question, 'id' | 'tabled' | 'uin'>): string[] {
  return [`question ${questionKey(question)}`, ...(id === undefined ? [] : [`id ${id}`])]
}
