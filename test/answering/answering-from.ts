import { type Answering, createAnswering } from '../../src/answering/answering.ts'
import type { Reply } from '../../src/answering/reply.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'

type IndexOptions = Parameters<typeof createPassageIndex>

/** The answering over these answers, with an index made by the options. */
export function answeringFrom(answers: readonly WrittenAnswer[], ...options: IndexOptions): Answering {
  const index = createPassageIndex(...options)
  index.add(answers)
  return createAnswering({ corpus: createCorpus(answers), index })
}

/** Asks a question as it is typed. */
export function asking({ ask, parse }: Pick<Answering, 'ask' | 'parse'>): (typed: string) => Promise<Reply> {
  return (typed) => ask(parse(typed))
}
