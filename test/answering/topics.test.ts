import { expect, test } from 'vitest'
import { createTopics } from '../../src/answering/topics.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { Vocabulary } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'

const HEADINGS = [
  ...Array.from({ length: 5 }, () => 'Special Educational Needs: Finance'),
  'Private Education: VAT',
  'Private Education: VAT',
  'Schools: Transport',
  'Schools: Ramps',
  'Schools: Lifts',
  'Schools: Doors',
]
const answers = HEADINGS.map((heading, n) => answer({ uin: String(n + 1), heading, answered: `20${10 + n}-01-15` }))
const corpus = createCorpus(answers)
const index = createPassageIndex(Vocabulary.parse({ means: { 'money, finance': 'funding', bus: 'transport' } }))
index.add(answers)
const { match, isAbout } = createTopics(corpus, index)
const named = (typed: string) => answers.filter(isAbout(typed)).map(({ heading }) => heading)

test.for(['VAT', 'vat', 'education: vat', 'Education VAT', 'educations', 'priv'])(
  'a heading contains what was typed in any case, punctuation and number, or a word that begins so: %s',
  (typed) => {
    expect(match(typed, [])).toEqual({ kind: 'named' })
    expect(named(typed)).toContain('Private Education: VAT')
    expect(named(typed)).not.toContain('Schools: Ramps')
  },
)

test.for<[string, string, number]>([
  ['VAT in schools', 'Private Education: VAT', 2],
  ['funding', 'Special Educational Needs: Finance', 5],
  ['money', 'Special Educational Needs: Finance', 5],
  ['the bus', 'Schools: Transport', 1],
])('the nearest headings share words, or what the vocabulary gives for them: %s', ([typed, value, count]) => {
  expect(match(typed, [])).toMatchObject({ kind: 'near', topics: expect.arrayContaining([{ value, count }]) })
})

test('three of the nearest at most, counted among the answers that pass the filters', () => {
  expect(match('schools ramps lifts doors', [])).toMatchObject({ topics: { length: 3 } })
  const since = { name: 'since' as const, value: '2013', typed: 'since:2013' }
  expect(match('funding', [since])).toEqual({
    kind: 'near',
    topics: [{ value: 'Special Educational Needs: Finance', count: 2 }],
  })
})

test('a topic that shares nothing with any heading is unknown; a sentence is a question', () => {
  // "Finance" and "Private" have parts of these, but no word that begins so.
  for (const typed of ['zebras', 'nan', 'vate']) expect(match(typed, [])).toEqual({ kind: 'unknown' })
  for (const typed of ['zebras?', 'time they fixed it', 'how many zebras are kept in schools'])
    expect(match(typed, [])).toEqual({ kind: 'question' })
})
