import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createPlaceNames } from '../../../src/search/text/place-names.ts'
import { parseVocabulary } from '../../../src/search/text/vocabulary.ts'

const file = new URL('../../../corpus/vocabulary.yml', import.meta.url)
const { names } = parseVocabulary(readFileSync(file, 'utf8'), file.pathname)
const places = createPlaceNames(names, (word) => ['forest', 'tower', 'east', 'waltham'].includes(word))
const named = (text: string) => places.spans(text).map(({ start, end }) => text.slice(start, end))

test.each([
  ['how long do plans take in Kent?', ['Kent']],
  ['how long in kent', ['kent']],
  ['Kent’s plans', ['Kent']],
  ['plans in the West Midlands, and the waits', ['the West Midlands']],
  ['why does Kent County Council refuse plans', ['Kent County Council']],
  ['the London Borough of Barnet', ['the London Borough of Barnet']],
  ['what is the Kent local offer', ['the Kent']],
  ['Bath and North East Somerset', ['Bath and North East Somerset']],
  ['Kent and Medway', ['Kent and Medway']],
  ['Kent & Medway', ['Kent & Medway']],
  ['Kent and the Isle of Wight', ['Kent and the Isle of Wight']],
  ['the East Riding of Yorkshire', ['the East Riding of Yorkshire']],
  ['Stoke-on-Trent', ['Stoke-on-Trent']],
  ['newcastle upon tyne', ['newcastle upon tyne']],
  ['Cheshire West and Chester', ['Cheshire West and Chester']],
  ['tower hamlets', ['tower hamlets']],
  ['Waltham Forest', ['Waltham Forest']],
  ['schools in England', ['England']],
  ['children of Kent and of Essex', ['Kent', 'Essex']],
  ['does Kent wait longer than Essex', ['Kent', 'Essex']],
])('%j names %j', (text, expected) => {
  expect(named(text)).toEqual(expected)
})

test.each(['a tower in a forest', 'Ofsted', 'the north', 'in Year 6', 'and SEND', ''])('%j names none', (text) => {
  expect(named(text)).toEqual([])
})

test('a long text takes time in proportion to its length', () => {
  const spans = places.spans('Kent county '.repeat(20_000))
  expect(spans.length).toBeGreaterThan(0)
})
