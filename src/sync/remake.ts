import type { RecordReader, Unreadable } from '../sources/record-source.ts'
import type { Storage } from '../storage/storage.ts'
import { type Changed, derivationVersion, NOTHING_CHANGED, sumOfChanges } from './derive.ts'
import type { Fetch } from './fetch.ts'
import { saveFetched } from './save.ts'
import type { Topic } from './topic.ts'

/** Records a transaction. */
const SLICE = 200

/**
 * Makes all answers anew from the stored records if the topic or the code that makes answers changed since they were
 * made. Only records that a group newly needs are fetched. Can be interrupted: then the next run starts over.
 */
export async function remakeAnswers<R>(
  storage: Storage,
  reader: RecordReader<R>,
  topic: Topic,
  fetch: Fetch<R>,
  failed: Unreadable[],
): Promise<Changed> {
  const version = derivationVersion(reader, topic)
  if ((await storage.runs.derivedBy()) === version) return NOTHING_CHANGED
  let changed = NOTHING_CHANGED
  for (let last = 0; ; ) {
    const slice = await storage.records.after(last, SLICE)
    if (slice.length === 0) break
    last = slice.at(-1)?.id ?? last
    const groups = [...new Set(slice.flatMap(({ group }) => group ?? []))]
    const all = (await storage.records.ofGroups(groups)).flatMap(({ id, group, raw }) => {
      const parsed = reader.parse(raw)
      return 'record' in parsed ? [{ id, group, raw, record: parsed.record }] : []
    })
    const regrouped = all.filter(({ group, record }) => reader.group(record)[0] !== group)
    const byGroup = [...Map.groupBy(all, ({ record }) => reader.group(record)[0]).values()]
    const missing = byGroup.map((members) =>
      fetch.missingIn(
        members.map(({ record }) => record),
        failed,
      ),
    )
    const found = [...regrouped, ...(await Promise.all(missing)).flat()]
    const fetched = [...new Map(found.map((one) => [one.id, one])).values()]
    changed = sumOfChanges(changed, await saveFetched(storage, reader, topic, { fetched, groups }, failed))
  }
  await storage.save({ records: [], answers: [], derivedBy: version })
  return changed
}
