import { describe, expect, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { answer } from '../answers.ts'
import { asking } from './answering-from.ts'

const put = (storage: Storage, ...answers: WrittenAnswer[]) =>
  storage.save({ records: [], answers: answers.map((one) => ({ key: answerKey(one), group: 'g', answer: one })) })

const remove = (storage: Storage, ...keys: string[]) =>
  storage.save({ records: [], answers: keys.map((key) => ({ key, group: 'g', answer: undefined })) })

const ramps = (paragraph: string) =>
  answer({ uin: '1', tabled: '2024-03-01', heading: 'Ramps', paragraphs: [paragraph] })

describe('the corpus follows the stored answers while it is used', () => {
  test('new answers are found, corrected ones in their new form, dropped ones no more', async () => {
    const storage = createMemoryStorage()
    const live = createLiveCorpus([answer({ heading: 'Other', paragraphs: ['Lifts are planned.'] })], storage.answers)
    const ask = asking(createAnswering(live))
    expect(await ask('hydrotherapy ramps')).toMatchObject({ kind: 'no-answer' })

    await put(storage, ramps('Hydrotherapy ramps: seven.'))
    await live.refresh()
    expect(await ask('hydrotherapy ramps')).toMatchObject({
      kind: 'answer',
      best: { answer: { heading: 'Ramps' } },
    })

    await put(storage, ramps('Jacuzzi ramps: eight.'))
    await live.refresh()
    expect(await ask('hydrotherapy')).toMatchObject({ kind: 'no-answer' })
    expect(await ask('jacuzzi ramps')).toMatchObject({ kind: 'answer' })

    await remove(storage, '2024-03-01/1')
    await live.refresh()
    expect(await ask('jacuzzi ramps')).toMatchObject({ kind: 'no-answer' })
    expect(live.corpus.size()).toBe(1)
  })

  test('a file wins over a synced record of the same question, by day and UIN or by id', async () => {
    const storage = createMemoryStorage()
    const file = answer({ questions: [{ id: 9, uin: '1', tabled: '2024-03-01', text: 'To ask.' }], heading: 'By hand' })
    const live = createLiveCorpus([file], storage.answers)
    const sameId = answer({ questions: [{ id: 9, uin: '900', tabled: '2024-03-01', text: 'To ask.' }] })
    await put(storage, ramps('Synced.'), sameId)
    await live.refresh()
    expect(live.corpus.newest()).toEqual([file])
    await remove(storage, '2024-03-01/1')
    await live.refresh()
    expect(live.corpus.newest()).toEqual([file])
  })

  test('an answer whose first question is withdrawn stays, under its new key, in whatever order the changes come', async () => {
    const questions = ['1', '2'].map((uin) => ({ uin, tabled: '2024-03-01', text: 'To ask.' })) as [never, never]
    const before = answer({ questions, paragraphs: ['Hydrotherapy ramps.'] })
    const after = answer({ questions: [...questions].reverse() as [never, never], paragraphs: ['Hydrotherapy ramps.'] })
    const gone = { key: '2024-03-01/1', group: 'g', answer: undefined }
    const added = { key: '2024-03-01/2', group: 'g', answer: after }
    for (const answers of [
      [gone, added],
      [added, gone],
    ]) {
      const storage = createMemoryStorage()
      const live = createLiveCorpus([], storage.answers)
      await put(storage, before)
      await live.refresh()
      await storage.save({ records: [], answers })
      await live.refresh()
      expect(live.corpus.newest()).toEqual([after])
      expect(await asking(createAnswering(live))('hydrotherapy ramps')).toMatchObject({ kind: 'answer' })
    }
  })

  test('stored answers that can’t be read are reported and left out, and the rest are served', async () => {
    const { answers } = createMemoryStorage()
    const unreadable = [{ key: '2024-03-01/9', problem: 'not JSON' }]
    const slices = [
      { changes: [{ key: '2024-03-01/1', answer: ramps('Hydrotherapy ramps.') }], unreadable, revision: 1 },
    ]
    const damaged = {
      ...answers,
      changesSince: async (after: number) => slices[after] ?? answers.changesSince(after, 1),
    }
    const leftOut: string[][] = []
    const live = createLiveCorpus([], damaged, { onLeftOut: (...one) => leftOut.push(one) })
    await live.refresh()
    expect(leftOut).toEqual([['2024-03-01/9', 'not JSON']])
    expect(await asking(createAnswering(live))('hydrotherapy ramps')).toMatchObject({ kind: 'answer' })
  })

  /** How many answers were taken in at most between two turns of others. */
  async function mostAtATime(answers: WrittenAnswer[]): Promise<number> {
    const storage = createMemoryStorage()
    await put(storage, ...answers)
    const live = createLiveCorpus([], storage.answers)
    const sizes: number[] = []
    const watch = () => {
      sizes.push(live.corpus.size())
      if (live.corpus.size() < answers.length) setImmediate(watch)
    }
    setImmediate(watch)
    await live.refresh()
    expect(live.corpus.size()).toBe(answers.length)
    return Math.max(...sizes.map((size, index) => size - (sizes[index - 1] ?? 0)))
  }

  test('indexing yields after every few answers', async () => {
    const answers = Array.from({ length: 200 }, (_, n) => answer({ uin: String(n + 1) }))
    expect(await mostAtATime(answers)).toBeLessThanOrEqual(40)
  })

  test('and after each answer that takes long', async () => {
    const long = (id: number) => Array.from({ length: 8_000 }, (_, n) => `word${id}x${n}`).join(' ')
    const answers = Array.from({ length: 12 }, (_, n) => answer({ uin: String(n + 1), paragraphs: [long(n)] }))
    expect(await mostAtATime(answers)).toBeLessThanOrEqual(2)
  })
})
