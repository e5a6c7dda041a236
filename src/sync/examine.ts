import type { ListRow, ParliamentApi, Unreadable } from '../sources/parliament/api.ts'
import { groupOf, isAnswered, keyOf, makeAnswer, wholeText } from '../sources/parliament/make-answer.ts'
import type { ParliamentRecord } from '../sources/parliament/record.ts'
import type { AnswerStore, Examined } from '../storage/answer-store.ts'
import type { Topic } from './topic.ts'

/** Looks at the records of list rows whole; `failed` takes those that can't be read. */
export type Examine = (rows: readonly ListRow[], failed: Unreadable[]) => Promise<Examined[]>

/**
 * Examines, in one run, the records whose rows changed. Whether a record belongs is decided for its whole group, for
 * its questions share their answer: when one belongs, all do, and those that are not here are fetched; when none does,
 * all go. What is decided does not hang on the order in which records come.
 */
export function createExamine(api: ParliamentApi, store: AnswerStore, topic: Topic): Examine {
  /** Records of groups that this run fetched, by id and by key, so that none is fetched twice. */
  const byId = new Map<number, ParliamentRecord>()
  const byKey = new Map<string, ParliamentRecord>()

  const readable = (found: ParliamentRecord | Unreadable | undefined, failed: Unreadable[]) => {
    const problem = found && 'problem' in found ? found : problemOf(found)
    if (problem) {
      failed.push(problem)
      return undefined
    }
    const record = found as ParliamentRecord | undefined
    if (record && groupOf(record).length > 1) {
      byId.set(record.id, record)
      byKey.set(keyOf(record), record)
    }
    return record
  }

  const groupNow = async (records: ParliamentRecord[], failed: Unreadable[]): Promise<Examined[]> => {
    const [newest] = records
    if (!newest) return []
    const stored = store.recordsOfGroup(groupOf(newest)[0] as string)
    const fresh = new Set(records.map(keyOf))
    const members = [...records, ...stored.filter((record) => !fresh.has(keyOf(record)))]
    if (!members.some((record) => topic.matches(wholeText(record))))
      return members.map(({ id }) => ({ id, fingerprint: undefined, record: undefined }))

    // A stored sibling that says something else was stored before the answer changed.
    const current = new Set(members.filter((one) => one.answerText === newest.answerText).map(keyOf))
    const missing = groupOf(newest).filter((key) => !fresh.has(key) && !current.has(key))
    const fetched = await Promise.all(
      missing.map(async (key) => {
        const [tabled, uin] = key.split('/') as [string, string]
        return byKey.get(key) ?? readable(await api.byUin(tabled, uin), failed)
      }),
    )
    const siblings = fetched.filter((one) => one !== undefined).filter(isAnswered)
    return [...records, ...siblings].map((record) => ({ id: record.id, fingerprint: undefined, record }))
  }

  return async (rows, failed) => {
    const changed = rows.filter(({ id, fingerprint }) => store.fingerprint(id) !== fingerprint)
    const looked = await Promise.all(
      changed.map(async ({ id, fingerprint }) => {
        const found = byId.get(id) ?? (await api.byId(id))
        // What can't be read is asked for again next time, and what is stored of it stays.
        const record = readable(found, failed)
        return found && !record ? [] : [{ id, fingerprint, record }]
      }),
    )
    const all = looked.flat()
    const answered = all.flatMap(({ record }) => (record && isAnswered(record) ? [record] : []))
    const groups = Map.groupBy(answered, (record) => groupOf(record)[0] as string)
    const decided = await Promise.all([...groups.values()].map((records) => groupNow(records, failed)))
    const outcomes = new Map(decided.flat().map((one) => [one.id, one]))
    const own = all.map(({ id, fingerprint }): Examined => ({ id, fingerprint, record: outcomes.get(id)?.record }))
    const ownIds = new Set(own.map(({ id }) => id))
    return [...own, ...[...outcomes.values()].filter(({ id }) => !ownIds.has(id))]
  }
}

/** What is wrong with a record that reads well and still makes no answer. */
function problemOf(record: ParliamentRecord | undefined): Unreadable | undefined {
  if (!record) return undefined
  try {
    if (isAnswered(record)) makeAnswer([record])
    return undefined
  } catch (error) {
    return { record: `question ${record.id}`, problem: (error as Error).message.replace(/\s+/g, ' ') }
  }
}
