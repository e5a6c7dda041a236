import { parseAnswer } from '../record/parse-answer.ts'
import type { AnswerFeed } from './storage.ts'

/** What changed, by rows with key, revision and JSON in the order of their revisions; `since` is the revision before them. */
export function changesInRows(
  rows: readonly Record<string, unknown>[],
  since: number,
): Awaited<ReturnType<AnswerFeed['changesSince']>> {
  const stored = rows.map(({ key, json }) => {
    return { key: String(key), ...(json === null ? { answer: undefined } : parseAnswer(String(json))) }
  })
  return {
    changes: stored.filter((one) => 'answer' in one),
    unreadable: stored.filter((one) => 'problem' in one),
    revision: Number(rows.at(-1)?.revision ?? since),
  }
}
