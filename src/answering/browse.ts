import type { WrittenAnswer } from '../record/answer.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate } from '../search/question/filter-answers.ts'
import { type Facet, facets } from './facets.ts'

/** How many answers there are, and the days of the oldest and the newest of them; no days where there are none. */
export interface Holdings {
  count: number
  oldest?: string
  newest?: string
}

/** Which answers a list shows: all where nothing is chosen. */
export interface ListChoice {
  department?: string | undefined
  /** `2024` */
  year?: string | undefined
  /** A heading. */
  topic?: string | undefined
}

/** One page of a list of answers, the newest first, with what the whole list can be narrowed by. */
export interface AnswerList {
  answers: readonly WrittenAnswer[]
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
  /** The newest answers, at most `count`: those that pass the filters and have `about` in their heading, if given. */
  newest: (count: number, filters?: readonly Filter[], about?: string) => WrittenAnswer[]
  list: (choice: ListChoice, page: number) => AnswerList
  hasTopic: (about: string) => boolean
  /** Each with how many answers it has, the most frequent first. */
  topics: () => Facet[]
  departments: () => Facet[]
  /** Only those whose names contain what was typed. */
  ministers: (typed: string) => Facet[]
}

const ANSWERS_A_PAGE = 10

const yearOf = ({ answered }: WrittenAnswer) => answered.slice(0, 4)
const departmentOf = ({ department }: WrittenAnswer) => department
const topicOf = ({ heading }: WrittenAnswer) => heading

export function createBrowse(corpus: Corpus): Browse {
  const isAbout = (about: string) => {
    const wanted = about.toLowerCase()
    return ({ heading }: WrittenAnswer) => heading.toLowerCase().includes(wanted)
  }
  return {
    holdings() {
      const answers = corpus.newest()
      const [newest, oldest] = [answers[0], answers.at(-1)]
      return { count: answers.length, ...(newest && oldest && { newest: newest.answered, oldest: oldest.answered }) }
    },
    newest: (count, filters = [], about = '') =>
      Iterator.from(corpus.newest())
        .filter(isAbout(about))
        .filter(filterPredicate(filters, corpus.names))
        .take(count)
        .toArray(),
    list(choice, page) {
      const all = corpus.newest()
      const chosen = all.filter(
        (answer) =>
          (choice.department === undefined || answer.department === choice.department) &&
          (choice.year === undefined || yearOf(answer) === choice.year) &&
          (choice.topic === undefined || answer.heading === choice.topic),
      )
      const pages = Math.max(1, Math.ceil(chosen.length / ANSWERS_A_PAGE))
      const shown = Math.min(page, pages - 1)
      return {
        answers: chosen.slice(shown * ANSWERS_A_PAGE, (shown + 1) * ANSWERS_A_PAGE),
        page: shown,
        pages,
        departments: facets(all, departmentOf),
        years: facets(all, yearOf).sort((a, b) => b.value.localeCompare(a.value)),
        topics: facets(all, topicOf),
      }
    },
    hasTopic: (about) => corpus.newest().some(isAbout(about)),
    topics: () => facets(corpus.newest(), topicOf),
    departments: () => facets(corpus.newest(), departmentOf),
    ministers(typed) {
      const wanted = typed.trim().toLowerCase()
      return facets(corpus.newest(), ({ answeredBy }) => answeredBy?.name).filter(({ value }) =>
        value.toLowerCase().includes(wanted),
      )
    },
  }
}
