import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answering } from '../../src/answering/answering.ts'
import type { Reply } from '../../src/answering/reply.ts'
import { AppError } from '../../src/app-error.ts'
import { parseArguments } from '../../src/cli/parse-arguments.ts'
import { CORPUS_FOLDER, indexAnswers } from '../../src/load-corpus.ts'
import { createCanonicalPassages, type Ranking, rankingOf } from './canonical-passages.ts'
import { readAnswers, readJudgments, readPassages, readQuestions } from './judgments.ts'
import { measure } from './measures.ts'

const USAGE =
  'Usage: npm run -s quality -- [--answers F] [--passages F] [--questions F] [--qrels F] [--out-of-scope F] [--run OUT] [--json]'
/** The dev set beside the project. */
const DEV_SET = join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')
const RANKED = 10
const TAG = 'send-answers'

/**
 * Measures how well questions find what answers them: indexes the answers as the product does, asks each question
 * through the product's own `ask`, and compares what is found with judgments. Exit code 0 where it could be measured.
 */
export async function qualityCommand(args: string[]): Promise<number> {
  const inDevSet = (name: string) => ({ type: 'string', default: join(DEV_SET, name) }) as const
  const { values } = parseArguments(
    {
      args,
      options: {
        answers: inDevSet('answers.jsonl'),
        passages: inDevSet('passages.jsonl'),
        questions: inDevSet('dev.questions.tsv'),
        qrels: inDevSet('dev.qrels'),
        'out-of-scope': inDevSet('dev.out-of-scope.tsv'),
        run: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    },
    USAGE,
  )

  const [answers, passages, questions, judgments, outOfScope] = await Promise.all([
    readAnswers(values.answers),
    readPassages(values.passages),
    readQuestions(values.questions),
    readJudgments(values.qrels),
    readQuestions(values['out-of-scope']),
  ])
  if (questions.length === 0) throw new AppError('misuse', `${values.questions} holds no question.`)
  const answering = await indexAnswers(answers, CORPUS_FOLDER)

  const canonical = createCanonicalPassages(passages)
  const rankings = new Map<string, Ranking>()
  let unanswered = 0
  for (const { id, text } of questions) {
    const reply = await answering.ask(answering.parse(text), { others: RANKED - 1 })
    if (reply.kind !== 'answer') unanswered++
    rankings.set(id, rankingOf(shown(reply).slice(0, RANKED), id, { canonical, judgments }))
  }
  const figures = {
    questions: questions.length,
    ...measure(rankings, judgments),
    wronglyUnanswered: unanswered / questions.length,
    outOfScopeUnanswered: await shareUnanswered(
      answering,
      outOfScope.map(({ text }) => text),
    ),
  }
  if (values.run !== undefined) await writeFile(values.run, trecRun(rankings))
  process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : table(figures)}\n`)
  return 0
}

function shown(reply: Reply) {
  switch (reply.kind) {
    case 'answer':
      return [reply.best, ...reply.others]
    case 'no-answer':
      return reply.nearest
  }
}

async function shareUnanswered({ ask, parse }: Answering, texts: readonly string[]): Promise<number> {
  let unanswered = 0
  for (const text of texts) if ((await ask(parse(text))).kind === 'no-answer') unanswered++
  return unanswered / Math.max(1, texts.length)
}

/** `qid Q0 passage rank score tag`; the score falls with the rank, which is all that a reader of runs looks at. */
function trecRun(rankings: ReadonlyMap<string, Ranking>): string {
  return [...rankings]
    .flatMap(([question, ids]) =>
      ids.map((id, place) => (id === undefined ? '' : `${question} Q0 ${id} ${place + 1} ${RANKED - place} ${TAG}\n`)),
    )
    .join('')
}

function table(figures: Record<string, number>): string {
  const names: Record<string, string> = {
    questions: 'questions',
    s1: 'S@1',
    s3: 'S@3',
    mrr: 'MRR',
    ndcg10: 'nDCG@10',
    wronglyUnanswered: 'questions that wrongly got no answer',
    outOfScopeUnanswered: 'out-of-scope messages that got no answer',
  }
  return Object.entries(figures)
    .map(([name, value]) => `${(names[name] ?? name).padEnd(42)}${name === 'questions' ? value : value.toFixed(3)}`)
    .join('\n')
}
