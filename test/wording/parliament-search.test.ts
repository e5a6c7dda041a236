import { expect, test } from 'vitest'
import { parliamentSearch } from '../../src/wording/parliament-search.ts'
import { question } from '../questions.ts'

const termOf = (typed: string) => new URL(parliamentSearch(question(typed))).searchParams.get('SearchTerm')

test('Parliament’s site is searched for the words of a question, without filters that it does not know', () => {
  expect(termOf('since:2024 transport & ramps? by:"Jo Minister"')).toBe('transport & ramps?')
})

test('a long question is cut, and half a surrogate pair does not throw', () => {
  expect(termOf('é'.repeat(500))).toHaveLength(200)
  expect(termOf('ramps \ud83d')).toBe('ramps \ufffd')
})
