import type { WrittenAnswer } from '../../src/record/answer.ts'
import type { Storage } from '../../src/storage/storage.ts'

/** All stored answers, sorted by key. */
export async function storedAnswers({ answers }: Pick<Storage, 'answers'>): Promise<WrittenAnswer[]> {
  const { changes } = await answers.changesSince(0, Number.MAX_SAFE_INTEGER)
  return changes.toSorted((a, b) => (a.key < b.key ? -1 : 1)).flatMap(({ answer }) => answer ?? [])
}

/** All stored answers as one text, which is the same for the same answers. */
export async function contents(storage: Pick<Storage, 'answers'>): Promise<string> {
  return (await storedAnswers(storage)).map((answer) => JSON.stringify(answer)).join('\n')
}
