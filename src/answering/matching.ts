import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { Corpus } from '../search/corpus.ts'
import type { PassageOfAnswer } from '../search/found.ts'
import type { PassageIndex } from '../search/passage-index.ts'
import { filterPredicate } from '../search/question/filter-answers.ts'
import type { Question } from '../search/question/question.ts'
import { passageKey } from '../search/retrieve/passage-key.ts'
import type { Meaning, MeaningStatus } from './meaning.ts'

/** What somebody follows: a question with its filters, and other wordings of it, any of which may match. */
export interface Sought {
  question: Pick<Question, 'text' | 'filters'>
  also: readonly string[]
}

/** Another wording, with how many answers match it that don't match what is sought already. */
export interface Related {
  wording: string
  more: number
}

/**
 * Which answers are about something. Unlike a search, which has the best first whatever there is, an answer matches or
 * it doesn't.
 * @throws AppError from both: `embedder-unavailable` while the model is being loaded, `search-unavailable`
 */
export interface Matching {
  /**
   * The answers that match, the newest first, each with the passage that matches best; of those that are wanted. Which those
   * are is found out once for each function `isWanted` and state of the record.
   */
  matches: (sought: Sought, isWanted?: (answer: WrittenAnswer) => boolean) => Promise<PassageOfAnswer[]>
  /**
   * What `matches` gives, with wordings of the vocabulary and of the record's headings that match more answers, those that
   * match most first. Each answer is read twice, so that never more than some are in memory.
   */
  preview: (sought: Sought) => Promise<{ matches: PassageOfAnswer[]; related: Related[] }>
}

/** From this cosine on a passage is about what is followed; why, and how good that is: docs/decisions/0039-follow-a-topic.md. */
const LEAST_COSINE = 0.66
/** The same for a passage that has all words: two words that name a topic have a smaller cosine than a question about it. */
const LEAST_COSINE_WITH_ALL_WORDS = 0.57
/** Answers that are read at a time. */
const SLICE = 200
/** How long answers are compared before others get a turn. */
const TURN_MS = 8
/** Other wordings that are tried, and that are offered. */
const TRIED = 16
const OFFERED = 5
/** Headings are taken from so many answers, the newest that are near: they may name something related. */
const HEADINGS_OF = 40
const NEAR = 0.58
/** A wording that matches so many times what is sought, and more than a few, is another topic. */
const MOST_TIMES_MORE = 3
const A_FEW = 10

interface MatchingParts {
  corpus: Corpus
  index: Pick<PassageIndex, 'understand' | 'haveAllWords' | 'phrasings'>
  byMeaning?: Meaning | undefined
  meaning: () => MeaningStatus
}

/** A wording as it is compared. Without a vector the words alone decide. */
interface Wording {
  vector: Float32Array | undefined
  terms: ReturnType<PassageIndex['understand']>['terms']
}

/** How a passage meets a wording. */
interface Meeting {
  index: number
  /** The cosine; 0 where the words alone decide. */
  near: number
  matches: boolean
}

export function createMatching({ corpus, index, byMeaning, meaning }: MatchingParts): Matching {
  const toWording = async (text: string): Promise<Wording> => {
    const { terms } = index.understand(text)
    try {
      return { terms, vector: await byMeaning?.embedder.embedQuestion(text) }
    } catch (error) {
      if (meaning().kind === 'on') throw error
      return { terms, vector: undefined }
    }
  }
  /** Reads what some answers are compared by. Gives how the passages of one of them meet each of some wordings. */
  const readToCompare = async (answers: readonly WrittenAnswer[]) => {
    const keys = answers.map(answerKey)
    const [hasAllWords, cosines] = await Promise.all([index.haveAllWords(keys), byMeaning?.vectors.ofAnswers(keys)])
    return (wordings: readonly Wording[]) => {
      const withVectors = wordings.flatMap(({ vector }) => vector ?? [])
      const places = new Map(wordings.filter(({ vector }) => vector).map((wording, place) => [wording, place]))
      const cosinesOf = cosines?.cosinesTo(withVectors)
      return (answer: WrittenAnswer): Meeting[][] => {
        const key = answerKey(answer)
        const ofPassages = answer.passages.map((_, place) => cosinesOf?.(passageKey(key, place)))
        return wordings.map((wording) => {
          const place = places.get(wording)
          return ofPassages.map((cosines, index) => {
            const hasAll = () => hasAllWords(wording.terms, { key, index })
            if (place === undefined) return { index, near: 0, matches: hasAll() }
            // A passage without a vector doesn't match yet.
            const near = cosines?.[place] ?? 0
            const matches = near >= LEAST_COSINE || (near >= LEAST_COSINE_WITH_ALL_WORDS && hasAll())
            return { index, near, matches }
          })
        })
      }
    }
  }
  /** By what is wanted, with the record that it is from: the follows of many channels want the same few of all answers. */
  const known = new WeakMap<(answer: WrittenAnswer) => boolean, Record<'of' | 'wanted', readonly WrittenAnswer[]>>()
  const wantedBy = (isWanted: (answer: WrittenAnswer) => boolean): readonly WrittenAnswer[] => {
    const of = corpus.newest()
    const before = known.get(isWanted)
    if (before?.of === of) return before.wanted
    const wanted = of.filter(isWanted)
    known.set(isWanted, { of, wanted })
    return wanted
  }
  const passing = ({ filters }: Sought['question'], isWanted: (answer: WrittenAnswer) => boolean) => {
    const passes = filterPredicate(filters, corpus.names)
    return wantedBy(isWanted).filter(passes)
  }
  /** Gives a function that calls another with each of some answers; others get a turn in between. */
  const inTurns = () => {
    let began = performance.now()
    return async (answers: readonly WrittenAnswer[], callOne: (answer: WrittenAnswer) => void) => {
      for (const answer of answers) {
        callOne(answer)
        if (performance.now() - began < TURN_MS) continue
        await nextTurn()
        began = performance.now()
      }
    }
  }

  /** For each answer that passes the filters, the newest first, the passage that meets a wording best. */
  const compare = async ({ question, also }: Sought, isWanted: (answer: WrittenAnswer) => boolean = () => true) => {
    const texts = [question.text, ...also].filter((text) => text !== '')
    const wordings = await Promise.all(texts.map(toWording))
    const compared: (PassageOfAnswer & Meeting)[] = []
    const forEach = inTurns()
    for (const answers of slicesOf(passing(question, isWanted))) {
      const meetingsOf = (await readToCompare(answers))(wordings)
      await forEach(answers, (answer) => {
        const filtersAlone: Meeting = { index: 0, near: 1, matches: true }
        const best = wordings.length === 0 ? filtersAlone : meetingsOf(answer).flat().sort(bestFirst)[0]
        const passage = best && answer.passages[best.index]
        if (passage) compared.push({ answer, passage, ...best })
      })
    }
    return compared
  }

  return {
    async matches(sought, isWanted) {
      return matchesIn(await compare(sought, isWanted))
    },
    async preview(sought) {
      const { text } = sought.question
      const compared = await compare(sought)
      const matches = matchesIn(compared)
      if (text === '') return { matches, related: [] }
      const matched = new Set(matches.map(({ answer }) => answerKey(answer)))
      const near = compared.filter(({ near, matches }) => matches || near >= NEAR)
      const wordings = [...index.phrasings(text), ...headingsOf(near)].filter(differsFrom([text, ...sought.also]))
      const most = Math.max(A_FEW, MOST_TIMES_MORE * matched.size)
      const tried: { wording: string; compared: Wording; more: number }[] = []
      for (const wording of wordings.slice(0, TRIED)) {
        tried.push({ wording, compared: await toWording(wording), more: 0 })
        await nextTurn()
      }
      const forEach = inTurns()
      for (const others of slicesOf(passing(sought.question, (answer) => !matched.has(answerKey(answer))))) {
        const left = tried.filter(({ more }) => more <= most)
        const meetingsOf = (await readToCompare(others))(left.map(({ compared }) => compared))
        await forEach(others, (answer) => {
          for (const [nth, meetings] of meetingsOf(answer).entries()) {
            const one = left[nth]
            if (one && meetings.some(({ matches }) => matches)) one.more++
          }
        })
      }
      const related = tried
        .filter(({ more }) => more > 0 && more <= most)
        .map(({ wording, more }) => ({ wording, more }))
      return { matches, related: related.sort((a, b) => b.more - a.more).slice(0, OFFERED) }
    },
  }
}

function* slicesOf<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += SLICE) yield all.slice(from, from + SLICE)
}

const matchesIn = (compared: readonly (PassageOfAnswer & Meeting)[]): PassageOfAnswer[] =>
  compared.flatMap(({ answer, index, passage, matches }) => (matches ? [{ answer, index, passage }] : []))

const bestFirst = (a: Meeting, b: Meeting) => Number(b.matches) - Number(a.matches) || b.near - a.near

/** The headings of the first answers, each once: "Special Educational Needs: Transport". */
function headingsOf(found: readonly PassageOfAnswer[]): string[] {
  const headings = found.slice(0, HEADINGS_OF).map(({ answer }) => answer.heading)
  // A record without a heading is named after its number.
  return [...new Set(headings)].filter((heading) => !/\d{4}/.test(heading))
}

/** Whether a text has other words than all of those; each text once. */
function differsFrom(texts: readonly string[]): (other: string) => boolean {
  const plain = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
  const known = new Set(texts.map(plain))
  return (other) => {
    const isNew = !known.has(plain(other))
    known.add(plain(other))
    return isNew
  }
}
