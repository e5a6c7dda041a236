import { join } from 'node:path'
import { z } from 'zod'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import {
  type Judgments,
  lines,
  type MeasuredPassage,
  type MeasuredQuestion,
  parseLine,
  readAnswers,
  readJudgments,
  readPassages,
  readQuestions,
} from './measuring-files.ts'

/** Questions with what is right for each of them, and the answers to find it in. */
export interface MeasuringSet {
  name: string
  answers: WrittenAnswer[]
  /** The passages that the judgments name. */
  passages: MeasuredPassage[]
  questions: MeasuredQuestion[]
  judgments: Judgments
  /** Messages that no answer of the set can satisfy. */
  outOfScope: MeasuredQuestion[]
}

export interface SetFiles {
  answers: string
  passages: string
  questions: readonly string[]
  qrels: string
  outOfScope: string
}

/** One set for each file of questions; all of them have the other files in common. */
export async function judgedSets(files: SetFiles): Promise<MeasuringSet[]> {
  const [answers, passages, judgments, outOfScope] = await Promise.all([
    readAnswers(files.answers),
    readPassages(files.passages),
    readJudgments(files.qrels),
    readQuestions(files.outOfScope),
  ])
  return Promise.all(
    files.questions.map(async (name) => ({
      name,
      answers,
      passages,
      questions: await readQuestions(name),
      judgments,
      outOfScope,
    })),
  )
}

/** A passage that questions were written for; `s` before its id says only that it is from the file for scale. */
const TrainingPassage = z.object({ id: z.string().regex(/^s?\d+#\d+$/), text: z.string() })

/**
 * The questions that the model was trained on, for tuning by folds: for each of them its own passage is right, and what
 * else might answer counts as wrong. The answers are those of the passages, whole.
 * @param folder has `passages.jsonl.gz` and `questions.tsv` (`passage TAB question`)
 * @param answerFiles have the answers; earlier files win
 */
export async function trainingSet(folder: string, answerFiles: readonly string[]): Promise<MeasuringSet> {
  const file = join(folder, 'passages.jsonl.gz')
  const passages = (await lines(file)).map((line, nth): MeasuredPassage => {
    const { id, text } = parseLine(line, TrainingPassage, `${file}, line ${nth + 1}`)
    return { id, answer: answerOf(id), text }
  })
  const missing = new Set(passages.map(({ answer }) => answer))
  const answers: WrittenAnswer[] = []
  for (const answerFile of answerFiles) {
    if (missing.size === 0) break
    for (const answer of await readAnswers(answerFile, { ids: missing })) {
      answers.push(answer)
      missing.delete(answer.questions[0].id as number)
    }
  }
  const asked = await readQuestions(join(folder, 'questions.tsv'))
  const questions = asked.map(({ id, text }, nth) => ({ id: `${id}/${nth}`, text }))
  const judgments = new Map(asked.map(({ id }, nth) => [`${id}/${nth}`, new Map([[id, 2]])]))
  return { name: folder, answers, passages, questions, judgments, outOfScope: [] }
}

function answerOf(passage: string): number {
  return Number.parseInt(passage.replace('s', ''), 10)
}
