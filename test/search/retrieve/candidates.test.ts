import { describe, expect, test } from 'vitest'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { createPassageIndex } from '../../../src/search/passage-index.ts'
import { weighQuery } from '../../../src/search/rank/query.ts'
import { findCandidates } from '../../../src/search/retrieve/candidates.ts'
import { createPostings, type Postings } from '../../../src/search/retrieve/postings.ts'
import { createTermStore } from '../../../src/search/retrieve/term-store.ts'
import { answer } from '../../answers.ts'

/** Documents by what they hold: their number is their place. `read` counts the postings looked at, by term. */
function documentsOf(texts: readonly string[]) {
  const store = createTermStore()
  const postings = createPostings()
  for (const [document, text] of texts.entries()) {
    const terms = text.split(' ').map(store.id)
    store.count(terms, 1)
    postings.add(document, terms)
  }
  const read = new Map<string, number>()
  const counting = (question: string): Postings => ({
    ...postings,
    visit(term, visitor) {
      const word = question.split(' ').find((word) => store.known(word) === term) ?? ''
      postings.visit(term, (document) => {
        read.set(word, (read.get(word) ?? 0) + 1)
        visitor(document)
      })
    },
  })
  const find = (question: string, wanted: (document: number) => boolean = () => true) => {
    const asked = question.split(' ').map((written) => ({
      written,
      forms: [{ term: written, weight: 1 }] as [{ term: string; weight: number }],
      weight: 1,
      topical: undefined,
    }))
    const query = weighQuery(asked, store)
    return findCandidates(query, counting(question), texts.length, { wanted, before: (a, b) => a - b })
  }
  return { find, read }
}

/** So many texts, each of what `text` gives for its number. */
const texts = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n))

describe('where thousands of documents hold the common words', () => {
  const many = documentsOf(
    texts(14_000, (n) => (n % 40 === 7 ? 'school autism' : n === 13_000 ? 'hydrotherapy' : 'school')),
  )

  test('what holds the rare one is found, wherever it stands in the question', () => {
    for (const question of ['school autism hydrotherapy', 'hydrotherapy school autism', 'autism hydrotherapy school'])
      expect(many.find(question)).toContain(13_000)
  })

  test('the common ones are not looked up where the rare ones found enough: it takes long and decides little', () => {
    many.read.clear()
    expect(many.find('school autism')).toHaveLength(150)
    expect(many.read).toEqual(new Map([['autism', 350]]))
  })

  test('but are where the rare ones found too little', () => {
    const found = many.find('school hydrotherapy')
    expect(found).toContain(13_000)
    expect(found).toHaveLength(150)
  })

  test('and where a filter lets through none that holds them', () => {
    expect(many.find('school autism', (document) => document === 1)).toEqual([1])
  })
})

describe('where there are more than are looked at closely', () => {
  const some = documentsOf(texts(500, (n) => (n < 200 ? 'school' : n < 490 ? 'ramp' : 'ramp school')))

  test('what holds most of what is asked is found, though by order it is behind all others', () => {
    const both = texts(10, (n) => String(490 + n)).map(Number)
    expect(some.find('ramp school')).toEqual(expect.arrayContaining(both))
  })

  test('those that hold as much are taken in one order', () => {
    const first = texts(150, (n) => String(200 + n)).map(Number)
    expect(some.find('ramp').toSorted((a, b) => a - b)).toEqual(first)
  })
})

describe('the order of indexing changes nothing', () => {
  /** 400 answers that speak of ramps alike; 40 of them of nurseries, too. */
  const answers = Array.from({ length: 400 }, (_, n) =>
    answer({ uin: String(1000 + n), paragraphs: [n % 10 === 3 ? 'Ramps in nurseries.' : 'Ramps are steep.'] }),
  )
  const keys = async (inOrder: readonly WrittenAnswer[], question: string) => {
    const index = createPassageIndex()
    index.add(inOrder)
    return (await index.rank(index.understand(question).terms)).map(({ key }) => key)
  }
  const orders: [string, (list: WrittenAnswer[]) => WrittenAnswer[]][] = [
    ['backwards', (list) => list.toReversed()],
    ['from the middle', (list) => [...list.slice(200), ...list.slice(0, 200)]],
    ['every seventh', (list) => Array.from(list, (_, n) => list[(n * 7) % 400] as WrittenAnswer)],
  ]

  test.each(orders)('where more answers tie than are looked at closely: %s', async (_order, reordered) => {
    for (const question of ['ramps', 'ramps nurseries', 'steep ramps']) {
      const found = await keys(answers, question)
      expect(found).toHaveLength(100)
      expect(await keys(reordered(answers), question)).toEqual(found)
    }
  })
})
