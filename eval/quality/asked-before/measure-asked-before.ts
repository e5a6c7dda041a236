import { createAnswering } from '../../../src/answering/answering.ts'
import type { AskedBefore } from '../../../src/answering/asked-before.ts'
import { createCorpusVectors } from '../../../src/answering/corpus-vectors.ts'
import { createIndex } from '../../../src/app.ts'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { answerKey, questionKey } from '../../../src/record/identity.ts'
import { createCorpus } from '../../../src/search/corpus.ts'
import { withoutAddressee } from '../../../src/search/retrieve/passage-context.ts'
import { parsePassageKey } from '../../../src/search/retrieve/passage-key.ts'
import type { ByMeaning } from '../measured-product.ts'
import { type CaseKind, type EarlierCase, earlierCases, isForFitting, measuredCases } from './earlier-cases.ts'

/** So many are listed. */
const LISTED = 5
const WAYS = ['asked before', 'asked before, words alone', 'vectors of questions alone', 'ordinary search'] as const
type Way = (typeof WAYS)[number]

/** For each way to look, the shares of cases whose earlier answer is first, and is among five. */
type AskedBeforeFigures = Record<Way, { first: number; amongFive: number }>

export interface AskedBeforeMeasured {
  /** How many questions were compared with. */
  questions: number
  /** `all` and each kind, of the measured cases and of those that weights were fitted on. */
  sets: { name: string; cases: number; figures: AskedBeforeFigures }[]
}

/** Asks each case as a draft, with its own question left out of all that is searched. */
export async function measureAskedBefore(
  answers: readonly WrittenAnswer[],
  byMeaning: ByMeaning,
): Promise<AskedBeforeMeasured> {
  const cases = earlierCases(answers)
  const measured = measuredCases(cases)
  const fitting = cases.filter(isForFitting)
  const record = await createRecord(answers, byMeaning)
  const ranksOf = new Map<EarlierCase, Record<Way, number>>()
  for (const one of [...measured, ...fitting]) ranksOf.set(one, await record.ranks(one))
  const set = (name: string, some: readonly EarlierCase[]) => ({
    name,
    cases: some.length,
    figures: figuresOf(some.flatMap((one) => ranksOf.get(one) ?? [])),
  })
  const kinds: CaseKind[] = ['grouped', 'referred', 'repeated']
  const setsOf = (name: string, some: readonly EarlierCase[]) => [
    set(name, some),
    ...kinds.map((wanted) =>
      set(
        `${name}, ${wanted}`,
        some.filter(({ kind }) => kind === wanted),
      ),
    ),
  ]
  return {
    questions: answers.flatMap(({ questions }) => questions.filter(({ text }) => text)).length,
    sets: [...setsOf('measured', measured), ...setsOf('fitted on', fitting)],
  }
}

/** The figures as lines for people. */
export function askedBeforeTable({ questions, sets }: AskedBeforeMeasured): string {
  const row = (cells: readonly string[]) => cells.map((cell, nth) => cell.padEnd(nth === 0 ? 28 : 8)).join('')
  return [
    `${questions} questions; the share of drafts whose earlier question is first, and among five`,
    ...sets.flatMap(({ name, cases, figures }) => [
      '',
      `${name}: ${cases}`,
      ...WAYS.map((way) => row([way, figures[way].first.toFixed(3), figures[way].amongFive.toFixed(3)])),
    ]),
  ].join('\n')
}

async function createRecord(answers: readonly WrittenAnswer[], { embedder, stored, onMade }: ByMeaning) {
  const corpus = createCorpus(answers)
  const index = await createIndex()
  index.add(answers)
  const failed = Promise.withResolvers<never>()
  const vectors = createCorpusVectors({
    embedder: Promise.resolve(embedder),
    stored,
    onProblem: failed.reject,
    onMade: () => onMade?.(vectors.passages.counts()),
  })
  vectors.add(answers)
  await Promise.race([vectors.idle(), failed.promise])
  const meaning = { embedder, vectors: vectors.passages.index, questions: vectors.questions.index }
  const { ask, askedBefore } = createAnswering({ corpus, index, byMeaning: meaning })
  const byWords = createAnswering({ corpus, index })

  const leaveOut = async ({ answer: key, question, kind }: EarlierCase) => {
    const answer = corpus.byKey(key) as WrittenAnswer
    const [first, ...others] = answer.questions.filter((one) => questionKey(one) !== question)
    corpus.remove(key)
    await index.remove([answer])
    vectors.remove([key])
    if (kind === 'grouped' && first?.text) {
      const without: WrittenAnswer = { ...answer, questions: [{ ...first, text: first.text }, ...others] }
      corpus.put(without)
      await index.add([without])
      vectors.add([without])
      await Promise.race([vectors.idle(), failed.promise])
    }
    return answer
  }
  const putBack = async (answer: WrittenAnswer) => {
    corpus.put(answer)
    await index.add([answer])
    vectors.add([answer])
    await Promise.race([vectors.idle(), failed.promise])
  }
  const look: Record<Way, (draft: string, today: string) => Promise<string[]>> = {
    'asked before': async (draft, today) => listed(await askedBefore(draft, today)),
    'asked before, words alone': async (draft, today) => listed(await byWords.askedBefore(draft, today)),
    async 'vectors of questions alone'(draft) {
      const vector = await embedder.embedQuestion(withoutAddressee(draft))
      const near = await vectors.questions.index.nearest(vector, LISTED * 10)
      return near.map(({ key }) => parsePassageKey(key).answer)
    },
    async 'ordinary search'(draft) {
      const text = withoutAddressee(draft)
      const reply = await ask({ asked: text, text, filters: [], wrong: [] }, { others: LISTED * 10, asRanked: true })
      const found = reply.kind === 'no-answer' ? reply.nearest : [reply.best, ...reply.others]
      return found.map(({ answer }) => answerKey(answer))
    },
  }
  return {
    async ranks(one: EarlierCase): Promise<Record<Way, number>> {
      // Kept by the embedder from now on: on a busy machine none of the ways goes without it.
      await embedder.embedQuestion(withoutAddressee(one.draft))
      const answer = await leaveOut(one)
      try {
        const ranks = { ...NOWHERE }
        for (const way of WAYS) {
          const found = [...new Set(await look[way](one.draft, answer.answered))]
          const rank = found.findIndex((key) => one.right.includes(key))
          if (rank >= 0) ranks[way] = rank
        }
        return ranks
      } finally {
        await putBack(answer)
      }
    },
  }
}

const NOWHERE = Object.fromEntries(WAYS.map((way) => [way, Number.POSITIVE_INFINITY])) as Record<Way, number>

function listed(asked: AskedBefore): string[] {
  return asked.kind === 'near' ? asked.questions.map(({ found }) => answerKey(found.answer)) : []
}

function figuresOf(ranks: readonly Record<Way, number>[]): AskedBeforeFigures {
  const share = (way: Way, within: number) =>
    ranks.filter((one) => one[way] < within).length / Math.max(1, ranks.length)
  return Object.fromEntries(
    WAYS.map((way) => [way, { first: share(way, 1), amongFive: share(way, LISTED) }]),
  ) as AskedBeforeFigures
}
