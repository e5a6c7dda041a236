import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey, parseQuestionKey, questionKey } from '../record/identity.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found } from '../search/found.ts'
import { referralsOf } from './referrals.ts'

const NEWER = ' newer '

interface Place {
  key: string
  index: number
}

/**
 * A passage by name: the key of its answer and its place in it, and those of the newer passage on the same where there
 * was one. Buttons carry it, so that they outlive the process and nobody quotes what was superseded unawares.
 */
export interface PassageName extends Place {
  newer?: Place
}

/** A passage's name as text: `2018-03-29/135027#1`, or `2018-03-29/135027#1 newer 2024-01-08/9#0`. */
export function passageName({ answer, index, newer }: Pick<Found, 'answer' | 'index' | 'newer'>): string {
  return withNewer(`${answerKey(answer)}#${index}`, newer)
}

/** The same for all of an answer: `2018-03-29/135027`. */
export function wholeName({ answer, newer }: Pick<Found, 'answer' | 'newer'>): string {
  return withNewer(answerKey(answer), newer)
}

function withNewer(name: string, newer: Found['newer']): string {
  return newer ? `${name}${NEWER}${answerKey(newer.answer)}#${newer.index}` : name
}

/** The passage that such a text names; undefined for what no button of ours says. */
export function readPassageName(text: string | undefined): PassageName | undefined {
  const [own, newer, ...rest] = (text ?? '').split(NEWER).map(readPlace)
  if (!own || rest.length > 0) return undefined
  return { ...own, ...(newer && { newer }) }
}

function readPlace(text: string): Place | undefined {
  const { key = '', index } = /^(?<key>[^#]*)#(?<index>\d{1,4})$/.exec(text)?.groups ?? {}
  const question = parseQuestionKey(key)
  return question && { key: questionKey(question), index: Number(index) }
}

/** The passage of that name, where it is still here, with the answers that it refers to and the newer one. */
export function passageNamed(corpus: Corpus, name: PassageName | undefined): Found | undefined {
  const answer = name && corpus.byKey(name.key)
  const passage = answer?.passages[name?.index ?? -1]
  return answer && passage && name
    ? { ...withOthers(corpus, answer, name.newer), passage, index: name.index }
    : undefined
}

/** The passage that a text names, or all of an answer where the text names no passage of it. */
export function passageOrWhole(corpus: Corpus, text: string | undefined): Found | undefined {
  const [key = '', newer = ''] = (text ?? '').split(NEWER)
  const answer = corpus.byKey(key)
  if (!answer) return passageNamed(corpus, readPassageName(text))
  return { ...withOthers(corpus, answer, readPlace(newer)), passage: answer.passages.flat(), index: 0 }
}

/** An answer with those of other answers that its reader should know of. */
function withOthers(
  corpus: Corpus,
  answer: WrittenAnswer,
  newer?: Place,
): Pick<Found, 'answer' | 'refersTo' | 'referredThrough' | 'newer'> {
  const newerFound = passageNamed(corpus, newer)
  return { answer, ...referralsOf(answer, corpus), ...(newerFound && { newer: newerFound }) }
}
