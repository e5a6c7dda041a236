import type { Names } from '../record/names.ts'
import { type Filter, parseFilters } from '../search/question/filters.ts'
import { filtersInPlainWords, yearInPlainWords } from '../search/question/plain-filters.ts'
import { writtenFilter } from '../search/question/written-filter.ts'

/** A question, and what restricts the answers to it. */
interface QuestionParts {
  asked: string
  /** A year in plain words: "... in 2018". */
  year?: string | undefined
  filters: readonly Filter[]
}

/** Takes a question apart as the search reads it: filters as such, names in plain words, a year. */
export function partsOf(question: string, names: Names): QuestionParts {
  const written = parseFilters(question)
  const named = filtersInPlainWords(written.text, names)
  const inYear = yearInPlainWords(named.text)
  return {
    asked: inYear?.text ?? named.text,
    year: inYear?.filter.value,
    filters: [...written.filters, ...named.filters],
  }
}

const DATES: readonly Filter['name'][] = ['since', 'before', 'in']
const isDate = ({ name }: Filter) => DATES.includes(name)

/** Filters take the place of those of their name; dates, and a year (no filters), that of all dates. */
export function narrowed({ asked, year, filters }: QuestionParts, added: readonly Filter[]): QuestionParts {
  const dated = added.length === 0 || added.some(isDate)
  const kept = filters.filter((one) => !(dated && isDate(one)) && added.every(({ name }) => name !== one.name))
  return { asked, year: dated ? undefined : year, filters: [...kept, ...added] }
}

/** The question again, with what restricts it behind it, as people can write it, too. */
export function joined({ asked, year, filters }: QuestionParts): string {
  const question = year === undefined ? asked : `${asked.replace(/[\s?.!]+$/, '')} in ${year}`
  return [question, ...filters.map(writtenFilter)].join(' ')
}
