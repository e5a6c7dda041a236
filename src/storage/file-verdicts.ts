import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Verdicts } from './verdicts.ts'

const VERDICTS = 'feedback.jsonl'
/** The lines before those, from when the file had become too large; what was there before is gone. */
const EARLIER = 'feedback.1.jsonl'
const MAX_BYTES = 10_000_000
const SALT = 'feedback-salt'
const SALT_BYTES = 32

const Line = z.object({ id: z.string().optional(), helpful: z.boolean() })

interface FileVerdictsOptions {
  /** Where the files are; created if missing. */
  folder: string
  /** Whether the questions are stored, too. */
  keepQuestions: boolean
  now: () => Date
  /** A larger file becomes the earlier one, and a new one is begun. */
  maxBytes?: number
}

/**
 * Keeps verdicts as JSON lines. One to which a reason was added is there again, with the same id; the last line counts.
 * The terms of a question are hashed with a salt that only this folder has: the same question can be recognised, but no
 * question can be read.
 */
export function createFileVerdicts(options: FileVerdictsOptions): Verdicts {
  const { folder, keepQuestions, now, maxBytes = MAX_BYTES } = options
  const file = join(folder, VERDICTS)
  const earlier = join(folder, EARLIER)
  // One at a time: two that both find the file too large would move it twice, and lose the earlier lines.
  let writing: Promise<unknown> = Promise.resolve()
  let salt: string | undefined
  const write: Verdicts['keep'] = async ({ id, helpful, reason, answer, passage, question, terms }) => {
    await mkdir(folder, { recursive: true })
    salt ??= await readOrMakeSalt(join(folder, SALT))
    const hash = createHmac('sha256', salt).update(terms.toSorted().join(' ')).digest('hex')
    const time = now().toISOString()
    const line = { time, id, helpful, reason, answer, passage, terms: hash, ...(keepQuestions && { question }) }
    if (((await unlessMissing(stat(file)))?.size ?? 0) >= maxBytes) await rename(file, earlier)
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
  return {
    keep(verdict) {
      const kept = writing.then(() => write(verdict))
      writing = kept.catch(() => {})
      return kept
    },
    async counts() {
      const texts = await Promise.all([earlier, file].map(readIfThere))
      const lines = texts.flatMap((text = '') => text.split('\n').flatMap((line) => parseLine(line) ?? []))
      // Lines of earlier versions have no id: each is a verdict.
      const verdicts = new Map(lines.map(({ id, helpful }, n) => [id ?? n, helpful]))
      const helpful = [...verdicts.values()].filter((one) => one).length
      return { helpful, unhelpful: verdicts.size - helpful }
    },
  }
}

function parseLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data
  } catch {
    // The empty line at the end, or one that was not written to its end.
    return undefined
  }
}

/** Never gives an empty or truncated salt, which a full disk or a crash can leave: such a file is written again. */
async function readOrMakeSalt(file: string): Promise<string> {
  const before = await readIfThere(file)
  if (before !== undefined && before.length >= SALT_BYTES * 2) return before
  const salt = randomBytes(SALT_BYTES).toString('hex')
  await writeFile(file, salt, { mode: 0o600 })
  return salt
}

function readIfThere(file: string): Promise<string | undefined> {
  return unlessMissing(readFile(file, 'utf8'))
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
