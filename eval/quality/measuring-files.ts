import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../../src/app-error.ts'
import { WrittenAnswer } from '../../src/record/answer.ts'
import { questionPage } from '../../src/record/identity.ts'
import { toPassages } from '../../src/record/passages.ts'
import { htmlBlocks } from '../../src/sources/html/html-blocks.ts'

/** An answer of a measuring set. Fields that its source does not give are null or missing. */
const MeasuredAnswer = z.object({
  id: z.int().positive(),
  tabled: z.string().regex(/^\d{4}-\d{2}$/),
  heading: z.string().nullish(),
  uin: z.string().nullish(),
  dateTabled: z.iso.date().nullish(),
  dateAnswered: z.iso.date().nullish(),
  department: z.string().nullish(),
  question: z.string().min(1),
  answerHtml: z.string(),
})
const MeasuredPassage = z.object({ id: z.string().regex(/^\S+$/), answer: z.int(), text: z.string() })
export type MeasuredPassage = z.infer<typeof MeasuredPassage>

export interface MeasuredQuestion {
  id: string
  text: string
}

/** Graded judgments: by question, then by passage: 2 if it answers, 1 if it helps, 0 if it does neither. */
export type Judgments = ReadonlyMap<string, ReadonlyMap<string, number>>

/**
 * Reads the answers of a file of JSON lines (`.gz` too) as the product has them, without those that have no text. If the
 * file gives no day, it is the first of the month; if it gives no UIN, Parliament's id stands for it.
 * @param options.passages reads only the first answers that have so many passages together
 * @param options.ids reads only the answers with those ids
 * @throws AppError `misuse` naming the file, and the line that is wrong
 */
export async function readAnswers(
  file: string,
  { passages = Number.POSITIVE_INFINITY, ids }: { passages?: number; ids?: ReadonlySet<number> } = {},
): Promise<WrittenAnswer[]> {
  const answers: WrittenAnswer[] = []
  let count = 0
  for (const [nth, line] of (await lines(file)).entries()) {
    if (count >= passages) break
    const record = parseLine(line, MeasuredAnswer, `${file}, line ${nth + 1}`)
    const answer = ids === undefined || ids.has(record.id) ? toAnswer(record) : undefined
    if (!answer) continue
    answers.push(answer)
    count += answer.passages.length
  }
  return answers
}

function toAnswer(record: z.infer<typeof MeasuredAnswer>): WrittenAnswer | undefined {
  const blocks = htmlBlocks(record.answerHtml)
  if (blocks.length === 0) return undefined
  const tabled = record.dateTabled ?? `${record.tabled}-01`
  // Without a UIN the id stands for it: measuring only needs distinct ones.
  const question = { id: record.id, uin: record.uin ?? String(record.id), tabled, text: record.question }
  return WrittenAnswer.parse({
    house: question.uin.startsWith('HL') ? 'Lords' : 'Commons',
    heading: record.heading ?? 'Written question',
    questions: [question],
    department: record.department ?? 'Not said',
    answeredBy: { name: 'Not said' },
    answered: record.dateAnswered ?? tabled,
    passages: toPassages(blocks),
    source: questionPage(question),
  })
}

/** Reads canonical passages, one JSON object a line. */
export async function readPassages(file: string): Promise<MeasuredPassage[]> {
  return (await lines(file)).map((line, nth) => parseLine(line, MeasuredPassage, `${file}, line ${nth + 1}`))
}

/** Reads questions, one a line: `id TAB text`. */
export async function readQuestions(file: string): Promise<MeasuredQuestion[]> {
  return (await lines(file)).map((line, nth) => {
    const [id, text] = line.split('\t')
    if (!id || !text) throw new AppError('misuse', `${file}, line ${nth + 1}: expected an id, a tab and a question.`)
    return { id, text }
  })
}

/** Reads TREC qrels: `question 0 passage grade`. */
export async function readJudgments(file: string): Promise<Judgments> {
  const judgments = new Map<string, Map<string, number>>()
  for (const [nth, line] of (await lines(file)).entries()) {
    const [question, , passage, grade] = line.trim().split(/\s+/)
    if (!question || !passage || !/^[0-9]+$/.test(grade ?? ''))
      throw new AppError('misuse', `${file}, line ${nth + 1}: expected "question 0 passage grade".`)
    const of = judgments.get(question) ?? new Map<string, number>()
    judgments.set(question, of.set(passage, Number(grade)))
  }
  return judgments
}

export function parseLine<T>(line: string, schema: z.ZodType<T>, where: string): T {
  try {
    return schema.parse(JSON.parse(line))
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
    throw new AppError('misuse', `${where}: ${what}`, { cause: error })
  }
}

/** The lines of a text file, `.gz` too, without empty ones. */
export async function lines(file: string): Promise<string[]> {
  try {
    const bytes = createReadStream(file)
    await new Promise((opened, failed) => bytes.once('open', opened).once('error', failed))
    const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
    const found: string[] = []
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line.trim() !== '') found.push(line)
    return found
  } catch (error) {
    throw new AppError(
      'misuse',
      `${file} can't be read (${(error as NodeJS.ErrnoException).code}): say where the measuring set is.`,
      {
        cause: error,
      },
    )
  }
}
