import { LRUCache } from 'lru-cache'
import type { Reply } from '../answering/reply.ts'
import type { Question } from '../search/question/question.ts'
import { type Person, personKey } from './person.ts'

const MAX_PEOPLE = 1000
const QUESTIONS_EACH = 5
const KEPT_MS = 24 * 3_600_000

/** The last five questions of each person: in memory only, for a day. */
export interface RecentQuestions {
  /** The newest first. */
  of: (person: Person) => readonly Question[]
  /** Adds the question of a reply, unless it had no words or its filters can't be used: nobody wants to ask that again. */
  add: (person: Person, reply: Reply) => void
}

export function createRecentQuestions(now: () => number): RecentQuestions {
  const questions = new LRUCache<string, readonly Question[]>({
    max: MAX_PEOPLE,
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now },
  })
  return {
    of: (person) => questions.get(personKey(person)) ?? [],
    add(person, reply) {
      const { question } = reply
      if (reply.kind === 'no-answer' && (reply.reason === 'no-words' || reply.reason === 'wrong-filter')) return
      const others = (questions.get(personKey(person)) ?? []).filter(({ asked }) => asked !== question.asked)
      questions.set(personKey(person), [question, ...others].slice(0, QUESTIONS_EACH))
    },
  }
}
