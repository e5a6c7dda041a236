import type { Corpus } from '../search/corpus.ts'
import type { PassageIndex, RankedPassage, Ranking, UnderstoodTerm } from '../search/passage-index.ts'
import type { Filter } from '../search/question/filter.ts'
import { factTests, filterPredicate } from '../search/question/filter-answers.ts'
import { probabilityOfAnswer, verdictOn } from '../search/rank/confidence.ts'
import { asksForNow, preferNewest } from '../search/rank/prefer-newest.ts'
import type { Repair } from '../search/text/repair-terms.ts'
import type { Meaning } from './meaning.ts'
import { createTurns } from './turns.ts'

/** Of a question of at most so many terms and no other words, the newest passages that have them all are shown. */
const FEW_TERMS = 2
/** A passage that covers this much of a question has all of its words. */
const ALL_WORDS = 0.99

/** What a search found. */
interface Searched {
  terms: readonly UnderstoodTerm[]
  repaired: Repair[]
  ranked: RankedPassage[]
  /** What else was found of them; undefined if the text has no words. */
  ranking: Ranking | undefined
  /** The estimated probability that the first passage answers. */
  confidence: number
  verdict: 'answer' | 'closest' | 'nothing'
}

/** Searches for the words of a text among the answers that pass filters; by meaning, too, if the question has a vector. */
export type Search = (text: string, filters: readonly Filter[], vector: Float32Array | undefined) => Promise<Searched>

export function createSearch(
  corpus: Corpus,
  index: PassageIndex,
  meaning: Pick<Meaning, 'vectors'> | undefined,
): Search {
  const ownTurn = createTurns()
  return async (text, filters, vector) => {
    await ownTurn()
    const { terms, repaired, plain } = index.understand(text)
    const passes = filterPredicate(filters, corpus.names)
    const within = (key: string) => {
      const answer = corpus.byKey(key)
      return answer !== undefined && passes(answer)
    }
    const ranking =
      terms.length === 0
        ? undefined
        : await index.rank(terms, {
            ...(filters.length > 0 && { within, tests: factTests(filters, corpus.names) }),
            ...(vector && meaning && { meaning: { question: vector, vectors: meaning.vectors } }),
          })
    const found = ranking?.passages ?? []
    const missingIn = ({ key, index: place }: RankedPassage) => {
      const answer = corpus.byKey(key)
      return (ranking ?? index).missingWords(terms, answer && { answer, index: place })
    }
    const hasAll = (one: RankedPassage) => missingIn(one).length === 0
    const withAll = plain && terms.length <= FEW_TERMS ? havingAllWords(found).filter(hasAll) : []
    const ranked = withAll.length > 0 || asksForNow(text) ? preferNewest(withAll.length > 0 ? withAll : found) : found
    const [first] = ranked
    const confidence = first ? probabilityOfAnswer(terms, first) : 0
    return {
      terms,
      repaired,
      ranked,
      ranking,
      confidence,
      verdict: withAll.length > 0 ? 'answer' : verdictOn(confidence, terms),
    }
  }
}

/** The passages that have all words of a question, or whose answer has them in its heading or questions. */
function havingAllWords(ranked: readonly RankedPassage[]): RankedPassage[] {
  const inPassage = ranked.filter(({ covered }) => covered >= ALL_WORDS)
  return inPassage.length > 0 ? inPassage : ranked.filter(({ coveredWithin }) => coveredWithin >= ALL_WORDS)
}
