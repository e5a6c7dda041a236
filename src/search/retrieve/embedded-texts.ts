import type { WrittenAnswer } from '../../record/answer.ts'
import type { PassageToEmbed } from './embedder.ts'
import { passageToEmbed, withoutAddressee } from './passage-context.ts'

/** Which texts of an answer are embedded. Their keys in an index of vectors are those of `passageKey`. */
export interface EmbeddedTexts {
  /** Which of the answer's texts of this kind there are, from 0. */
  places: (answer: WrittenAnswer) => readonly number[]
  /** One of them, as it is embedded. */
  text: (answer: WrittenAnswer, place: number) => PassageToEmbed
}

/** The passages of an answer, each in its context. */
export const PASSAGES: EmbeddedTexts = {
  places: ({ passages }) => [...passages.keys()],
  text: passageToEmbed,
}

/** The questions that an answer answers, as far as the record has their texts: each as a question, without whom it is put to. */
export const QUESTIONS: EmbeddedTexts = {
  places: ({ questions }) => [...questions.entries()].flatMap(([place, { text }]) => (text ? [place] : [])),
  text: ({ questions }, place) => ({ context: '', text: withoutAddressee(questions[place]?.text ?? '') }),
}
