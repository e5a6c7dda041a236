import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WrittenAnswer } from '../../record/answer.ts'

export type Written = { file: string; did: 'wrote' | 'replaced' | 'left as it was' | 'differs' }

/**
 * Writes an answer as a file of the corpus, named after its first question (`2018-03-29-135027.json`), atomically.
 * An existing file with other content is replaced only if `replace` is true.
 */
export async function writeAnswer(folder: string, answer: WrittenAnswer, replace: boolean): Promise<Written> {
  const [{ tabled, uin }] = answer.questions
  const file = join(folder, `${tabled}-${uin}.json`)
  const content = `${JSON.stringify(WrittenAnswer.parse(answer), null, 2)}\n`
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (before === content) return { file, did: 'left as it was' }
  if (before !== undefined && !replace) return { file, did: 'differs' }

  await mkdir(folder, { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content, { flag: 'wx' })
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  return { file, did: before === undefined ? 'wrote' : 'replaced' }
}
