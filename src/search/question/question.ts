import { z } from 'zod'
import { longDate } from '../../record/dates.ts'
import { contradictions, Filter, WrongFilter, writtenFilter } from './filter.ts'
import { withoutEnd } from './without-end.ts'

/** A question that was parsed: what every surface hands on, from the reply to its pages, follow-ups, forms and buttons. */
export const Question = z.object({
  /** For people to read: as it was typed, or as a follow-up or a form put it together. */
  asked: z.string(),
  /** What is searched for: the question without its filters, '' where nothing is left. */
  text: z.string(),
  filters: z.array(Filter).readonly(),
  /** Filters that can't be applied: such a question is explained and not answered. */
  wrong: z.array(WrongFilter).readonly(),
  /** The UIN that the question consists of; `certain` where it can be nothing else: `2025` alone may be a year. */
  uin: z.object({ uin: z.string(), certain: z.boolean() }).optional(),
  /**
   * A year in plain words, or a month (`2026-04`), and the text without it. Whether it is a filter ("given in 2018") or the
   * subject depends on what the search finds. `said`: the question asks what was said then.
   */
  year: z.object({ value: z.string(), text: z.string(), said: z.literal(true).optional() }).optional(),
})
export type Question = z.infer<typeof Question>

/** A draft question as somebody typed it, with the filters that are written in it. */
export interface Draft {
  text: string
  filters: readonly Filter[]
  wrong: readonly WrongFilter[]
}

/** A question made of its parts, by a form or a follow-up; its filters are written behind its text for people to read. */
export function composeQuestion({ text, year, filters }: QuestionParts): Question {
  const begun = withoutEnd(text)
  const whole = year === undefined ? text : `${begun} in ${longDate(year.value)}`
  const dated = filters.filter(({ name }) => name === 'in')
  const others = filters.filter(({ name }) => name !== 'in')
  return {
    asked: dated.length > 0 ? writtenQuestion(begun, [...dated, ...others]) : writtenQuestion(whole, filters),
    text: whole,
    filters,
    wrong: [],
    ...(year !== undefined && { year: { ...year, text: begun } }),
  }
}

interface QuestionParts {
  /** Without filters, and without the year. */
  text: string
  year?: Question['year']
  filters: readonly Filter[]
}

/** A question with more filters, from a form. */
export function withFilters({ uin: _, ...question }: Question, added: readonly Filter[]): Question {
  const filters = [...question.filters, ...added]
  const wrong = [...question.wrong, ...(question.wrong.length === 0 ? contradictions(filters) : [])]
  return { ...question, asked: writtenQuestion(question.asked, added), filters, wrong }
}

/** A text with filters behind it, as people can type them. */
export function writtenQuestion(text: string, filters: readonly Filter[]): string {
  return [text, ...filters.map(writtenFilter)].join(' ').trim()
}
