import type { Given, ListRow, RecordSource } from '../sources/record-source.ts'
import { belongs } from './derive.ts'
import { type Fetched, readRecord, type SyncRun, storedRecords } from './sync-run.ts'

/** Fetches what one run of a sync needs. Records that can't be read are added to `failed` and left out. */
export interface Fetch<R> {
  /** The records whose rows changed, and the missing records of their groups. */
  ofRows: (rows: readonly ListRow[]) => Promise<Fetched<R>[]>
  /** The records that are missing in a group of stored records, if the group belongs to the corpus. */
  missingIn: (group: readonly R[]) => Promise<Fetched<R>[]>
}

/** A record of a group is fetched once in a run, though several rows and siblings lead to it. */
export function createFetch<R>(source: RecordSource<R>, run: SyncRun<R>): Fetch<R> {
  const { storage, topic, failed } = run
  const byId = new Map<number, Fetched<R>>()
  const byKey = new Map<string, Fetched<R>>()

  const read = (given: Given): Fetched<R> | undefined => {
    const parsed = 'raw' in given ? { raw: given.raw, ...readRecord(source, given.raw) } : given
    if ('unreadable' in parsed) {
      failed.push(parsed.unreadable)
      return undefined
    }
    const { raw, record } = parsed
    const fetched = { id: source.id(record), raw, record }
    if (source.group(record).length > 1) {
      byId.set(fetched.id, fetched)
      byKey.set(source.key(record), fetched)
    }
    return fetched
  }

  /** Nothing for a record that can't be read: it is asked for again next time, and what is stored of it stays. */
  const ofRow = async ({ id, fingerprint }: ListRow): Promise<Fetched<R>[]> => {
    const known = byId.get(id)
    const given = known ?? (await source.byId(id))
    if (given === undefined) return [{ id, fingerprint, raw: undefined, record: undefined }]
    const fetched = known ?? read(given)
    return fetched ? [{ ...fetched, id, fingerprint }] : []
  }

  const ofKeys = async (keys: readonly string[]): Promise<Fetched<R>[]> => {
    const fetched = keys.map(async (key) => {
      const known = byKey.get(key)
      const given = known ?? (await source.byKey(key))
      return known ?? (given && read(given))
    })
    return (await Promise.all(fetched)).filter((one) => one !== undefined)
  }

  /** The siblings of records that were just fetched: those that are not stored, or stored with an older answer. */
  const siblingsOf = async (fetched: readonly Fetched<R>[]): Promise<Fetched<R>[]> => {
    const answered = fetched.flatMap(({ record }) => (record && source.isAnswered(record) ? [record] : []))
    const groups = [...Map.groupBy(answered, (record) => source.group(record)[0])]
    const siblings = groups.map(async ([group, fresh]) => {
      const [first] = fresh as [R, ...R[]]
      const keys = new Set(fresh.map(source.key))
      const stored = (await storedRecords(run, [group])).map(({ record }) => record)
      const others = stored.filter((record) => !keys.has(source.key(record)))
      if (!belongs(source, topic, [...fresh, ...others])) return []
      for (const record of others) if (source.sameAnswer(record, first)) keys.add(source.key(record))
      return ofKeys(source.group(first).filter((key) => !keys.has(key)))
    })
    return (await Promise.all(siblings)).flat()
  }

  return {
    async ofRows(rows) {
      const known = await storage.records.fingerprints(rows.map(({ id }) => id))
      const changed = rows.filter(({ id, fingerprint }) => known.get(id) !== fingerprint)
      const own = (await Promise.all(changed.map(ofRow))).flat()
      const siblings = await siblingsOf(own)
      return [...new Map([...siblings, ...own].map((one) => [one.id, one])).values()]
    },
    async missingIn(group) {
      const named = new Set(group.flatMap(source.group))
      const missing = [...named.difference(new Set(group.map(source.key)))]
      return missing.length > 0 && belongs(source, topic, group) ? ofKeys(missing) : []
    },
  }
}
