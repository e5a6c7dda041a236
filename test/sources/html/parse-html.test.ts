import { describe, expect, test } from 'vitest'
import { headingTexts, htmlBlocks } from '../../../src/sources/html/html-blocks.ts'

const bold = Array.from({ length: 90 }, (_, n) => `<b id="${n}">`).join('')

describe('HTML that is many times larger than any real answer is refused, with the reason', () => {
  test.each([
    ['characters', 'x'.repeat(300_001), 'more than 300,000 characters'],
    ['elements', '<br>'.repeat(20_001), 'more than 20,000 elements'],
    [
      'elements that a browser would repeat in each paragraph',
      `<p>${bold}${'<p>x'.repeat(300)}`,
      'more than 20,000 elements',
    ],
    ['elements inside each other', '<div>'.repeat(101), 'more than 100 elements inside each other'],
    ['table cells', `<table><tr>${'<td colspan="50">x'.repeat(401)}</table>`, 'more than 20,000 table cells'],
    [
      'table cells that span rows',
      `<table>${`<tr>${'<td rowspan="50" colspan="50">x'.repeat(10)}`.repeat(10)}${'<tr><td>x'.repeat(40)}</table>`,
      'more than 20,000 table cells',
    ],
    [
      'table cells, all tables together',
      `<table><tr>${'<td colspan="50">x'.repeat(201)}</table>`.repeat(2),
      'more than 20,000 table cells',
    ],
  ])('too many %s', (_what, html, reason) => {
    expect(() => htmlBlocks(html)).toThrow(reason)
  })

  test('in a search for headings, too', () => {
    expect(() => headingTexts('<div>'.repeat(101))).toThrow('more than 100 elements inside each other')
  })
})

test('elements beside each other are not counted as inside each other', () => {
  expect(htmlBlocks('<div><p>x</p></div>'.repeat(200))).toHaveLength(200)
})
