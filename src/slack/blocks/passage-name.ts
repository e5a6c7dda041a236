import { answerKey } from '../../corpus/answer.ts'
import type { Corpus } from '../../corpus/corpus.ts'
import type { Found } from '../../search/reply.ts'

/** A passage by name: the key of its answer and its place in it. Buttons carry it, so that they outlive the process. */
export interface PassageName {
  key: string
  index: number
}

/** A passage's name as text: `2018-03-29/135027#1`. */
export function passageName({ answer, index }: Pick<Found, 'answer' | 'index'>): string {
  return `${answerKey(answer)}#${index}`
}

/** The passage that such a text names; undefined for what no button of ours says. */
export function readPassageName(text: string | undefined): PassageName | undefined {
  const found = /^(?<key>\d{4}-\d\d-\d\d\/(?:HL)?\d{1,7})#(?<index>\d{1,4})$/.exec(text ?? '')?.groups
  return found && { key: found.key as string, index: Number(found.index) }
}

/** The passage of that name, where it is still here. */
export function passageNamed(corpus: Corpus, name: PassageName | undefined): Found | undefined {
  const answer = name && corpus.byKey(name.key)
  const passage = answer?.passages[name?.index ?? -1]
  return answer && passage && name ? { answer, passage, index: name.index } : undefined
}

/** The passage that a text names, or all of an answer where the text is its key alone. */
export function passageOrWhole(corpus: Corpus, text: string | undefined): Found | undefined {
  const answer = corpus.byKey(text ?? '')
  return answer ? { answer, passage: answer.passages.flat(), index: 0 } : passageNamed(corpus, readPassageName(text))
}
