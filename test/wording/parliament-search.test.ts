import { expect, test } from 'vitest'
import { parliamentSearch } from '../../src/wording/parliament-search.ts'

const termOf = (question: string) => new URL(parliamentSearch(question)).searchParams.get('SearchTerm')

test('Parliament’s site is asked for the words, not for filters that it does not know', () => {
  expect(termOf('since:2024 transport & ramps? by:"Jo Minister"')).toBe('transport & ramps?')
})

test('a long question is cut, and half of a character breaks nothing', () => {
  expect(termOf('é'.repeat(500))).toHaveLength(200)
  expect(termOf('ramps \ud83d')).toBe('ramps \ufffd')
})

test('what is meant to take long does not', () => {
  const began = performance.now()
  parliamentSearch('by:“'.repeat(10_000))
  expect(performance.now() - began).toBeLessThan(250)
})
