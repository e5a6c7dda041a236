import { z } from 'zod'
import { describeIssues } from '../../record/parse-answer.ts'
import type { RecordReader } from '../record-source.ts'
import { groupOf, isAnswered, keyOf, makeAnswer, textsOf } from './make-answer.ts'
import { ParliamentRecord } from './record.ts'

const WithId = z.object({ id: z.union([z.number(), z.string()]) })

/** Reads the records of Parliament's written questions API. */
export const parliamentReader: RecordReader<ParliamentRecord> = {
  // It covers make-answer.ts, ../html, and the passages and references of ../../record.
  version: 2,
  parse(raw) {
    const parsed = ParliamentRecord.safeParse(raw)
    if (parsed.success) return { record: parsed.data }
    const id = WithId.safeParse(raw).data?.id
    const record = id === undefined ? 'a record without an id' : `question ${id}`
    return { unreadable: { record, problem: describeIssues(parsed.error) } }
  },
  id: ({ id }) => id,
  key: keyOf,
  group: groupOf,
  isAnswered,
  texts: textsOf,
  sameAnswer: (a, b) => a.answerText === b.answerText,
  makeAnswer,
}
