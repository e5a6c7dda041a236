import { PASSAGES, QUESTIONS } from '../search/retrieve/embedded-texts.ts'
import { createTextVectors, type TextVectors, type TextVectorsParts } from './text-vectors.ts'

/** The vectors of a corpus: those of its passages, for what is asked, and those of its questions, for what was asked before. */
export interface CorpusVectors extends Pick<TextVectors, 'add' | 'remove' | 'ready' | 'idle' | 'stop'> {
  passages: Pick<TextVectors, 'index' | 'counts'>
  questions: Pick<TextVectors, 'index' | 'counts'>
}

/** Makes the vectors of questions after those of passages: more people ask than draft. */
export function createCorpusVectors(parts: Omit<TextVectorsParts, 'embedded' | 'after'>): CorpusVectors {
  const passages = createTextVectors({ ...parts, embedded: PASSAGES })
  const questions = createTextVectors({ ...parts, embedded: QUESTIONS, after: passages })
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
