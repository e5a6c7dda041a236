import { describe, expect, test } from 'vitest'
import type { Verdicts } from '../../src/storage/verdicts.ts'

export const verdict = {
  id: 'a',
  team: 'T1',
  helpful: true,
  answer: '2024-01-08/1',
  passage: 0,
  question: 'how many ramps are there?',
  terms: ['many', 'ramp'],
}

/** What all that keep verdicts do. `create` gives a new one without any. */
export function verdictsContract(name: string, create: () => Promise<Verdicts>): void {
  describe(`verdicts ${name}`, () => {
    test('are counted; without any there are none', async () => {
      const verdicts = await create()
      expect(await verdicts.counts('T1')).toEqual({ helpful: 0, unhelpful: 0 })
      await verdicts.keep(verdict)
      await verdicts.keep({ ...verdict, id: 'b', helpful: false, answer: undefined, passage: undefined })
      await verdicts.keep({ ...verdict, id: 'c' })
      expect(await verdicts.counts('T1')).toEqual({ helpful: 2, unhelpful: 1 })
    })

    test('are counted once where a reason was added, also if it came twice', async () => {
      const verdicts = await create()
      await verdicts.keep({ ...verdict, helpful: false })
      for (let press = 0; press < 2; press++) await verdicts.keep({ ...verdict, helpful: false, reason: 'wrong-topic' })
      expect(await verdicts.counts('T1')).toEqual({ helpful: 0, unhelpful: 1 })
    })

    test('of one workspace neither count for another nor replace its own', async () => {
      const verdicts = await create()
      await verdicts.keep(verdict)
      await verdicts.keep({ ...verdict, team: 'T2', helpful: false })
      expect(await verdicts.counts('T1')).toEqual({ helpful: 1, unhelpful: 0 })
      expect(await verdicts.counts('T2')).toEqual({ helpful: 0, unhelpful: 1 })
      expect(await verdicts.counts('T3')).toEqual({ helpful: 0, unhelpful: 0 })
    })

    test('are all kept where many are given at once', async () => {
      const verdicts = await create()
      await Promise.all(Array.from({ length: 20 }, (_, n) => verdicts.keep({ ...verdict, id: String(n) })))
      expect(await verdicts.counts('T1')).toEqual({ helpful: 20, unhelpful: 0 })
    })

    test('of a workspace are erased, and no others', async () => {
      const verdicts = await create()
      for (const id of ['a', 'b', 'b']) await verdicts.keep({ ...verdict, id })
      await verdicts.keep({ ...verdict, team: 'T2' })
      expect(await verdicts.erase('T1')).toBe(2)
      expect(await verdicts.counts('T1')).toEqual({ helpful: 0, unhelpful: 0 })
      expect(await verdicts.counts('T2')).toEqual({ helpful: 1, unhelpful: 0 })
      expect(await verdicts.erase('T1')).toBe(0)
      await verdicts.keep(verdict)
      expect(await verdicts.counts('T1')).toEqual({ helpful: 1, unhelpful: 0 })
    })

    test('of one id are erased in one workspace, and no others', async () => {
      const verdicts = await create()
      for (const id of ['a', 'a', 'b']) await verdicts.keep({ ...verdict, id })
      await verdicts.keep({ ...verdict, team: 'T2' })
      expect([
        await verdicts.erase('T1', 'a'),
        await verdicts.erase('T1', 'a'),
        await verdicts.erase('T3', 'a'),
      ]).toEqual([1, 0, 0])
      expect([await verdicts.counts('T1'), await verdicts.counts('T2')]).toEqual([
        { helpful: 1, unhelpful: 0 },
        { helpful: 1, unhelpful: 0 },
      ])
    })
  })
}
