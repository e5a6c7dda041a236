import { createCorpus } from '../src/search/corpus.ts'
import { parseQuestion } from '../src/search/question/parse-question.ts'
import type { Question } from '../src/search/question/question.ts'

const { names } = createCorpus()

/** A question as it is typed, parsed for a corpus in which nobody has a name. */
export function question(typed: string): Question {
  return parseQuestion(typed, names)
}
