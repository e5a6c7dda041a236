import type { AnswerStore } from '../../src/storage/answer-store.ts'

/** All the answers that are stored, as one text, in one order: the same text for the same answers. */
export function contents(store: AnswerStore): string {
  const { changes } = store.changesSince(0, Number.MAX_SAFE_INTEGER)
  const live = changes.filter(({ answer }) => answer).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return live.map(({ answer }) => JSON.stringify(answer)).join('\n')
}
