import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { ParliamentRecord } from '../../src/sources/parliament/record.ts'
import type { AnswerStore } from '../../src/storage/answer-store.ts'
import { createSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts'
import { answer } from '../answers.ts'
import { type FakeRecord, record } from '../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { asking } from './answering-from.ts'

async function newStore(): Promise<AnswerStore> {
  const store = createSqliteStore(join(await temporaryFolder(), 'answers.sqlite'))
  onTestFinished(() => store.close())
  return store
}

function put(store: AnswerStore, ...records: FakeRecord[]) {
  const examined = records.map((one) => ({ id: one.id, fingerprint: 'f', record: ParliamentRecord.parse(one) }))
  store.savePage(examined, { step: 's', next: undefined, newest: undefined })
}

const ramps = (answerText: string) => record({ id: 1, heading: 'Ramps', answerText })

describe('the corpus follows the store while it is used', () => {
  test('what is synced is found, what is corrected is found corrected, what is dropped is found no more', async () => {
    const store = await newStore()
    const live = createLiveCorpus([answer({ heading: 'Other', paragraphs: ['Lifts are planned.'] })], store)
    const ask = asking(createAnswering(live))
    expect(await ask('hydrotherapy ramps')).toMatchObject({ kind: 'no-answer' })

    put(store, ramps('<p>Hydrotherapy ramps: seven.</p>'))
    await live.refresh()
    expect(await ask('hydrotherapy ramps')).toMatchObject({
      kind: 'answer',
      best: { answer: { heading: 'Ramps' } },
    })

    put(store, ramps('<p>Jacuzzi ramps: eight.</p>'))
    await live.refresh()
    expect(await ask('hydrotherapy')).toMatchObject({ kind: 'no-answer' })
    expect(await ask('jacuzzi ramps')).toMatchObject({ kind: 'answer' })

    store.savePage([{ id: 1, fingerprint: 'g', record: undefined }], { step: 's', next: undefined, newest: undefined })
    await live.refresh()
    expect(await ask('jacuzzi ramps')).toMatchObject({ kind: 'no-answer' })
    expect(live.corpus.size()).toBe(1)
  })

  test('a file wins over a synced record of the same question, by day and UIN or by id', async () => {
    const store = await newStore()
    const file = answer({ questions: [{ id: 9, uin: '1', tabled: '2024-03-01', text: 'To ask.' }], heading: 'By hand' })
    const live = createLiveCorpus([file], store)
    put(store, ramps('<p>Synced.</p>'), record({ id: 9, uin: '900' }))
    await live.refresh()
    expect(live.corpus.newest()).toEqual([file])
    store.savePage([{ id: 1, fingerprint: 'g', record: undefined }], { step: 's', next: undefined, newest: undefined })
    await live.refresh()
    expect(live.corpus.newest()).toEqual([file])
  })

  /** How many answers were taken in at most between two turns of others. */
  async function mostAtATime(records: FakeRecord[]): Promise<number> {
    const store = await newStore()
    put(store, ...records)
    const live = createLiveCorpus([], store)
    const sizes: number[] = []
    const watch = () => {
      sizes.push(live.corpus.size())
      if (live.corpus.size() < records.length) setImmediate(watch)
    }
    setImmediate(watch)
    await live.refresh()
    expect(live.corpus.size()).toBe(records.length)
    return Math.max(...sizes.map((size, index) => size - (sizes[index - 1] ?? 0)))
  }

  test('others get a turn after every few answers that are taken in', async () => {
    const records = Array.from({ length: 200 }, (_, n) => record({ id: n + 1 }))
    expect(await mostAtATime(records)).toBeLessThanOrEqual(40)
  })

  test('and after each that takes long', async () => {
    const long = (id: number) => Array.from({ length: 8_000 }, (_, n) => `word${id}x${n}`).join(' ')
    const records = Array.from({ length: 12 }, (_, n) => record({ id: n + 1, answerText: `<p>${long(n)}</p>` }))
    expect(await mostAtATime(records)).toBeLessThanOrEqual(2)
  })
})
