import { describe, expect, test } from 'vitest'
import { createWordRetriever, type KeyFilter } from '../../../src/search/retrieve/word-retriever.ts'

/** A retriever of texts, each with its number as key; `propose` takes words, all of the same weight. */
function retrieverOf(texts: readonly string[]) {
  const retriever = createWordRetriever()
  const frequency = new Map<string, number>()
  for (const [n, text] of texts.entries()) {
    const terms = text.split(' ')
    retriever.add(String(n), terms)
    for (const term of terms) frequency.set(term, 1 + (frequency.get(term) ?? 0))
  }
  const wanted = (question: string) =>
    question.split(' ').map((term) => ({ term, weight: 1, documentFrequency: frequency.get(term) ?? 0 }))
  return {
    retriever,
    propose: (question: string, filter?: KeyFilter) => retriever.propose(wanted(question), filter),
  }
}

const texts = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n))
const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => String(from + n))

describe('in thousands of answers with the common words', () => {
  const many = retrieverOf(
    texts(14_000, (n) => (n === 13_000 ? 'hydrotherapy' : n % 40 === 7 ? 'school autism' : 'school')),
  )

  test('an answer with the rare word is found, wherever the word stands in the question', () => {
    for (const question of ['school autism hydrotherapy', 'hydrotherapy school autism', 'autism hydrotherapy school'])
      expect(many.propose(question)).toContain('13000')
  })

  test('common words are left out where rarer ones find enough', () => {
    const found = many.propose('school autism hydrotherapy')
    expect(found).toHaveLength(150)
    expect(found.filter((key) => key !== '13000' && Number(key) % 40 !== 7)).toEqual([])
  })

  test('common words are searched for where rarer ones find too few', () => {
    const found = many.propose('school hydrotherapy')
    expect(found).toHaveLength(150)
    expect(found[0]).toBe('13000')
  })

  test('and where a filter lets through none of what rarer ones find', () => {
    const filter = { passes: (key: string) => key === '1', few: () => undefined }
    expect(many.propose('school autism', filter)).toEqual(['1'])
  })

  test('if few pass the filter, they are proposed without that search', () => {
    const passing = ['13000', '2']
    const filter = { passes: (key: string) => passing.includes(key), few: () => passing }
    expect(many.propose('school autism', filter)).toEqual(passing)
  })
})

describe('where more answers match than are proposed', () => {
  const some = retrieverOf(texts(500, (n) => (n < 200 ? 'school' : n < 490 ? 'ramp' : 'ramp school')))

  test('those with most of the words come first', () => {
    expect(some.propose('ramp school').slice(0, 10).toSorted()).toEqual(keys(490, 500))
  })

  test('ties break by key', () => {
    expect(some.propose('ramp')).toEqual(keys(350, 500).reverse())
  })
})

test('an answer that was removed is not found, and its key can be added again', () => {
  const { retriever, propose } = retrieverOf(['ramp lift', 'ramp door'])
  retriever.remove('0', ['ramp', 'lift'])
  expect(propose('ramp')).toEqual(['1'])
  retriever.add('0', ['ramp', 'pool'])
  expect(propose('lift')).toEqual([])
  expect(propose('ramp').toSorted()).toEqual(['0', '1'])
})
