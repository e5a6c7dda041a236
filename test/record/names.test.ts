import { expect, test } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const one = answer({ uin: '1', answeredBy: { name: 'Nadhim Zahawi' }, department: 'Department of Health' })
const two = answer({ uin: '2', answeredBy: { name: 'Nadhim Zahawi' } })

test('the names of a corpus are updated when answers are added and removed', () => {
  const corpus = createCorpus([one])
  corpus.put(two)
  corpus.remove('2024-01-08/1')
  expect(corpus.names.ministers.hasSurname('zahawi')).toBe(true)
  expect([...corpus.names.departments.words.keys()]).toEqual(['Department for Education'])
  corpus.put(answer({ uin: '2', answeredBy: { name: 'Vicky Ford' } }))
  expect([...corpus.names.ministers.words.keys()]).toEqual(['Vicky Ford'])
  expect(corpus.names.ministers.hasSurname('zahawi')).toBe(false)
  expect(corpus.names.ministers.hasFullName('nadhim zahawi')).toBe(false)
})

test('the list of all answers is not copied, and an older list does not change when an answer is added', () => {
  const corpus = createCorpus([one])
  const all = corpus.newest()
  expect(corpus.newest()).toBe(all)
  corpus.put(two)
  expect([all.length, corpus.newest().length]).toEqual([1, 2])
})
