import type { Parsed, RecordReader, Unreadable } from '../sources/record-source.ts'
import type { Storage } from '../storage/storage.ts'
import type { Topic } from './topic.ts'

/** What the parts of one run of a sync share. */
export interface SyncRun<R> {
  reader: RecordReader<R>
  storage: Storage
  topic: Topic
  /** Records that could not be read, and were left out. */
  failed: Unreadable[]
}

/** A record as its source gave it; `record` and `raw` are undefined if the source has no such record. */
export interface Fetched<R> {
  id: number
  /** Of the list row that led to it. */
  fingerprint?: string | undefined
  raw: unknown
  record: R | undefined
}

/** A raw record, read. One that makes no valid answer, or can't be stored, is unreadable, too. */
export function readRecord<R>(reader: RecordReader<R>, raw: unknown): Parsed<R> {
  const parsed = reader.parse(raw)
  if ('unreadable' in parsed) return parsed
  try {
    // Nested deeply enough, it can be parsed but not written.
    JSON.stringify(raw)
    if (reader.isAnswered(parsed.record)) reader.makeAnswer([parsed.record])
    return parsed
  } catch (error) {
    const problem = (error as Error).message.replace(/\s+/g, ' ')
    return { unreadable: { record: `question ${reader.id(parsed.record)}`, problem } }
  }
}

/** The stored records of some groups. One that can no longer be read is added to `failed` and left out. */
export async function storedRecords<R>(
  { reader, storage, failed }: SyncRun<R>,
  groups: readonly string[],
): Promise<{ id: number; group: string | undefined; raw: unknown; record: R }[]> {
  return (await storage.records.ofGroups(groups)).flatMap(({ id, group, raw }) => {
    const parsed = readRecord(reader, raw)
    if ('record' in parsed) return [{ id, group, raw, record: parsed.record }]
    failed.push(parsed.unreadable)
    return []
  })
}
