import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passageInputs, questionInput } from '../../../../src/search/retrieve/onnx/model-input.ts'

/** One piece for each word: its number. */
const pieces = {
  encode: (text: string) => text.split(' ').filter(Boolean).map(Number),
  cls: 2,
  sep: 3,
}
const words = (from: number, count: number) => Array.from({ length: count }, (_, nth) => from + nth).join(' ')

test('a question stands between [CLS] and [SEP], without an instruction, cut at 72 pieces', () => {
  expect(questionInput('10 11', pieces)).toEqual({ ids: [2, 10, 11, 3], secondAt: 4 })
  expect(questionInput(words(10, 100), pieces).ids).toHaveLength(74)
})

test('a passage is the second segment, behind its context and a [SEP]', () => {
  expect(passageInputs({ context: '10 11', text: '20 21' }, pieces)).toEqual([
    { ids: [2, 10, 11, 3, 20, 21, 3], secondAt: 4 },
  ])
})

test('a context is cut at 56 pieces', () => {
  const [input] = passageInputs({ context: words(1000, 80), text: '20' }, pieces)
  expect(input?.secondAt).toBe(58)
})

test('a long text is read in windows that overlap: every piece of it, each window with the context and at most 224 pieces', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(1500), (contextLength, length) => {
      const inputs = passageInputs({ context: words(5000, contextLength), text: words(10_000, length) }, pieces)
      const windows = inputs.map(({ ids, secondAt }) => ids.slice(secondAt, -1))
      for (const { ids, secondAt } of inputs) {
        expect(ids.length).toBeLessThanOrEqual(224)
        expect(ids.slice(0, secondAt)).toEqual(inputs[0]?.ids.slice(0, inputs[0].secondAt))
      }
      expect(new Set(windows.flat()).size).toBe(length)
      expect(windows.at(-1)?.at(-1)).toBe(length === 0 ? undefined : 10_000 + length - 1)
      for (const [nth, window] of windows.entries()) {
        const before = windows[nth - 1]
        if (before) expect((before.at(-1) ?? 0) - (window[0] ?? 0) + 1).toBeGreaterThanOrEqual(31)
      }
    }),
  )
})

test('a text that just fits is one window, one piece more makes two', () => {
  const room = 224 - 4
  expect(passageInputs({ context: '10', text: words(10, room) }, pieces)).toHaveLength(1)
  expect(passageInputs({ context: '10', text: words(10, room + 1) }, pieces)).toHaveLength(2)
})

test('a text without a context is fed as a question is, in windows too', () => {
  const text = words(10, 70)
  const question = questionInput(text, pieces)
  expect(passageInputs({ context: '', text }, pieces)).toEqual([question])
  const long = passageInputs({ context: '', text: words(10, 223) }, pieces)
  expect(long.map(({ ids, secondAt }) => [ids[0], ids.at(-1), secondAt === ids.length])).toEqual([
    [2, 3, true],
    [2, 3, true],
  ])
})
