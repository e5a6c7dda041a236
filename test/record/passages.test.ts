import fc from 'fast-check'
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

  describe('what says nothing by itself is joined to what it belongs to', () => {
    const table = '<table><tr><th>Year</th><th>Appeals</th></tr><tr><td>2024</td><td>7</td></tr></table>'

    test.each([
      'Figures are rounded to the nearest ten.',
      '* Provisional.',
      '1- Only three years are kept.',
      '[2] England only.',
      'Source: a census.',
      'Notes',
    ])('a note below a table: %j', (note) => {
      expect(passages(`<p>Appeals:</p>${table}<p>${note}</p>`)).toHaveLength(1)
    })

    test('a second note follows the first, and the next paragraph stands alone', () => {
      expect(passages(`${table}<p>1. One.</p><p>2. Two.</p><p>We will publish more.</p>`)).toEqual([
        'Year | Appeals\n2024 | 7\n1. One.\n2. Two.',
        'We will publish more.',
      ])
    })

    test('a paragraph below a table that is no note stands alone', () => {
      expect(passages(`${table}<p>We have no plans.</p>`)).toHaveLength(2)
    })

    test('what follows a colon', () => {
      expect(passages('<p>For example:</p><p>A council may pay.</p><p>After.</p>')).toEqual([
        'For example:\nA council may pay.',
        'After.',
      ])
    })

    test('short numbered paragraphs, under their introduction', () => {
      expect(
        passages('<p>The areas were:</p><p>(i) waiting times.</p><p>(ii) co-production.</p><p>After.</p>'),
      ).toEqual(['The areas were:\n(i) waiting times.\n(ii) co-production.', 'After.'])
    })

    test('but not long ones, which can be quoted by themselves', () => {
      const long = 'a sentence about what is planned for schools. '.repeat(8)
      expect(passages(`<p>(a) ${long}</p><p>(b) ${long}</p>`)).toHaveLength(2)
    })

    test('a heading, to the paragraph below it', () => {
      expect(passages('<p>Before.</p><p>Funding</p><p>We provide £1 million.</p>')).toEqual([
        'Before.',
        'Funding\nWe provide £1 million.',
      ])
    })

    test('a bare address, to what it is the address of', () => {
      expect(passages('<p>It is published online.</p><p>https://www.gov.uk/a</p><p>After.</p>')).toEqual([
        'It is published online.\nhttps://www.gov.uk/a',
        'After.',
      ])
    })

    test('a paragraph without a letter or digit', () => {
      expect(passages('<p>We agree.</p><p>.</p>')).toEqual(['We agree.\n.'])
    })

    test('until the passage is too long to read', () => {
      const items = Array.from({ length: 20 }, (_, nth) => `<p>${nth + 1}. ${'word '.repeat(40)}</p>`)
      expect(passages(items.join('')).every((text) => text.length <= 1600)).toBe(true)
    })
  })

  test('no word is lost, added or moved', () => {
    const pieces = fc.array(
      fc.constantFrom('For example:', 'Funding', '(i) one.', '* note', 'We agree.', 'www.a.uk/b', '.'),
    )
    fc.assert(
      fc.property(pieces, (texts) => {
        const html = texts.map((text) => `<p>${text}</p>`).join('')
        expect(passages(html).join('\n')).toBe(texts.join('\n'))
      }),
    )
  })
})
