import { expect, test } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const one = answer({ uin: '1', answeredBy: { name: 'Nadhim Zahawi' }, department: 'Department of Health' })
const two = answer({ uin: '2', answeredBy: { name: 'Nadhim Zahawi' } })

test('the names of a corpus are updated when answers are added and removed', () => {
  const { names, put, remove } = createCorpus([one])
  put(two)
  remove('2024-01-08/1')
  expect(names.ministers.hasSurname('zahawi')).toBe(true)
  expect([...names.departments.words.keys()]).toEqual(['Department for Education'])
  put(answer({ uin: '2', answeredBy: { name: 'Vicky Ford' } }))
  expect([...names.ministers.words.keys()]).toEqual(['Vicky Ford'])
  expect(names.ministers.hasSurname('zahawi')).toBe(false)
  expect(names.ministers.hasFullName('nadhim zahawi')).toBe(false)
})

test('the list of all answers is not copied, and an older list does not change when an answer is added', () => {
  const corpus = createCorpus([one])
  const all = corpus.newest()
  expect(corpus.newest()).toBe(all)
  corpus.put(two)
  expect([all.length, corpus.newest().length]).toEqual([1, 2])
})
