import type { ListRow, Parsed, RecordSource, Unreadable } from '../sources/record-source.ts'
import type { FetchedRecords } from '../storage/storage.ts'
import { belongs } from './derive.ts'
import type { Topic } from './topic.ts'

/** What a source gave for a record; `record` and `raw` are undefined if it has no such record. */
export interface Fetched<R> {
  id: number
  /** Of the list row that led to it. */
  fingerprint?: string | undefined
  raw: unknown
  record: R | undefined
}

/** Fetches what one run of a sync needs. Records that can't be read are added to `failed` and left out. */
export interface Fetch<R> {
  /** The records whose rows changed, and the missing records of their groups. */
  ofRows: (rows: readonly ListRow[], failed: Unreadable[]) => Promise<Fetched<R>[]>
  /** The records that are missing in a group of stored records, if the group belongs to the corpus. */
  missingIn: (group: readonly R[], failed: Unreadable[]) => Promise<Fetched<R>[]>
}

/** A record of a group is fetched once in a run, though several rows and siblings lead to it. */
export function createFetch<R>(source: RecordSource<R>, records: FetchedRecords, topic: Topic): Fetch<R> {
  const byId = new Map<number, Fetched<R>>()
  const byKey = new Map<string, Fetched<R>>()

  const read = (raw: unknown, failed: Unreadable[]): Fetched<R> | undefined => {
    const parsed = parseAndCheck(source, raw)
    if ('unreadable' in parsed) {
      failed.push(parsed.unreadable)
      return undefined
    }
    const { record } = parsed
    const fetched = { id: source.id(record), raw, record }
    if (source.group(record).length > 1) {
      byId.set(fetched.id, fetched)
      byKey.set(source.key(record), fetched)
    }
    return fetched
  }

  /** Nothing for a record that can't be read: it is asked for again next time, and what is stored of it stays. */
  const ofRow = async ({ id, fingerprint }: ListRow, failed: Unreadable[]): Promise<Fetched<R>[]> => {
    const known = byId.get(id)
    const raw = known ? known.raw : await source.byId(id)
    if (raw === undefined) return [{ id, fingerprint, raw, record: undefined }]
    const fetched = known ?? read(raw, failed)
    return fetched ? [{ ...fetched, id, fingerprint }] : []
  }

  const ofKeys = async (keys: readonly string[], failed: Unreadable[]): Promise<Fetched<R>[]> => {
    const fetched = keys.map(async (key) => {
      const known = byKey.get(key)
      const raw = known ? undefined : await source.byKey(key)
      return known ?? (raw === undefined ? undefined : read(raw, failed))
    })
    return (await Promise.all(fetched)).filter((one) => one !== undefined)
  }

  /** The siblings of records that were just fetched: those that are not stored, or stored with an older answer. */
  const siblingsOf = async (fetched: readonly Fetched<R>[], failed: Unreadable[]): Promise<Fetched<R>[]> => {
    const answered = fetched.flatMap(({ record }) => (record && source.isAnswered(record) ? [record] : []))
    const groups = [...Map.groupBy(answered, (record) => source.group(record)[0]).values()]
    const siblings = groups.map(async (fresh) => {
      const [first] = fresh as [R, ...R[]]
      const keys = new Set(fresh.map(source.key))
      const stored = await readGroup(source, records, source.group(first)[0])
      const others = stored.filter((record) => !keys.has(source.key(record)))
      if (!belongs(source, topic, [...fresh, ...others])) return []
      for (const record of others) if (source.sameAnswer(record, first)) keys.add(source.key(record))
      return ofKeys(
        source.group(first).filter((key) => !keys.has(key)),
        failed,
      )
    })
    return (await Promise.all(siblings)).flat()
  }

  return {
    async ofRows(rows, failed) {
      const known = await records.fingerprints(rows.map(({ id }) => id))
      const changed = rows.filter(({ id, fingerprint }) => known.get(id) !== fingerprint)
      const own = (await Promise.all(changed.map((row) => ofRow(row, failed)))).flat()
      const siblings = await siblingsOf(own, failed)
      return [...new Map([...siblings, ...own].map((one) => [one.id, one])).values()]
    },
    async missingIn(group, failed) {
      const named = new Set(group.flatMap(source.group))
      const missing = [...named.difference(new Set(group.map(source.key)))]
      return missing.length > 0 && belongs(source, topic, group) ? ofKeys(missing, failed) : []
    },
  }
}

/** The stored records of a group, without those that can no longer be read. */
async function readGroup<R>(source: RecordSource<R>, records: FetchedRecords, group: string): Promise<R[]> {
  return (await records.ofGroups([group])).flatMap(({ raw }) => {
    const parsed = source.parse(raw)
    return 'record' in parsed ? [parsed.record] : []
  })
}

/** A record that parses but makes no valid answer is unreadable, too. */
function parseAndCheck<R>(source: RecordSource<R>, raw: unknown): Parsed<R> {
  const parsed = source.parse(raw)
  if ('unreadable' in parsed) return parsed
  try {
    if (source.isAnswered(parsed.record)) source.makeAnswer([parsed.record])
    return parsed
  } catch (error) {
    const problem = (error as Error).message.replace(/\s+/g, ' ')
    return { unreadable: { record: `question ${source.id(parsed.record)}`, problem } }
  }
}
