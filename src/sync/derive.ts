import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { RecordReader } from '../sources/record-source.ts'
import type { AnswerChange, StoredAnswer } from '../storage/storage.ts'
import type { Topic } from './topic.ts'

/** Raise it when the same records give other answers than before because of the code in this folder. */
const DERIVATION = 2

/** What stored answers depend on besides the records: if it changes, they are made anew. */
export function derivationVersion(reader: Pick<RecordReader<unknown>, 'version'>, topic: Topic): string {
  return `${DERIVATION}.${reader.version} ${topic.version}`
}

/**
 * Whether the records of a group belong to the corpus. They share an answer, so if one of them belongs, all do. A withdrawn question does not count.
 */
export function belongs<R>(reader: RecordReader<R>, topic: Topic, records: readonly R[]): boolean {
  return records.some((record) => reader.isAnswered(record) && topic.belongs(reader.texts(record)))
}

/**
 * The answer that the records of a group make; undefined if they do not belong to the corpus.
 * @throws Error if they make no valid answer
 */
export function deriveAnswer<R>(
  reader: RecordReader<R>,
  topic: Topic,
  records: readonly R[],
): WrittenAnswer | undefined {
  if (!belongs(reader, topic, records)) return undefined
  const [first, ...others] = records.filter(reader.isAnswered)
  return first && reader.makeAnswer([first, ...others])
}

/** How many answers came, changed and went. */
export interface Changed {
  added: number
  corrected: number
  dropped: number
}

export const NOTHING_CHANGED: Changed = { added: 0, corrected: 0, dropped: 0 }

export function sumOfChanges(a: Changed, b: Changed): Changed {
  return { added: a.added + b.added, corrected: a.corrected + b.corrected, dropped: a.dropped + b.dropped }
}

/** The changes from the stored answers of some groups to those that the groups have now. */
export function changesOf(
  groups: readonly { group: string; answer: WrittenAnswer | undefined }[],
  stored: readonly StoredAnswer[],
): { changes: (AnswerChange & { group: string })[]; changed: Changed } {
  const storedOf = Map.groupBy(stored, ({ group }) => group)
  const changed = { ...NOTHING_CHANGED }
  const gone = new Map<string, string>()
  const put: (AnswerChange & { group: string })[] = []
  for (const { group, answer } of groups) {
    const before = storedOf.get(group) ?? []
    const key = answer && answerKey(answer)
    for (const old of before) if (old.key !== key) gone.set(old.key, group)
    const same = before.some((old) => old.key === key && JSON.stringify(old.answer) === JSON.stringify(answer))
    if (key !== undefined && !same) put.push({ key, group, answer })
    if (before.length === 0) changed.added += answer ? 1 : 0
    else if (!answer) changed.dropped++
    else changed.corrected += same ? 0 : 1
  }
  // An answer may have moved to another group: its key is not gone then.
  for (const { key } of put) gone.delete(key)
  const removed = [...gone].map(([key, group]) => ({ key, group, answer: undefined }))
  return { changes: [...removed, ...put], changed }
}
