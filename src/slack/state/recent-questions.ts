import { createBoundedMap } from './bounded-map.ts'

const PEOPLE = 1000
const EACH = 5
const KEPT_MS = 24 * 3_600_000

/** The last questions of each person, in memory alone, for a day. */
export interface RecentQuestions {
  /** The newest first. */
  of: (user: string) => readonly string[]
  add: (user: string, question: string) => void
}

export function createRecentQuestions(now: () => number): RecentQuestions {
  const questions = createBoundedMap<readonly string[]>(PEOPLE, KEPT_MS, now)
  return {
    of: (user) => questions.get(user) ?? [],
    add(user, question) {
      if (question.trim() === '') return
      const others = (questions.get(user) ?? []).filter((other) => other !== question)
      questions.set(user, [question, ...others].slice(0, EACH))
    },
  }
}
