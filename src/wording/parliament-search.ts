import type { Question } from '../search/question/question.ts'

const MAX_TERM_CHARS = 200

/** The page of Parliament's own site that searches written questions for the words of a question, without its filters. */
export function parliamentSearch({ text }: Pick<Question, 'text'>): string {
  const url = new URL('https://questions-statements.parliament.uk/written-questions')
  url.searchParams.set('SearchTerm', text.trim().slice(0, MAX_TERM_CHARS).toWellFormed())
  return url.href
}
