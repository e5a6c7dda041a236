import { z } from 'zod'
import type { NoAnswerReason, Reply } from '../answering/reply.ts'
import { Question } from '../search/question/question.ts'
import type { Kind, State } from '../storage/state.ts'
import type { Person } from './person.ts'

const RECENT: Kind = { name: 'recent-questions', forMs: 24 * 3_600_000, max: 1000 }
const QUESTIONS_EACH = 5
const MISTAKES: readonly NoAnswerReason[] = ['no-words', 'wrong-filter', 'unknown-uin']

/** The last five questions of each person, for a day, of the last thousand people. */
export interface RecentQuestions {
  /** The newest first. */
  of: (person: Person) => Promise<readonly Question[]>
  /** Adds the question of a reply, unless it had no words, or its filters or its UIN are wrong: nobody wants to ask that again. */
  add: (person: Person, reply: Reply) => Promise<void>
}

export function createRecentQuestions(state: State): RecentQuestions {
  const nameOf = ({ team, user }: Person) => ({ kind: RECENT, team, key: user })
  return {
    of: async (person) => questionsIn(await state.get(nameOf(person))),
    async add({ team, user }, reply) {
      const { question } = reply
      if (reply.kind === 'no-answer' && MISTAKES.includes(reply.reason)) return
      const add = (before: unknown) => {
        const others = questionsIn(before).filter(({ asked }) => asked !== question.asked)
        return [question, ...others].slice(0, QUESTIONS_EACH)
      }
      await state.update(nameOf({ team, user }), add, { user })
    },
  }
}

/** What another version of the program has written, and can't be understood, counts as not there. */
const questionsIn = (value: unknown) => z.array(Question).safeParse(value).data ?? []
