import { expect, onTestFinished, test } from 'vitest'
import { createCorpusVectors } from '../../src/answering/corpus-vectors.ts'
import { DIMENSIONS, type PassageToEmbed } from '../../src/search/retrieve/embedder.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { createLockInMemory } from '../../src/storage/sqlite/sync-lock.ts'
import { answer } from '../answers.ts'

test.for(['one machine', 'several machines'])(
  'on %s the passages of a new answer are not kept waiting by the questions of the others',
  async (where) => {
    const made: string[] = []
    const questionsMade = () => made.filter((text) => text.startsWith('Why')).length
    let before: number | undefined
    const embedder = {
      model: 'the-model',
      async embedPassages(passages: readonly PassageToEmbed[]) {
        made.push(...passages.map(({ text }) => text))
        if (passages.some(({ text }) => text === 'It is new.')) before = questionsMade()
        else if (questionsMade() === 16) vectors.add([answer({ uin: '1000', paragraphs: ['It is new.'] })])
        return passages.map(({ text }) => new Int8Array(DIMENSIONS).fill(text.length))
      },
    }
    const alone = createLockInMemory()
    const vectors = createCorpusVectors({
      embedder: Promise.resolve(embedder),
      stored: { ...createMemoryStorage().vectors, ...(where !== 'one machine' && { alone }) },
      onProblem: (error) => expect.unreachable(String(error)),
      lookAgainMs: 5,
    })
    onTestFinished(() => vectors.stop())
    const asking = (n: number) => answer({ uin: String(n), paragraphs: ['Because.'], question: `Why ${n}?` })
    vectors.add(Array.from({ length: 100 }, (_, n) => asking(n + 1)))
    await vectors.idle()
    expect([before, questionsMade()]).toEqual([16, 100])
  },
)
