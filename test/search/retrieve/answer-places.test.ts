import { expect, test } from 'vitest'
import { createAnswerPlaces } from '../../../src/search/retrieve/answer-places.ts'

const indexed = (key: string) => ({ key, answered: '2024-01-15', years: 54, about: new Uint32Array(), passages: [] })

test('an answer that is replaced a thousand times takes no more places than there are answers', () => {
  const answers = createAnswerPlaces()
  answers.add(indexed('other'))
  answers.add(indexed('synced'))
  for (let round = 0; round < 1000; round++) {
    answers.remove('synced')
    answers.add(indexed('synced'))
  }
  expect(answers.places()).toBe(2)
  expect(answers.size()).toBe(2)
})

test('no place is given to two answers, whatever came and went', () => {
  const answers = createAnswerPlaces()
  const placed = new Map(['a', 'b', 'c'].map((key) => [key, answers.add(indexed(key))]))
  for (const key of ['b', 'a', 'unknown', 'b']) answers.remove(key)
  for (const key of ['d', 'e', 'f']) placed.set(key, answers.add(indexed(key)))
  const there = ['c', 'd', 'e', 'f'].map((key) => ({ key, place: placed.get(key) as number }))
  expect(there.map(({ place }) => answers.at(place)?.key)).toEqual(['c', 'd', 'e', 'f'])
  expect(answers.places()).toBe(4)
  expect(answers.remove('a')).toBeUndefined()
  expect(answers.size()).toBe(4)
})

test('what is taken out is given back with its place, once', () => {
  const answers = createAnswerPlaces()
  const place = answers.add(indexed('a'))
  expect(answers.remove('a')).toMatchObject({ place, answer: { key: 'a' } })
  expect(answers.remove('a')).toBeUndefined()
  expect(answers.at(place)).toBeUndefined()
})
