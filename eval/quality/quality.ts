import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../src/app-error.ts'
import { misuse, parseArguments } from '../../src/cli/parse-arguments.ts'
import { readAskConfig } from '../../src/config.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { askedBeforeTable, measureAskedBefore } from './asked-before/measure-asked-before.ts'
import { readStandIn } from './asked-before/stand-in.ts'
import type { Ranking } from './canonical-passages.ts'
import { figuresTable } from './figures-table.ts'
import { fitEstimates } from './fit-estimates.ts'
import { crossValidate } from './folds.ts'
import { followingTable, measureFollowing } from './measure-following.ts'
import { askOutOfScope, askQuestions, estimatesOf, type Figures, figuresOf } from './measure-set.ts'
import { createMeasuredProduct } from './measured-product.ts'
import { judgedSets, type MeasuringSet, trainingSet } from './measuring-set.ts'
import { openQualityStorage } from './quality-storage.ts'

const MANUAL = `Usage: npm run -s quality -- [--answers F] [--passages F] [--questions F]... [--qrels F] [--out-of-scope F] [--training FOLDER] [--folds N] [--run OUT] [--following] [--words-only] [--json]
       npm run -s quality -- --asked-before [--json]

Measures how well questions find what answers them (docs/evaluation.md). Without files it takes those of ../shared/eval.

Options:
  --answers F, --passages F   what is searched, and how its passages are numbered
  --questions F, --qrels F    a set of questions, which can be given several times, and which passages answer them
  --out-of-scope F            questions that nothing answers
  --training FOLDER           measure the set in that folder instead
  --folds N                   measure each of N folds with the estimates fitted to the others
  --run OUT                   write the rankings in the format of TREC
  --following                 measure instead what matches each question if it is followed
  --words-only                without the search by meaning
  --asked-before              measure how well a draft question finds those that were asked before, instead, in the stand-in of
                              ../shared/parliament-api; the first time it makes vectors for half an hour
  --json                      print the figures as JSON
  -h, --help                  print this, and do nothing else

Exit codes:
  0  everything was measured
  2  wrong usage, or a file that can't be read or parsed
  9  anything else; the message says what`
/** The dev set beside the project. */
const DEV_SET = join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')
/** Real questions of all departments, as Parliament's API gives them. */
const STAND_IN = join(DEV_SET, '..', 'parliament-api', 'questions.jsonl.gz')
const PROGRESS_MS = 5000
const RANKED = 10
const TAG = 'send-answers'

/**
 * Measures how well questions find what answers them: indexes answers as the product does, asks each question through the
 * product's own `ask`, and compares what is found with judgments. Each file of questions is a set; `--training` measures
 * that set instead, `--following` what matches. With `--folds`, each fold is measured by itself, with the scale of the estimates fitted to the others; with `--words-only`, without the search by meaning. Exit
 * code 0 if everything could be measured.
 */
export async function qualityCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const inDevSet = (name: string) => ({ type: 'string', default: join(DEV_SET, name) }) as const
  const { values } = parseArguments(
    {
      args,
      options: {
        answers: inDevSet('answers.jsonl'),
        passages: inDevSet('passages.jsonl'),
        questions: { type: 'string', multiple: true, default: [join(DEV_SET, 'dev.questions.tsv')] },
        qrels: inDevSet('dev.qrels'),
        'out-of-scope': inDevSet('dev.out-of-scope.tsv'),
        training: { type: 'string' },
        folds: { type: 'string' },
        run: { type: 'string' },
        following: { type: 'boolean', default: false },
        'words-only': { type: 'boolean', default: false },
        'asked-before': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    },
    MANUAL,
  )
  if (values['asked-before']) return measureBefore(env, values.json)
  const folds = values.folds === undefined ? undefined : Number(values.folds)
  if (folds !== undefined && !(Number.isInteger(folds) && folds > 1)) throw misuse(MANUAL)
  const sets =
    values.training === undefined
      ? await judgedSets({ ...values, outOfScope: values['out-of-scope'] })
      : [await trainingSet(values.training, [values.answers, join(DEV_SET, 'scale-answers.jsonl.gz')])]

  if (values.run !== undefined && sets.length > 1)
    throw new AppError('misuse', '--run takes one file of questions: the sets can have the same ids.')

  await using parts = new AsyncDisposableStack()
  const byMeaning = values['words-only'] ? undefined : await searchByMeaning(readAskConfig(env).dataDir, parts)
  const measured: MeasuredSet[] = []
  const rankings = new Map<string, Ranking>()
  for (const set of sets) {
    if (set.questions.length === 0) throw new AppError('misuse', `${set.name} has no question.`)
    if (values.following) {
      const figures = await measureFollowing(set, await createMeasuredProduct(set.answers, byMeaning))
      const shown = values.json ? JSON.stringify({ name: set.name, ...figures }) : followingTable(figures)
      process.stdout.write(`${values.json ? '' : `${set.name}\n`}${shown}\n`)
      continue
    }
    const { result, ofQuestions } = await measureSet(set, folds, byMeaning)
    measured.push(result)
    for (const [question, ranking] of ofQuestions) rankings.set(question, ranking)
  }
  if (values.following) return 0
  if (values.run !== undefined) await writeFile(values.run, trecRun(rankings))
  process.stdout.write(`${values.json ? json(measured) : measured.map(text).join('\n\n')}\n`)
  return 0
}

/** Measures drafts instead: with the model alone, as no other set of questions is asked. */
async function measureBefore(env: NodeJS.ProcessEnv, asJson: boolean): Promise<number> {
  const answers = await readStandIn(STAND_IN)
  await using parts = new AsyncDisposableStack()
  const measured = await measureAskedBefore(answers, await searchByMeaning(readAskConfig(env).dataDir, parts))
  process.stdout.write(`${asJson ? JSON.stringify(measured, null, 2) : askedBeforeTable(measured)}\n`)
  return 0
}

interface MeasuredSet {
  name: string
  figures: Figures
  /** Of each fold by itself; missing if there are none. */
  folds?: Figures[]
}

/** The model that ships, and a storage for the vectors that it makes: a second run takes seconds. */
async function searchByMeaning(dataDir: string, parts: AsyncDisposableStack) {
  const storage = await openQualityStorage(dataDir)
  parts.defer(() => storage.close())
  const embedder = await createOnnxEmbedder(MODEL_FOLDER)
  parts.defer(() => embedder.close())
  let printed = 0
  return {
    embedder,
    stored: storage.vectors,
    onMade({ made, missing }: { made: number; missing: number }) {
      if (Date.now() - printed < PROGRESS_MS) return
      printed = Date.now()
      process.stderr.write(`${made} vectors made, ${missing} to go\n`)
    },
  }
}

async function measureSet(
  set: MeasuringSet,
  folds: number | undefined,
  byMeaning: Awaited<ReturnType<typeof searchByMeaning>> | undefined,
) {
  const product = await createMeasuredProduct(set.answers, byMeaning)
  const asked = await askQuestions(set, product)
  const outOfScope = await askOutOfScope(set, product)
  const result: MeasuredSet = {
    name: set.name,
    figures: figuresOf(asked, outOfScope, set),
    ...(folds !== undefined && {
      folds: crossValidate(asked, {
        folds,
        groupOf: ({ id }) => id.split('/')[0] as string,
        fit: (questions) => fitEstimates(estimatesOf(questions, set)),
        read: (rescale, questions) => figuresOf(questions, outOfScope, set, rescale),
      }),
    }),
  }
  return { result, ofQuestions: asked.map(({ id, ranking }) => [id, ranking] as const) }
}

/** A single set is one object; several are a list. */
function json(measured: readonly MeasuredSet[]): string {
  const objects = measured.map(({ name, figures, folds }) => ({ name, ...figures, ...(folds && { folds }) }))
  return JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)
}

function text({ name, figures, folds = [] }: MeasuredSet): string {
  const ofFolds = folds.map((fold, nth) => `fold ${nth + 1}\n${figuresTable(fold)}`)
  return [`${name}\n${figuresTable(figures)}`, ...ofFolds].join('\n\n')
}

/** `qid Q0 passage rank score tag`. The score falls with the rank, which is all that readers of a run need. */
function trecRun(rankings: ReadonlyMap<string, Ranking>): string {
  return [...rankings]
    .flatMap(([question, ids]) =>
      ids.map((id, place) => (id === undefined ? '' : `${question} Q0 ${id} ${place + 1} ${RANKED - place} ${TAG}\n`)),
    )
    .join('')
}
