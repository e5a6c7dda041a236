import type { RecordReader, Unreadable } from '../sources/record-source.ts'
import type { Storage, SyncPage } from '../storage/storage.ts'
import { type Changed, changesOf, deriveAnswer } from './derive.ts'
import type { Fetched } from './fetch.ts'
import type { Topic } from './topic.ts'

export interface Save<R> {
  fetched: readonly Fetched<R>[]
  /** Groups whose answers are made anew, besides those of the fetched records. */
  groups?: readonly string[]
  progress?: SyncPage['progress']
}

/**
 * Saves records together with what becomes of the answers of their groups, in one transaction. A group that makes no
 * valid answer is added to `failed`, and its answer stays as it is.
 */
export async function saveFetched<R>(
  storage: Storage,
  reader: RecordReader<R>,
  topic: Topic,
  { fetched, groups = [], progress }: Save<R>,
  failed: Unreadable[],
): Promise<Changed> {
  const records = fetched.map(({ id, fingerprint, raw, record }) => {
    return { id, fingerprint, raw, record, group: record && reader.group(record)[0] }
  })
  const before = await storage.records.groups(records.map(({ id }) => id))
  const touched = [...new Set([...groups, ...before.values(), ...records.flatMap(({ group }) => group ?? [])])]
  const ids = new Set(records.map(({ id }) => id))
  const stored = (await storage.records.ofGroups(touched)).flatMap(({ id, group, raw }) => {
    if (ids.has(id)) return []
    const parsed = reader.parse(raw)
    if ('record' in parsed) return [{ group, record: parsed.record }]
    failed.push(parsed.unreadable)
    return []
  })
  const members = Map.groupBy([...stored, ...records], ({ group }) => group)
  const now = touched.flatMap((group) => {
    const all = (members.get(group) ?? []).flatMap(({ record }) => record ?? [])
    try {
      return [{ group, answer: deriveAnswer(reader, topic, all) }]
    } catch (error) {
      failed.push({ record: `the group of ${group}`, problem: (error as Error).message.replace(/\s+/g, ' ') })
      return []
    }
  })
  const { changes, changed } = changesOf(now, await storage.answers.ofGroups(touched))
  await storage.save({
    records: records.map(({ id, group, raw, fingerprint }) => ({ id, group, raw, fingerprint })),
    answers: changes,
    ...(progress && { progress }),
  })
  return changed
}
