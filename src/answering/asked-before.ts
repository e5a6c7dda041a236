import type { Question, WrittenAnswer } from '../record/answer.ts'
import { monthsBefore } from '../record/dates.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found } from '../search/found.ts'
import { type NearQuestion, nearestQuestions } from '../search/nearest-questions.ts'
import type { PassageIndex } from '../search/passage-index.ts'
import type { Filter, WrongFilter } from '../search/question/filter.ts'
import { factTests, filterPredicate, unknownFilters } from '../search/question/filter-answers.ts'
import type { Draft } from '../search/question/question.ts'
import { embedWithin } from '../search/retrieve/embedder.ts'
import { withoutAddressee } from '../search/retrieve/passage-context.ts'
import type { VectorRetriever } from '../search/retrieve/vectors.ts'
import type { QuestionTerm } from '../search/text/analyser.ts'
import { coveredBy } from './covered.ts'
import { type Fetching, IDLE } from './fetching.ts'
import type { Meaning } from './meaning.ts'
import { referralsOf } from './referrals.ts'
import type { Covered } from './reply.ts'
import { createTurns } from './turns.ts'

/** So many questions are listed. */
const MAX_LISTED = 5
/** A minister may refer to an answer given within so many months. */
const REFERRAL_MONTHS = 3
/** A draft whose vector takes longer is compared by its words alone. */
const EMBEDDING_LIMIT_MS = 500

/** A question of the record that is near a draft. */
export interface EarlierQuestion {
  /** The one of the answer's questions that is nearest to the draft. */
  question: Question
  /** The passage of its answer that answers the draft best, with the answers that it refers to. */
  found: Found
  /** Whether it was answered, and not only with a holding answer, within the last three months: a referral may do. */
  recent: boolean
}

/** Whether a draft question was asked before, as far as the record knows. It has answered questions alone. */
export type AskedBefore =
  /** There is no text to compare. */
  | { kind: 'no-draft' }
  | { kind: 'wrong-filter'; wrongFilters: readonly WrongFilter[]; covered?: Covered }
  | (Compared & { kind: 'near'; questions: readonly [EarlierQuestion, ...EarlierQuestion[]] })
  /** Nothing in the record is near. */
  | (Compared & { kind: 'none' })

/** The earlier questions, the nearest first; none where there is nothing near, or nothing could be compared. */
export const earlierQuestions = (asked: AskedBefore): readonly EarlierQuestion[] =>
  asked.kind === 'near' ? asked.questions : []

interface Compared {
  /** The draft without filters. */
  draft: string
  filters: readonly Filter[]
  /** By 'words' where the draft or the questions of the record have no vectors. */
  by: 'meaning' | 'words'
  covered?: Covered
}

/**
 * The questions of the record that are nearest to a draft, at most five, each of another answer, the nearest first. Only
 * written filters (`since:2025`) narrow them: a draft says "in 2024" and "by councils" in passing. `today` is `yyyy-mm-dd`.
 */
export type AskBefore = (draft: string, today: string) => Promise<AskedBefore>

interface Vectors {
  draft: Float32Array
  questions: VectorRetriever
  passages: VectorRetriever
}

interface AskBeforeParts {
  corpus: Corpus
  index: PassageIndex
  parseDraft: (typed: string) => Draft
  /** Without it, words alone compare. */
  meaning?: Meaning | undefined
  fetching?: () => Fetching
}

export function createAskBefore({
  corpus,
  index,
  parseDraft,
  meaning,
  fetching = () => IDLE,
}: AskBeforeParts): AskBefore {
  const ownTurn = createTurns()

  /** For each answer the passage that answers the draft best, by the ordinary ranking. */
  const answeringPassages = async (
    terms: readonly QuestionTerm[],
    near: readonly NearQuestion[],
    vectors?: Vectors,
  ) => {
    const keys = new Set(near.map(({ key }) => key))
    const ranked = await index.rank(terms, {
      within: (key) => keys.has(key),
      ...(vectors && { meaning: { question: vectors.draft, vectors: vectors.passages } }),
    })
    return new Map(ranked.passages.toReversed().map(({ key, index }) => [key, index]))
  }
  const earlier = (answer: WrittenAnswer, place: number, nth: number, today: string): EarlierQuestion[] => {
    const [question, passage] = [answer.questions[place], answer.passages[nth]]
    if (question?.text === undefined || !passage) return []
    const { answered, holding } = answer
    return [
      {
        question: { ...question, text: question.text },
        found: { answer, index: nth, passage, ...referralsOf(answer, corpus) },
        recent: !holding && answered >= monthsBefore(today, REFERRAL_MONTHS) && answered <= today,
      },
    ]
  }

  return async (typed, today) => {
    const { text, filters, wrong } = parseDraft(typed)
    const draft = withoutAddressee(unquoted(text))
    const wrongFilters = [...wrong, ...(filters.length > 0 ? unknownFilters(filters, corpus) : [])]
    if (wrongFilters.length > 0) {
      const unknown = wrongFilters.some(({ reason }) => reason === 'unknown')
      return { kind: 'wrong-filter', wrongFilters, ...(unknown && coveredBy(corpus, [], fetching())) }
    }
    const { terms } = index.understand(draft)
    if (terms.length === 0) return { kind: 'no-draft' }

    const vector = meaning && (await embedWithin(meaning.embedder, draft, EMBEDDING_LIMIT_MS))
    await ownTurn()
    const passes = filters.length > 0 ? filterPredicate(filters, corpus.names) : undefined
    const within = (key: string) => {
      const answer = corpus.byKey(key)
      return answer !== undefined && passes?.(answer) === true
    }
    const vectors =
      vector && meaning?.questions && (await meaning.questions.nearest(vector, 1)).length > 0
        ? { draft: vector, questions: meaning.questions, passages: meaning.vectors }
        : undefined
    const nearest = await nearestQuestions(terms, {
      index,
      answerOf: corpus.byKey,
      ...(passes && { within, tests: factTests(filters, corpus.names) }),
      ...(vectors && { meaning: vectors }),
    })
    const near = nearest.slice(0, MAX_LISTED)
    const passageOf = await answeringPassages(terms, near, vectors)
    const [first, ...others] = near.flatMap(({ key, place }) => {
      const answer = corpus.byKey(key)
      return answer ? earlier(answer, place, passageOf.get(key) ?? 0, today) : []
    })
    const compared = {
      draft,
      filters,
      by: vectors ? ('meaning' as const) : ('words' as const),
      ...coveredBy(corpus, filters, fetching()),
    }
    return first ? { kind: 'near', ...compared, questions: [first, ...others] } : { kind: 'none', ...compared }
  }
}

/** A draft that somebody put in quotation marks, without them. */
function unquoted(text: string): string {
  return /^\s*["“](?<draft>[^"“”]*)["”]\s*$/.exec(text)?.groups?.draft ?? text
}
