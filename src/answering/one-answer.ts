import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Found } from '../search/found.ts'
import { linkedAnswer } from './linked-answer.ts'
import { type PassageName, parsePassageName, parseWholeName } from './passage-name.ts'
import { referralsOf } from './referrals.ts'

/** An answer with the others that belong to its full text. */
export interface FullAnswer {
  /** The passage that was asked for, with what to know of its answer. */
  found: Found
  /** What the answer or its question refers to: an answer, or a UIN where the corpus has none. */
  refersTo: readonly (WrittenAnswer | string)[]
  /** The answers that refer to this one, the newest first. */
  referredToBy: readonly WrittenAnswer[]
}

/** Answers by their names and links. Each gives undefined for what the corpus doesn't have. */
export interface OneAnswer {
  passageNamed: (name: PassageName | undefined) => Found | undefined
  /** The passage that a button's text names. */
  passage: (name: string | undefined) => Found | undefined
  /** The same; all of the answer as one passage where the text names an answer. */
  passageOrWhole: (name: string | undefined) => Found | undefined
  /** All of the answer of a passage. */
  fullAnswerNamed: (name: PassageName | undefined) => FullAnswer | undefined
  /** The same, of the passage that a button's text names. */
  fullAnswer: (name: string | undefined) => FullAnswer | undefined
  /** The first passage of the answer to which a link to Parliament's or ParallelParliament's site leads. */
  linked: (url: string) => Found | undefined
}

export function createOneAnswer(corpus: Corpus): OneAnswer {
  const passageNamed: OneAnswer['passageNamed'] = (name) => {
    const answer = name && corpus.byKey(name.key)
    const passage = answer?.passages[name?.index ?? -1]
    return answer && passage && name ? { ...withOthers(answer, name.newer), passage, index: name.index } : undefined
  }
  /** The answer with those of other answers that its reader should know of. */
  const withOthers = (answer: WrittenAnswer, newer?: PassageName): Omit<Found, 'passage' | 'index'> => {
    const newerFound = passageNamed(newer)
    return { answer, ...referralsOf(answer, corpus), ...(newerFound && { newer: newerFound }) }
  }
  const passage: OneAnswer['passage'] = (text) => passageNamed(parsePassageName(text))
  const fullAnswerNamed: OneAnswer['fullAnswerNamed'] = (name) => {
    // A changed answer may have fewer passages than when its passage was shown; it is still the same answer.
    const found = passageNamed(name) ?? passageNamed(name && { ...name, index: 0 })
    return (
      found && {
        found,
        refersTo: found.answer.references.map((one) => corpus.referred(one, found.answer) ?? one.uin),
        referredToBy: corpus.referringTo(found.answer),
      }
    )
  }
  return {
    passageNamed,
    fullAnswerNamed,
    fullAnswer: (text) => fullAnswerNamed(parsePassageName(text)),
    passage,
    passageOrWhole(text) {
      const { key, newer } = parseWholeName(text)
      const answer = corpus.byKey(key)
      return answer ? { ...withOthers(answer, newer), passage: answer.passages.flat(), index: 0 } : passage(text)
    },
    linked(url) {
      const answer = linkedAnswer(corpus, url)
      return answer && passageNamed({ key: answerKey(answer), index: 0 })
    },
  }
}
