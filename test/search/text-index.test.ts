import { describe, expect, test } from 'vitest'
import { createTextIndex } from '../../src/search/text-index.ts'

describe('the text index scores by BM25', () => {
  test('a rare word outweighs several that every document holds: the score is not multiplied by the terms matched', () => {
    const index = createTextIndex({ text: 1 })
    index.add([
      { id: 'common', text: 'school council child support' },
      { id: 'rare', text: 'hydrotherapy council' },
      ...Array.from({ length: 30 }, (_, n) => ({ id: `filler${n}`, text: 'school council child support' })),
    ])
    expect(index.search([['school'], ['council'], ['child'], ['support'], ['hydrotherapi']])[0]?.id).toBe('rare')
  })

  test('a hit says how many of the question’s terms it holds, in whatever form', () => {
    const index = createTextIndex({ text: 1 })
    index.add([{ id: 'a', text: 'SEND letters we send' }])
    expect(index.search([['letter'], ['send', 'SEND'], ['minist']])).toEqual([
      { id: 'a', score: expect.any(Number), matched: 2 },
    ])
  })
})
