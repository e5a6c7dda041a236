import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/record/answer.ts'
import { passageText } from '../../src/record/passage-text.ts'
import { cutPassage, cutText, inParts } from '../../src/wording/cut.ts'

describe('a text is cut at a natural place', () => {
  test('not at all if it fits', () => {
    expect(cutText('One. Two.', 9)).toEqual({ head: 'One. Two.', rest: undefined })
  })

  test('after a whole sentence', () => {
    expect(cutText('One is here. Two is here. Three.', 28)).toEqual({
      head: 'One is here. Two is here.',
      rest: 'Three.',
    })
  })

  test('not after an abbreviation', () => {
    expect(cutText('Yes. I thank my hon. Friend for that.', 22)).toEqual({
      head: 'Yes.',
      rest: 'I thank my hon. Friend for that.',
    })
  })

  test('after a whole word if the first sentence is too long', () => {
    expect(cutText('a sentence of some length', 12)).toEqual({ head: 'a sentence', rest: 'of some length' })
  })

  test('never inside a sum of money or a year', () => {
    const { head } = cutText('costs £2.3 million in 2018-19 alone', 24)
    expect(head).toBe('costs £2.3 million in')
  })

  test('not after white space at its start', () => {
    expect(cutText(`\n${'word '.repeat(20)}`, 12).head.trim()).toBe('word word')
  })

  test('between graphemes if the first word is too long', () => {
    expect(cutText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 10).head).toBe('👩‍👩‍👧')
  })

  test('head and rest together have every word, whatever the text and the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 12, max: 60 }), (text, limit) => {
        const { head, rest } = cutText(text, limit)
        expect(head.length).toBeLessThanOrEqual(limit)
        expect((head + (rest ?? '')).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})

describe('a passage is cut between its blocks', () => {
  const passage: Passage = [
    { type: 'paragraph', content: ['See ', { text: 'the guidance', href: 'https://www.gov.uk' }, ' first. Then act:'] },
    {
      type: 'list',
      ordered: false,
      items: [
        { depth: 0, content: ['plan the work'] },
        { depth: 0, content: ['do the work'] },
      ],
    },
  ]

  test('links stay links on both sides of the cut', () => {
    const { head, rest } = cutPassage(passage, 10)
    expect(head).toEqual([{ type: 'paragraph', content: ['See ', { text: 'the', href: 'https://www.gov.uk' }] }])
    expect(rest?.[0]).toEqual({
      type: 'paragraph',
      content: [{ text: 'guidance', href: 'https://www.gov.uk' }, ' first. Then act:'],
    })
  })

  test('between list items', () => {
    const { head, rest } = cutPassage(passage, 60)
    expect(passageText(head)).toBe('See the guidance first. Then act:\n• plan the work')
    expect(rest && passageText(rest)).toBe('• do the work')
  })

  test('between table rows', () => {
    const table: Passage = [
      {
        type: 'table',
        rows: [
          [['a'], ['b']],
          [['c'], ['d']],
        ],
      },
    ]
    expect(cutPassage(table, 8)).toEqual({
      head: [{ type: 'table', rows: [[['a'], ['b']]] }],
      rest: [{ type: 'table', rows: [[['c'], ['d']]] }],
    })
  })

  test('the rest of a numbered list is numbered on from its head', () => {
    const items = ['one is here', 'two is here', 'three'].map((text) => ({ depth: 0, content: [text] }))
    const { rest } = cutPassage([{ type: 'list', ordered: true, items }], 34)
    expect(rest && passageText(rest)).toBe('3. three')
  })

  test('through the cells of a first row that is too long, each to an equal share', () => {
    const table: Passage = [
      {
        type: 'table',
        rows: [
          [['word '.repeat(20).trim()], ['x']],
          [['a'], ['b']],
        ],
      },
    ]
    const { head, rest } = cutPassage(table, 40)
    expect(passageText(head).length).toBeLessThanOrEqual(40)
    expect(rest && passageText(rest).split('\n').length).toBe(2)
  })

  test('again and again, until every word has been given out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (limit) => {
        const words: string[] = []
        let left: Passage | undefined = passage
        for (let turns = 0; left && turns < 200; turns++) {
          const { head, rest }: { head: Passage; rest: Passage | undefined } = cutPassage(left, limit)
          words.push(passageText(head))
          left = rest
        }
        const bare = (text: string) => text.replace(/[\s•]/g, '')
        expect(bare(words.join(''))).toBe(bare(passageText(passage)))
      }),
    )
  })
})

test('the parts of a text are together the whole text, in order', () => {
  const text = Array.from({ length: 40 }, (_, n) => `Sentence ${n} of it.`).join(' ')
  const parts = inParts(text, 100, cutText)
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.join(' ')).toBe(text)
  expect(inParts('', 100, cutText)).toEqual([''])
})
