import type { WrittenAnswer } from '../record/answer.ts'
import type { Corpus, Holdings } from '../search/corpus.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate } from '../search/question/filter-answers.ts'
import { type Facet, facets } from './facets.ts'

export type { Holdings } from '../search/corpus.ts'

/** Which answers a list shows: all where nothing is chosen. */
export interface ListChoice {
  department?: string | undefined
  /** `2024` */
  year?: string | undefined
  /** A heading. */
  topic?: string | undefined
}

/**
 * One page of a list of answers, the newest first, with what the list can be narrowed by. A facet's count is the size of
 * the list when its value is chosen in place of the one chosen now; the one chosen now is there even if it is 0.
 */
export interface AnswerList {
  answers: readonly WrittenAnswer[]
  /** Of all pages. */
  count: number
  /** From 0. */
  page: number
  pages: number
  departments: readonly Facet[]
  /** The newest first. */
  years: readonly Facet[]
  topics: readonly Facet[]
}

/** Ways through the record without a question. */
export interface Browse {
  holdings: () => Holdings
  /** The newest answers, at most `count`, of those that pass the filters and are wanted. */
  newest: (count: number, filters?: readonly Filter[], isWanted?: (answer: WrittenAnswer) => boolean) => WrittenAnswer[]
  list: (choice: ListChoice, page: number) => AnswerList
  /** The headings of the answers that pass the filters, each with how many it has, the most frequent first. */
  topics: (filters?: readonly Filter[]) => Facet[]
  departments: () => Facet[]
  /** Only those whose names contain what was typed. */
  ministers: (typed: string) => Facet[]
}

const ANSWERS_A_PAGE = 10

/** An answer's value for each of the ways to narrow a list. */
const VALUE_IN = {
  department: ({ department }: WrittenAnswer) => department,
  year: ({ answered }: WrittenAnswer) => answered.slice(0, 4),
  topic: ({ heading }: WrittenAnswer) => heading,
}
type Narrowing = keyof typeof VALUE_IN
const NARROWINGS = Object.keys(VALUE_IN) as Narrowing[]

export function createBrowse(corpus: Corpus): Browse {
  return {
    holdings: corpus.holdings,
    newest: (count, filters = [], isWanted = () => true) =>
      Iterator.from(corpus.newest())
        .filter(isWanted)
        .filter(filterPredicate(filters, corpus.names))
        .take(count)
        .toArray(),
    list(choice, page) {
      const has = (answer: WrittenAnswer, name: Narrowing) => VALUE_IN[name](answer) === choice[name]
      const chosenBut = (ignored?: Narrowing) => {
        const names = NARROWINGS.filter((name) => name !== ignored && choice[name] !== undefined)
        return corpus.newest().filter((answer) => names.every((name) => has(answer, name)))
      }
      const facetsOf = (name: Narrowing) => withValue(facets(chosenBut(name), VALUE_IN[name]), choice[name])
      const chosen = chosenBut()
      const pages = Math.max(1, Math.ceil(chosen.length / ANSWERS_A_PAGE))
      const shown = Math.max(0, Math.min(page, pages - 1))
      return {
        answers: chosen.slice(shown * ANSWERS_A_PAGE, (shown + 1) * ANSWERS_A_PAGE),
        count: chosen.length,
        page: shown,
        pages,
        departments: facetsOf('department'),
        years: facetsOf('year').sort((a, b) => b.value.localeCompare(a.value)),
        topics: facetsOf('topic'),
      }
    },
    topics: (filters = []) => facets(corpus.newest().filter(filterPredicate(filters, corpus.names)), VALUE_IN.topic),
    departments: () => facets(corpus.newest(), VALUE_IN.department),
    ministers(typed) {
      const wanted = typed.trim().toLowerCase()
      return facets(corpus.newest(), ({ answeredBy }) => answeredBy?.name).filter(({ value }) =>
        value.toLowerCase().includes(wanted),
      )
    },
  }
}

/** The facets, with the value added at a count of 0 if no answer has it. */
function withValue(found: Facet[], value: string | undefined): Facet[] {
  return value === undefined || found.some((one) => one.value === value) ? found : [...found, { value, count: 0 }]
}
