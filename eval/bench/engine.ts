import type { WrittenAnswer } from '../../src/record/answer.ts'
import { passageText } from '../../src/record/passage-text.ts'
import type { Found } from '../../src/search/found.ts'
import type { Embedding } from './passage-vectors-of.ts'

/** A passage that was found: enough to map it to a canonical passage. */
type Hit = Pick<Found, 'answer' | 'index'>

/** A search engine with its passages indexed. */
export interface Engine {
  /** The best ten, the best first. */
  ask: (question: string) => Promise<Hit[]> | Hit[]
}

export const DEPTH = 10

/** Engines that search by meaning take the embedding; for the others it is not loaded. */
export type MakeEngine =
  | { byMeaning: false; make: (answers: readonly WrittenAnswer[]) => Promise<Engine> | Engine }
  | { byMeaning: true; make: (answers: readonly WrittenAnswer[], embedding: Embedding) => Promise<Engine> }

export function passagesOf(answers: readonly WrittenAnswer[]): { hits: Hit[]; texts: string[] } {
  const hits = answers.flatMap((answer) => answer.passages.map((_, index): Hit => ({ answer, index })))
  return { hits, texts: answers.flatMap(({ passages }) => passages.map(passageText)) }
}

export function pick(hits: readonly Hit[], ids: readonly number[]): Hit[] {
  return ids.slice(0, DEPTH).flatMap((id) => hits[id] ?? [])
}
