import { type Changed, derivationVersion, NOTHING_CHANGED, sumOfChanges } from './derive.ts'
import type { Fetch } from './fetch.ts'
import { saveFetched } from './save.ts'
import { type SyncRun, storedRecords } from './sync-run.ts'

/** Records a transaction. */
const SLICE = 200

/**
 * Makes all answers anew from the stored records if the topic or the code that makes answers changed since they were
 * made. Only records that a group newly needs are fetched. Can be interrupted: then the next run starts over.
 */
export async function remakeAnswers<R>(run: SyncRun<R>, fetch: Fetch<R>): Promise<Changed> {
  const { reader, storage, topic } = run
  const version = derivationVersion(reader, topic)
  if ((await storage.runs.derivedBy()) === version) return NOTHING_CHANGED
  let changed = NOTHING_CHANGED
  for (let last = 0; ; ) {
    const slice = await storage.records.after(last, SLICE)
    if (slice.length === 0) break
    last = slice.at(-1)?.id ?? last
    const groups = [...new Set(slice.flatMap(({ group }) => group ?? []))]
    const all = await storedRecords(run, groups)
    const regrouped = all.filter(({ group, record }) => reader.group(record)[0] !== group)
    const records = Map.groupBy(
      all.map(({ record }) => record),
      (record) => reader.group(record)[0],
    )
    const missing = await Promise.all([...records.values()].map(fetch.missingIn))
    const fetched = [...new Map([...regrouped, ...missing.flat()].map((one) => [one.id, one])).values()]
    changed = sumOfChanges(changed, await saveFetched(run, { fetched, groups }))
  }
  await storage.save({ records: [], answers: [], derivedBy: version })
  return changed
}
