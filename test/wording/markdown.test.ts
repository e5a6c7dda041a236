import fc from 'fast-check'
import { marked, type Token } from 'marked'
import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/record/answer.ts'
import { escapeMarkdown, linkedMarkdown, passageMarkdown, quoteMarkdown } from '../../src/wording/markdown.ts'
import { BEFORE, UNITS } from '../hostile-texts.ts'

type Tokens = readonly Token[]

/** The text that a reader of the Markdown sees. */
const shown = (tokens: Tokens): string =>
  tokens
    .map((token) => {
      if (token.type === 'br') return '\n'
      if (token.type === 'escape') return token.text
      const inside = 'tokens' in token ? token.tokens : undefined
      return inside && inside.length > 0 ? shown(inside) : 'text' in token ? String(token.text) : ''
    })
    .join('')
/** The kinds of token in a Markdown text. */
const kinds = (tokens: Tokens): string[] =>
  tokens.flatMap((token) => [
    token.type,
    ...('tokens' in token && token.tokens ? kinds(token.tokens) : []),
    ...(token.type === 'list' ? token.items.flatMap((item: { tokens: Tokens }) => kinds(item.tokens)) : []),
  ])
/** marked leaves entities as they are written. */
const plain = (text: string) =>
  text
    .replace(
      /&(?:lt|gt|amp|quot|#39);/g,
      (one) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[one] ?? '&',
    )
    .replace(/\s+/g, ' ')
    .trim()
const paragraph = (text: string): Passage => [{ type: 'paragraph', content: [text] }]

describe('Markdown of the record shows its words and nothing else', () => {
  const MARKUP = [
    '*a* _b_ **c** `d` ~~e~~ [f](https://evil.example) ![g](x.png) <b>h</b> <script>',
    '# heading',
    '- item\n- item',
    '+ item',
    '1. one\n2) two',
    '1986. A great year',
    '> quoted',
    'a\n===\nb',
    'a\n---\nb',
    '| a | b |\n| --- | --- |\n| c | d |',
    '    code',
    '```\ncode\n```',
    '&lt;b&gt; &amp; &copy;',
    'ends with a backslash \\',
    '\\*not escaped\\*',
    '[x]: https://evil.example "title"',
    '<https://evil.example>',
    '$x^2$ {.class} ~sub~ @cite',
    'line\n\n\nline\n',
    'www.evil.example or a@evil.example or HTTPS://evil.example',
    ': definition',
  ]

  test.each(MARKUP)('%j', (text) => {
    const tokens = marked.lexer(passageMarkdown(paragraph(text)))
    expect(plain(shown(tokens))).toBe(plain(text))
    expect(kinds(tokens).filter((kind) => !['paragraph', 'text', 'escape', 'br'].includes(kind))).toEqual([])
  })

  test('whatever is pieced together of such texts', () => {
    const piece = fc.constantFrom(...MARKUP, ...BEFORE, ...UNITS.filter((unit) => unit !== '\ud83d'))
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const text = pieces.join('')
        fc.pre(text.trim() !== '')
        const tokens = marked.lexer(quoteMarkdown(passageMarkdown(paragraph(text))))
        expect(
          kinds(tokens).filter((kind) => !['blockquote', 'paragraph', 'text', 'escape', 'br'].includes(kind)),
        ).toEqual([])
        expect(plain(shown(tokens))).toBe(plain(text))
      }),
      { numRuns: 300 },
    )
  })

  test('lists and tables stay lists and tables', () => {
    const passage: Passage = [
      { type: 'paragraph', content: ['It covers:'] },
      {
        type: 'list',
        ordered: true,
        start: 3,
        items: [
          { depth: 0, content: ['*schools*'] },
          { depth: 1, content: ['with pupils\nand staff'] },
          { depth: 0, content: [''.padEnd(1, 'x'), { text: 'a [link]', href: 'https://a.example/(b)_c' }] },
        ],
      },
      { type: 'table', rows: [[['Year'], ['a | b']], [['2024']]] },
    ]
    expect(passageMarkdown(passage)).toBe(
      [
        'It covers:',
        '3. \\*schools\\*\n    1. with pupils and staff\n4. x[a \\[link\\]](<https://a.example/(b)_c>)',
        '| Year | a \\| b |\n| --- | --- |\n| 2024 |  |',
      ].join('\n\n'),
    )
    const tokens = marked.lexer(quoteMarkdown(passageMarkdown(passage)))
    expect(kinds(tokens)).toEqual(expect.arrayContaining(['blockquote', 'list', 'table', 'link']))
  })

  test.each<[string, boolean, number, number[], number]>([
    ['that begins deeper', false, 1, [2, 0, 1], 2],
    ['that jumps a level', false, 1, [0, 2, 3, 1], 3],
    ['with long numbers', true, 9999, [0, 1, 2], 3],
  ])('a list %s has each of its items, and no code', (_which, ordered, start, depths, lists) => {
    const items = depths.map((depth, nth) => ({ depth, content: [`item ${nth}`] }))
    const tokens = marked.lexer(quoteMarkdown(passageMarkdown([{ type: 'list', ordered, start, items }])))
    const all = kinds(tokens)
    expect(all).not.toContain('code')
    expect(all.filter((kind) => kind === 'list')).toHaveLength(lists)
  })

  test('a link that is not safe becomes its text', () => {
    const passage: Passage = [
      {
        type: 'paragraph',
        content: [
          { text: 'bad', href: 'javascript:alert(1)' },
          { text: ' good', href: 'https://a.example/' },
        ],
      },
    ]
    expect(passageMarkdown(passage)).toBe('bad[ good](<https://a.example/>)')
  })
})

test('addresses in a line are links, and the rest of it is escaped', () => {
  const line = 'A_B (https://a.example/x_y), https://b.example'
  expect(linkedMarkdown(line)).toBe('A\\_B (<https://a.example/x_y>), <https://b.example>')
  expect(escapeMarkdown('a_b')).toBe('a\\_b')
})
