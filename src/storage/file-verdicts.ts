import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentWords } from '../search/text/tokens.ts'
import type { Feedback } from './verdicts.ts'

const VERDICTS = 'feedback.jsonl'
const SALT = 'feedback-salt'

interface FileFeedbackOptions {
  /** Where the files are; made where it is missing. */
  folder: string
  /** Whether the words of the questions are kept, too. */
  keepQuestions: boolean
}

/**
 * Keeps verdicts as JSON lines: helpful or not, the answer, the passage, and a hash of the question's terms under a
 * salt of this folder's own, so that the same question is known again and no question can be read.
 */
export function createFileFeedback({ folder, keepQuestions }: FileFeedbackOptions): Feedback {
  const file = join(folder, VERDICTS)
  let salt: Promise<string> | undefined
  return {
    async keep({ helpful, answer, passage, question }) {
      await mkdir(folder, { recursive: true })
      salt ??= readSalt(join(folder, SALT))
      const terms = hashOfTerms(await salt, question)
      const kept = { helpful, answer, passage, terms, ...(keepQuestions && { question }) }
      await appendFile(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 })
    },
    async counts() {
      const lines = (await readIfThere(file)).split('\n').filter((line) => line !== '')
      const helpful = lines.filter((line) => line.startsWith('{"helpful":true')).length
      return { helpful, unhelpful: lines.length - helpful }
    },
  }
}

function hashOfTerms(salt: string, question: string): string {
  return createHmac('sha256', salt).update(contentWords(question).toSorted().join(' ')).digest('hex')
}

async function readSalt(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFile(file, 'utf8')
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
