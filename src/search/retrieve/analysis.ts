import type { WrittenAnswer } from '../../record/answer.ts'
import { createAnalyser } from '../text/analyser.ts'
import type { Vocabulary } from '../text/vocabulary.ts'
import { indexAnswer } from './index-answer.ts'
import { createTermStore } from './term-store.ts'
import { textHash } from './text-hash.ts'

/** What texts were analysed as, so that a start need not do it again: terms by number, for each text by its hash. */
export interface Analysis {
  /** The terms, by number. */
  terms: readonly string[]
  /** The words of the texts, as they are written. */
  words: readonly string[]
  texts: ReadonlyMap<number, Uint32Array>
}

/** Analyses all texts of some answers: about half of the work of indexing them. */
export function analyseAnswers(answers: Iterable<WrittenAnswer>, vocabulary: Vocabulary): Analysis {
  const store = createTermStore()
  const words: string[] = []
  const analyser = createAnalyser(vocabulary, { idOf: store.id, onNewWord: (word) => words.push(word) })
  const texts = new Map<number, Uint32Array>()
  const idsOf = (text: string) => {
    const ids = Uint32Array.from(analyser.ids(text))
    texts.set(textHash(text), ids)
    return ids
  }
  for (const answer of answers) indexAnswer(answer, idsOf)
  return { terms: store.terms(), words, texts }
}
