import { LRUCache } from 'lru-cache'
import type { Question } from '../search/question/question.ts'

const MAX_PEOPLE = 1000
const QUESTIONS_EACH = 5
const KEPT_MS = 24 * 3_600_000

/** The last five questions of each person: in memory only, for a day. */
export interface RecentQuestions {
  /** The newest first. */
  of: (user: string) => readonly Question[]
  add: (user: string, question: Question) => void
}

export function createRecentQuestions(now: () => number): RecentQuestions {
  const questions = new LRUCache<string, readonly Question[]>({
    max: MAX_PEOPLE,
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now },
  })
  return {
    of: (user) => questions.get(user) ?? [],
    add(user, question) {
      if (question.asked.trim() === '') return
      const others = (questions.get(user) ?? []).filter(({ asked }) => asked !== question.asked)
      questions.set(user, [question, ...others].slice(0, QUESTIONS_EACH))
    },
  }
}
