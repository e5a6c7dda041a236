import type { WrittenAnswer } from '../record/answer.ts'
import type { PassageIndex } from './passage-index.ts'
import type { FactTest } from './question/filter-answers.ts'
import { type EmbeddedTexts, PASSAGES, QUESTIONS } from './retrieve/embedded-texts.ts'
import { parsePassageKey, passageKey } from './retrieve/passage-key.ts'
import type { Cosines, VectorRetriever } from './retrieve/vectors.ts'
import type { QuestionTerm } from './text/analyser.ts'

/** How many questions, and how many passages, are proposed by meaning. */
const PROPOSED = 100
/** What is added to the cosine of the questions. Fitted on questions that are not measured: docs/decisions/0035-asked-before.md. */
const WEIGHTS = {
  /** Of the cosine of the draft and the nearest passage of the answer. */
  passage: 0.5,
  /** Of the words that the heading and the questions share with the draft, as a share of the best. */
  words: 0.1,
}
/** Below this cosine a question is about something else. */
const LEAST_COSINE = 0.6
/** The same for the share of the draft that the heading and the questions have, where there is no cosine. */
const LEAST_COVERED = 0.25

/** An answer one of whose questions is near a draft. */
export interface NearQuestion {
  /** The key of the answer. */
  key: string
  /** Which of its questions is nearest, from 0; by its words where the questions have no vectors. */
  place: number
}

interface NearestOptions {
  index: Pick<PassageIndex, 'matchQuestions' | 'bestText'>
  answerOf: (key: string) => WrittenAnswer | undefined
  /** Restricts what is found to answers for whose keys it is true. */
  within?: ((key: string) => boolean) | undefined
  /** What `within` tests, as data. */
  tests?: readonly FactTest[] | undefined
  /** The draft's vector, and those of questions and passages; without it the words alone decide. */
  meaning?: { draft: Float32Array; questions: VectorRetriever; passages: VectorRetriever } | undefined
}

/** The answers whose questions are near a draft, the nearest first; of equals the newer. */
export async function nearestQuestions(
  terms: readonly QuestionTerm[],
  options: NearestOptions,
): Promise<NearQuestion[]> {
  const { index, answerOf, within, tests, meaning } = options
  const also = meaning ? await proposedByMeaning(meaning, options) : []
  const found = await index.matchQuestions(terms, { within, tests, also })
  const keys = found.map(({ key }) => key)
  const [questions, passages] = await Promise.all([
    meaning?.questions.ofAnswers(keys),
    meaning?.passages.ofAnswers(keys),
  ])
  const candidates = found.flatMap((matched) => {
    const answer = answerOf(matched.key)
    if (!answer) return []
    const question = meaning && questions && nearestOf(QUESTIONS, answer, matched.key, questions, meaning.draft)
    const passage = meaning && passages && nearestOf(PASSAGES, answer, matched.key, passages, meaning.draft)
    return [{ ...matched, answer, question, passage }]
  })
  const best = Math.max(0, ...candidates.map(({ score }) => score)) || 1
  // What has no vector yet gets the mean of the others, so that its words rank it among them.
  const [meanQuestion, meanPassage] = [
    mean(candidates.map(({ question }) => question?.cosine)),
    mean(candidates.map(({ passage }) => passage?.cosine)),
  ]
  return candidates
    .filter(({ question, covered }) => (question ? question.cosine >= LEAST_COSINE : covered >= LEAST_COVERED))
    .map((one) => {
      const byMeaning = (one.question?.cosine ?? meanQuestion) + WEIGHTS.passage * (one.passage?.cosine ?? meanPassage)
      return { ...one, total: byMeaning + (WEIGHTS.words * one.score) / best }
    })
    .sort((a, b) => b.total - a.total || (a.answer.answered < b.answer.answered ? 1 : -1))
    .map(({ key, answer, question }) => ({ key, place: question?.place ?? closestByWords(terms, answer, index) }))
}

type Meaning = NonNullable<NearestOptions['meaning']>

/** The keys of the answers whose questions or passages are nearest to the draft. */
async function proposedByMeaning(
  { draft, questions, passages }: Meaning,
  { within, tests }: Pick<NearestOptions, 'within' | 'tests'>,
): Promise<string[]> {
  const restricted = within && { passes: within, tests }
  const near = await Promise.all([questions, passages].map(({ nearest }) => nearest(draft, PROPOSED, restricted)))
  return near.flat().map(({ key }) => parsePassageKey(key).answer)
}

/** The text of an answer that is nearest to the draft; undefined where none has a vector. */
function nearestOf(texts: EmbeddedTexts, answer: WrittenAnswer, key: string, vectors: Cosines, draft: Float32Array) {
  return texts
    .places(answer)
    .map((place) => ({ place, cosine: vectors.cosine(draft, passageKey(key, place)) }))
    .filter((one): one is { place: number; cosine: number } => one.cosine !== undefined)
    .reduce<{ place: number; cosine: number } | undefined>(
      (best, one) => (best && best.cosine >= one.cosine ? best : one),
      undefined,
    )
}

function closestByWords(terms: readonly QuestionTerm[], answer: WrittenAnswer, index: NearestOptions['index']): number {
  const places = QUESTIONS.places(answer)
  const texts = places.map((place) => answer.questions[place]?.text ?? '')
  return places[index.bestText(terms, texts)] ?? 0
}

function mean(values: readonly (number | undefined)[]): number {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
}
