import { parseFilters } from '../search/question/filters.ts'

const MAX_TERM_CHARS = 200

/** The page of Parliament's own site that searches written questions for those words, without filters of ours. */
export function parliamentSearch(question: string): string {
  const url = new URL('https://questions-statements.parliament.uk/written-questions')
  url.searchParams.set('SearchTerm', parseFilters(question).text.trim().slice(0, MAX_TERM_CHARS).toWellFormed())
  return url.href
}
