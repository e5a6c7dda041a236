import { PASSAGES, QUESTIONS } from '../search/retrieve/embedded-texts.ts'
import type { VectorKeeper, VectorRetriever } from '../search/retrieve/vectors.ts'
import { createTextVectors, type TextVectors, type TextVectorsParts } from './text-vectors.ts'

/** The vectors of a corpus: those of its passages, for what is asked, and those of its questions, for what was asked before. */
export interface CorpusVectors extends Pick<TextVectors, 'add' | 'remove' | 'ready' | 'idle' | 'stop'> {
  passages: Pick<TextVectors, 'index' | 'counts'>
  questions: Pick<TextVectors, 'index' | 'counts'>
}

interface CorpusVectorsParts extends Omit<TextVectorsParts, 'embedded' | 'after' | 'index'> {
  /** Where they are searched; by default in memory. */
  indexes?: Record<'passages' | 'questions', VectorRetriever & VectorKeeper> | undefined
}

/** Makes the vectors of questions after those of passages: more people ask than draft. */
export function createCorpusVectors({ indexes, ...parts }: CorpusVectorsParts): CorpusVectors {
  const passages = createTextVectors({ ...parts, embedded: PASSAGES, ...(indexes && { index: indexes.passages }) })
  const questions = createTextVectors({
    ...parts,
    embedded: QUESTIONS,
    ...(indexes && { index: indexes.questions }),
    after: passages,
  })
  const both = [passages, questions]
  const all = async (work: (vectors: TextVectors) => Promise<void>) => {
    await Promise.all(both.map(work))
  }
  return {
    passages,
    questions,
    add(answers) {
      for (const vectors of both) vectors.add(answers)
    },
    remove(keys) {
      const removed = [...keys]
      for (const vectors of both) vectors.remove(removed)
    },
    ready: () => all(({ ready }) => ready()),
    idle: () => all(({ idle }) => idle()),
    stop: () => all(({ stop }) => stop()),
  }
}
