import type { RecordReader } from '../sources/record-source.ts'
import type { Storage } from '../storage/storage.ts'

/**
 * Whether the records of a group of questions are stored, and none of them has an answer any more. False where the group only
 * no longer belongs to the topic, or nothing of it is known. @throws AppError `store-…`
 */
export async function isWithdrawn<R>(
  records: Pick<Storage['records'], 'ofGroups'>,
  reader: Pick<RecordReader<R>, 'parse' | 'isAnswered'>,
  group: string,
): Promise<boolean> {
  const parsed = (await records.ofGroups([group])).map(({ raw }) => reader.parse(raw))
  return parsed.length > 0 && parsed.every((one) => 'record' in one && !reader.isAnswered(one.record))
}
