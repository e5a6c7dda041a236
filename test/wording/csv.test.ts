import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from '../../src/wording/csv.ts'

/** Reads CSV as RFC 4180 has it. */
function read(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)/gy
  for (const { groups = {} } of text.replace('\ufeff', '').matchAll(cell)) {
    rows.at(-1)?.push(groups.quoted === undefined ? (groups.plain ?? '') : groups.quoted.replaceAll('""', '"'))
    if (groups.end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('commas, quotation marks and line breaks stay in their cell', () => {
  expect(
    csv([
      ['a, "b"', 'c\nd', 3],
      ['', 'é', 0],
    ]),
  ).toBe('\ufeff"a, ""b""","c\nd",3\r\n,é,0\r\n')
})

test.each([
  '=1+1',
  '+44 20',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '\n@x',
  '＝1+1',
  '|cmd',
  '=HYPERLINK("https://evil")',
])('a spreadsheet takes none of it for a formula: %j', (text) => {
  expect(read(csv([[text]]))).toEqual([[`'${text}`]])
})

test('whatever is in the cells can be read again, and none begins a formula', () => {
  const texts = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 }), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(texts, (rows) => {
      const again = read(csv(rows))
      expect(again.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      )
      for (const cell of again.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/)
    }),
  )
})
