import { setTimeout as passed } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPostings, type Postings } from '../../../src/search/retrieve/postings.ts'

const holders = (postings: Postings, term: number) => {
  const found: number[] = []
  postings.visit(term, (document) => found.push(document))
  return found.toSorted((a, b) => a - b)
}

test('a term leads to each document that holds it, once', () => {
  const postings = createPostings()
  postings.add(0, [1, 2])
  postings.add(1, [2, 30])
  expect([1, 2, 30, 4].map((term) => holders(postings, term))).toEqual([[0], [0, 1], [1], []])
})

test('a number that is given again at once leads to the new document’s terms alone', () => {
  const postings = createPostings()
  postings.add(0, [1, 2])
  postings.add(1, [1])
  postings.remove(0)
  postings.add(0, [2, 3])
  expect([1, 2, 3].map((term) => holders(postings, term))).toEqual([[1], [0], [0]])
})

test('also after a thousand times, and while and after the engine tidies up', async () => {
  const postings = createPostings()
  postings.add(1, [1, 2, 3])
  postings.add(0, [1])
  for (let round = 0; round < 1000; round++) {
    postings.remove(0)
    postings.add(0, round % 2 === 0 ? [1, 2, round + 10] : [1, 3])
    // The engine tidies up between turns.
    if (round % 100 === 0) await passed(1)
    if (round % 2 === 0) expect(holders(postings, 2)).toEqual([0, 1])
    else expect(holders(postings, 2)).toEqual([1])
  }
  await passed(50)
  expect([1, 2, 3, 10, 1008].map((term) => holders(postings, term))).toEqual([[0, 1], [1], [0, 1], [], []])
})
