import { randomBytes } from 'node:crypto'
import { appendFile, type FileHandle, mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { hashTerms } from './hash-terms.ts'
import type { Verdicts } from './verdicts.ts'

const VERDICTS = 'feedback.jsonl'
/** The lines before those, from when the file had become too large; what was there before is gone. */
const EARLIER = 'feedback.1.jsonl'
const MAX_BYTES = 10_000_000
const SALT = 'feedback-salt'
const SALT_BYTES = 32
const UNREADABLE = new Set(['EACCES', 'EPERM', 'ENOTDIR'])
/** Another process has written its line to the end within this time, or has ended. */
const WRITTEN_WITHIN_MS = 100
const NEWLINE = 10
const BLANK = 32

/** Lines of earlier versions have no workspace, and the earliest neither id nor time. */
const Line = z.object({
  id: z.string().optional(),
  team: z.string().optional(),
  time: z.string().optional(),
  helpful: z.boolean(),
  reason: z.string().optional(),
  answer: z.string().optional(),
  passage: z.int().optional(),
  terms: z.string().optional(),
  question: z.string().optional(),
})
type Line = z.infer<typeof Line>

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
  const write: Verdicts['keep'] = async ({ id, team, helpful, reason, answer, passage, question, terms }) => {
    await mkdir(folder, { recursive: true })
    salt ??= await readOrMakeSalt(join(folder, SALT))
    const hash = hashTerms(terms, salt)
    const time = now().toISOString()
    const line = { time, id, team, helpful, reason, answer, passage, terms: hash, ...(keepQuestions && { question }) }
    if (((await unlessMissing(file, stat(file)))?.size ?? 0) >= maxBytes) await rename(file, earlier)
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = writing.then(work)
    writing = done.catch(() => {})
    return done
  }
  return {
    keep: (verdict) => inTurn(() => write(verdict)),
    async counts(team) {
      const verdicts = await readVerdicts([earlier, file], team)
      const helpful = verdicts.filter((one) => one.helpful).length
      return { helpful, unhelpful: verdicts.length - helpful }
    },
    erase: (team, id) =>
      inTurn(async () => {
        const isWanted = (line: Line) => line.team === team && (id === undefined || line.id === id)
        // The present file first: if another process makes it the earlier one meanwhile, no line is missed.
        const blanked = [...(await blankLines(file, isWanted)), ...(await blankLines(earlier, isWanted))]
        return verdictsOf(blanked).length
      }),
  }
}

/** A stored verdict: the last line of its id in its workspace. Lines without an id are a verdict each. */
export interface StoredVerdict extends Line {
  id: string
}

/** What is in the folder: its verdicts, the oldest first, and the salt of their hashes if there is one. */
export async function readFileVerdicts(
  folder: string,
): Promise<{ verdicts: StoredVerdict[]; salt: string | undefined }> {
  const verdicts = await readVerdicts([join(folder, EARLIER), join(folder, VERDICTS)])
  return { verdicts, salt: await readIfThere(join(folder, SALT)) }
}

async function readVerdicts(files: readonly string[], team?: string): Promise<StoredVerdict[]> {
  const texts = await Promise.all(files.map(readIfThere))
  const lines = texts.flatMap((text = '') => text.split('\n').flatMap((line) => parseLine(line) ?? []))
  return verdictsOf(team === undefined ? lines : lines.filter((line) => line.team === team))
}

/** The last line of each. */
function verdictsOf(lines: readonly Line[]): StoredVerdict[] {
  const named = lines.map((line, n): StoredVerdict => ({ ...line, id: line.id ?? `line ${n + 1}` }))
  return [...new Map(named.map((line) => [JSON.stringify([line.team, line.id]), line])).values()]
}

/**
 * Overwrites lines with blanks, in their place: a file that is written anew would lose what another process appends to this
 * one meanwhile. A line that was not written to its end may be anybody's, and counts for nothing: it goes, too. Gives the
 * lines that were wanted.
 */
async function blankLines(path: string, isWanted: (line: Line) => boolean): Promise<Line[]> {
  const file = await unlessMissing(path, open(path, 'r+'))
  if (!file) return []
  const blanked: Line[] = []
  try {
    let bytes = await readWhole(file)
    // The last line may be one that is being written.
    for (let before = 0; bytes.length > before && bytes.at(-1) !== NEWLINE; bytes = await readWhole(file)) {
      before = bytes.length
      await delay(WRITTEN_WITHIN_MS)
    }
    for (let from = 0, to = 0; from < bytes.length; from = to + 1) {
      const end = bytes.indexOf(NEWLINE, from)
      to = end === -1 ? bytes.length : end
      const line = parseLine(bytes.toString('utf8', from, to))
      if (line && !isWanted(line)) continue
      await file.write(Buffer.alloc(to - from, BLANK), 0, to - from, from)
      if (line) blanked.push(line)
    }
    await file.sync()
    return blanked
  } finally {
    await file.close()
  }
}

/** From its beginning. */
async function readWhole(file: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc((await file.stat()).size)
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

function parseLine(line: string): Line | undefined {
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
  return unlessMissing(file, readFile(file, 'utf8'))
}

/** @throws AppError `store-unwritable` if this user may not read the file */
async function unlessMissing<T>(file: string, found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (!UNREADABLE.has(code)) throw error
    const advice = 'give this user the right to, or set DATA_DIR to another folder.'
    throw new AppError('store-unwritable', `${file} can’t be read:`, { advice, cause: error })
  }
}
