import { describe, expect, test } from 'vitest'
import { createPassageIndex } from '../../../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'

const index = createPassageIndex(
  { ...EMPTY_VOCABULARY, names: [['Surrey']] },
  { isEnglishWord: (word) => ['devolution', 'plant'].includes(word) },
)
index.add([
  answer({
    heading: 'Tribunals',
    paragraphs: [
      'Transport plans and appeals, surely.',
      'Placements and tribunals.',
      'Tribunals, hydrotherapy, planets.',
      `A slip of the keyboard: ${'transport'.repeat(4)}.`,
    ],
  }),
])
const repairs = (question: string) =>
  index.understand(question).repaired.map(({ typed, read }) => `${typed} -> ${read}`)

describe('a misspelt word is read as the nearest word of the record', () => {
  test.each([
    ['two letters swapped', 'tranpsort', 'transport'],
    ['a letter wrong', 'transpoet', 'transport'],
    ['a letter missing', 'trbunals', 'tribunals'],
    ['a letter too many', 'appeaals', 'appeals'],
    ['two letters wrong in a long word', 'hidrotherapi', 'hydrotherapy'],
  ])('%s: %s', (_slip, typed, read) => {
    expect(repairs(typed)).toEqual([`${typed} -> ${read}`])
  })

  test('of words equally near, as the one that more texts have', () => {
    expect(repairs('placemants')).toEqual(['placemants -> placements'])
    expect(repairs('tribunels')).toEqual(['tribunels -> tribunals'])
  })

  test('a word of several is read, and counts less', () => {
    const [meant] = index.understand('tribunals').terms
    const [read] = index.understand('trbunals').terms
    expect(read?.forms).toEqual(meant?.forms)
    expect(read?.weight).toBeCloseTo(0.7 * (meant?.weight ?? 0))
  })
})

describe('a word stays as it is', () => {
  test.each([
    ['two letters wrong in a short word', 'plbzs'],
    ['the first letter wrong', 'sransport'],
    ['fewer than five letters', 'plns'],
    ['an English word that the record lacks', 'plant'],
    ['a name of the vocabulary', 'surrey'],
    ['longer than any word', `${'transport'.repeat(3)}transpotr`],
    ['an acronym', 'about TRBUNALS'],
    ['a word with a number', 'plan5s'],
    ['a word of the record in another form', 'appealing'],
  ])('%s: %s', (_what, typed) => {
    expect(repairs(typed)).toEqual([])
  })
})

test('of a question full of misspelt words only the first five are looked up, since each search takes time', () => {
  expect(
    repairs(
      ['trbunals', ...Array.from({ length: 30 }, (_, n) => `transpo${'abcdefghijklmnopqrstuvwxyz'[n % 26]}t`)].join(
        ' ',
      ),
    ),
  ).toHaveLength(5)
})
