import { describe, expect, test } from 'vitest'
import { passageText } from '../../src/record/passage-text.ts'
import { toPassages } from '../../src/record/passages.ts'
import { htmlBlocks } from '../../src/sources/html/html-blocks.ts'

const passages = (html: string) => toPassages(htmlBlocks(html)).map(passageText)

describe('an answer falls into passages', () => {
  test('each paragraph is one', () => {
    expect(passages('<p>One.</p><p>Two.</p>')).toEqual(['One.', 'Two.'])
  })

  test('a list belongs to the paragraph that introduces it', () => {
    expect(passages('<p>We will:</p><ul><li>plan</li><li>act</li></ul><p>After.</p>')).toEqual([
      'We will:\n• plan\n• act',
      'After.',
    ])
  })

  test('a list that nothing introduces stands alone', () => {
    expect(passages('<ul><li>plan</li></ul>')).toEqual(['• plan'])
  })

  test('numbers of an ordered list go on after an inner list', () => {
    expect(passages('<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>')).toEqual(['1. a\n  1. b\n2. c'])
  })

  test('a table takes its caption along', () => {
    const table = '<table><tr><td>2024</td><td>7</td></tr></table>'
    expect(passages(`<p>Plans by year</p>${table}`)).toEqual(['Plans by year\n2024 | 7'])
    expect(passages(`<p>The figures are in the table below:</p>${table}`)).toHaveLength(1)
  })

  test('a paragraph that ends a sentence is no caption', () => {
    expect(passages('<p>We have no plans.</p><table><tr><td>7</td></tr></table>')).toEqual(['We have no plans.', '7'])
  })
})
