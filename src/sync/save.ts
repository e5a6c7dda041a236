import { type Changed, changesOf, deriveAnswer } from './derive.ts'
import { type Fetched, type SyncRun, storedRecords } from './sync-run.ts'

interface Save<R> {
  fetched: readonly Fetched<R>[]
  /** Groups whose answers are made anew, besides those of the fetched records. */
  groups?: readonly string[]
}

/**
 * Saves records together with what becomes of the answers of their groups, in one transaction. A group that makes no
 * valid answer is added to `failed`, and its answer stays as it is.
 */
export async function saveFetched<R>(run: SyncRun<R>, { fetched, groups = [] }: Save<R>): Promise<Changed> {
  const { reader, storage, topic, failed } = run
  const records = fetched.map((one) => ({ ...one, group: one.record && reader.group(one.record)[0] }))
  const ids = new Set(records.map(({ id }) => id))
  const before = await storage.records.groups([...ids])
  const touched = [...new Set([...groups, ...before.values(), ...records.flatMap(({ group }) => group ?? [])])]
  const stored = (await storedRecords(run, touched)).filter(({ id }) => !ids.has(id))
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
    records: records.map(({ record: _, ...fetched }) => fetched),
    answers: changes,
  })
  return changed
}
