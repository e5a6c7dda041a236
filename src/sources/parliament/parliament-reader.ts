import { z } from 'zod'
import type { RecordReader, Unreadable } from '../record-source.ts'
import { groupOf, isAnswered, keyOf, makeAnswer, wholeText } from './make-answer.ts'
import { ParliamentRecord } from './record.ts'

/** Reads the records of Parliament's written questions API. */
export const parliamentReader: RecordReader<ParliamentRecord> = {
  // It covers make-answer.ts, ../html, and the passages and references of ../../record.
  version: 1,
  parse(raw) {
    const record = ParliamentRecord.safeParse(raw)
    return record.success ? { record: record.data } : { unreadable: describeUnreadable(raw, record.error) }
  },
  id: ({ id }) => id,
  key: keyOf,
  group: groupOf,
  isAnswered,
  wholeText,
  sameAnswer: (a, b) => a.answerText === b.answerText,
  makeAnswer,
}

/** Names a record by its id, if it has one. */
function describeUnreadable(raw: unknown, error: z.ZodError): Unreadable {
  const id = z.object({ id: z.union([z.number(), z.string()]) }).safeParse(raw).data?.id
  return {
    record: id === undefined ? 'a record without an id' : `question ${id}`,
    problem: z.prettifyError(error).replace(/\s*\n\s*/g, ' '),
  }
}
