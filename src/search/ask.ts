import { answerKey, type WrittenAnswer } from '../corpus/answer.ts'
import type { Corpus } from '../corpus/corpus.ts'
import { analyseQuestion } from './analyser.ts'
import type { PassageIndex, RankedPassage } from './passage-index.ts'
import type { Ask, Found, Reply } from './reply.ts'
import { uinAskedFor } from './uin.ts'

const MAX_OTHERS = 4
const MAX_NEAREST = 3
/** Terms beyond these add time and no meaning. */
const MAX_TERMS = 100
/** The share of the question's terms that an answer must hold to count as one. */
const MIN_COVERAGE = 0.5

/** Answers questions from a corpus and the index of it. Never throws for anything in the question. */
export function createAsk(corpus: Corpus, index: PassageIndex): Ask {
  return async (question, { others: wanted = MAX_OTHERS } = {}) => {
    const uin = uinAskedFor(question)
    const byUin = uin === undefined ? [] : corpus.byUin(uin)
    if (byUin[0]) return wholeAnswer(question, byUin[0], byUin.slice(1), wanted)

    const terms = analyseQuestion(question).slice(0, MAX_TERMS)
    if (terms.length === 0) return { kind: 'no-answer', question, reason: 'no-words', nearest: [] }

    const ranked = uin === undefined ? await index.rank(terms) : []
    const found = ranked.flatMap((passage) => locate(corpus, passage))
    const [best, ...others] = found
    if (best && (ranked[0]?.coverage ?? 0) >= MIN_COVERAGE)
      return { kind: 'answer', question, best, others: others.slice(0, wanted) }
    const reason = uin === undefined ? 'nothing-close' : 'unknown-uin'
    return { kind: 'no-answer', question, reason, nearest: oneOfEach(found).slice(0, MAX_NEAREST) }
  }
}

/** The first passage of the answer, its other passages, and the other answers to a question of that UIN. */
function wholeAnswer(question: string, answer: WrittenAnswer, sameUin: WrittenAnswer[], wanted: number): Reply {
  const [best, ...rest] = answer.passages.map((passage, index): Found => ({ answer, index, passage }))
  const firsts = sameUin.flatMap((answer) =>
    answer.passages.slice(0, 1).map((passage) => ({ answer, index: 0, passage })),
  )
  if (!best) throw new Error(`the answer ${answerKey(answer)} has no passage`)
  return { kind: 'answer', question, best, others: [...firsts, ...rest].slice(0, wanted) }
}

function locate(corpus: Corpus, { key, index }: RankedPassage): Found[] {
  const answer = corpus.byKey(key)
  const passage = answer?.passages[index]
  return answer && passage ? [{ answer, index, passage }] : []
}

/** The first passage found of each answer. */
function oneOfEach(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map((one) => [answerKey(one.answer), one])).values()].reverse()
}
