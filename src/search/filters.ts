import type { WrittenAnswer } from '../corpus/answer.ts'

/** What can narrow a search. `in` comes from plain words alone. */
type FilterName = 'since' | 'before' | 'in' | 'house' | 'dept' | 'by' | 'asked-by' | 'uin'

/** A restriction that a question puts on the answers, with its value as it was understood. */
export interface Filter {
  name: FilterName
  value: string
}

/** A filter that can't be applied, as it was typed, and why. */
export interface WrongFilter {
  typed: string
  name: FilterName
  reason: 'empty' | 'no-date' | 'no-house' | 'no-uin' | 'unknown'
}

export interface ParsedQuestion {
  /** The question without its filters. */
  text: string
  filters: Filter[]
  wrong: WrongFilter[]
}

const NAMED =
  /(?<![\p{L}\p{N}])(?<name>since|before|house|dept|department|by|asked-by|uin):\s*(?:["“](?<quoted>[^"”]*)["”]|(?<plain>[^\s"“”]*))/giu
const DATE = /^(?<year>(?:19|20)\d\d)(?:-(?<month>0[1-9]|1[0-2])(?:-(?<day>0[1-9]|[12]\d|3[01]))?)?$/

/** Takes the filters (`since:2024`, `by:"Nadhim Zahawi"`) out of a question; checks them as far as no corpus is needed. */
export function parseFilters(question: string): ParsedQuestion {
  const parsed: ParsedQuestion = { text: '', filters: [], wrong: [] }
  parsed.text = question
    .replace(NAMED, (typed: string, ...rest) => {
      const groups = rest.at(-1) as { name: string; quoted?: string; plain?: string }
      const name = nameOf(groups.name)
      const value = understood(name, (groups.quoted ?? groups.plain ?? '').trim().replace(/[,;?]+$/, ''))
      if (typeof value === 'string') parsed.filters.push({ name, value })
      else parsed.wrong.push({ typed: typed.trim(), name, reason: value.reason })
      return ' '
    })
    .replace(/\s+/g, ' ')
    .trim()
  if (parsed.filters.length + parsed.wrong.length === 0) parsed.text = question
  return parsed
}

function nameOf(typed: string): FilterName {
  const name = typed.toLowerCase()
  return name === 'department' ? 'dept' : (name as FilterName)
}

function understood(name: FilterName, value: string): string | Pick<WrongFilter, 'reason'> {
  if (value === '') return { reason: 'empty' }
  switch (name) {
    case 'since':
    case 'before':
    case 'in':
      return isDate(value) ? value : { reason: 'no-date' }
    case 'house': {
      const house = /^(?:house of )?(commons|lords)$/i.exec(value)?.[1]?.toLowerCase()
      return house === undefined ? { reason: 'no-house' } : house === 'lords' ? 'Lords' : 'Commons'
    }
    case 'uin':
      return /^(?:HL)?\d{1,7}$/i.test(value) ? value.toUpperCase() : { reason: 'no-uin' }
    case 'dept':
    case 'by':
    case 'asked-by':
      return value
  }
}

function isDate(value: string): boolean {
  const day = DATE.exec(value)?.groups?.day
  return DATE.test(value) && (day === undefined || (!Number.isNaN(Date.parse(value)) && Number(day) <= daysIn(value)))
}

function daysIn(date: string): number {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
}

/** Whether the answer is one that the filter lets through. */
export function passes(answer: WrittenAnswer, { name, value }: Filter): boolean {
  switch (name) {
    case 'since':
      return answer.answered >= value
    case 'before':
      return answer.answered < value
    case 'in':
      return answer.answered.startsWith(value)
    case 'house':
      return answer.house === value
    case 'dept':
      return named(answer.department, value)
    case 'by':
      return answer.answeredBy !== undefined && named(answer.answeredBy.name, value)
    case 'asked-by':
      return answer.questions.some(({ asker }) => asker !== undefined && named(asker, value))
    case 'uin':
      return answer.questions.some(({ uin }) => uin === value)
  }
}

/** The filters that no answer of the corpus could pass, whatever is asked: nobody is called so. */
export function unknownNames(filters: readonly Filter[], answers: readonly WrittenAnswer[]): WrongFilter[] {
  return filters
    .filter((filter) => ['dept', 'by', 'asked-by', 'uin'].includes(filter.name))
    .filter((filter) => !answers.some((answer) => passes(answer, filter)))
    .map(({ name, value }) => ({ typed: `${name}:${value}`, name, reason: 'unknown' }))
}

/** A name goes by each of its words, each from its beginning, in any case and without accents. */
function named(full: string, asked: string): boolean {
  const words = plainWords(full)
  return plainWords(asked).every((word) => words.some((one) => one.startsWith(word)))
}

function plainWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** A minister or a member named in plain words: "by Zahawi", "asked by Wilson", where the record knows the surname. */
export function filtersInPlainWords(text: string, answers: () => readonly WrittenAnswer[]): ParsedQuestion {
  const parsed: ParsedQuestion = { text, filters: [], wrong: [] }
  const found = /\b(?<asked>asked )?by (?<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})/u.exec(text)
  if (!found?.groups?.name) return parsed
  const name: FilterName = found.groups.asked ? 'asked-by' : 'by'
  const surname = plainWords(found.groups.name).at(-1)
  const surnames = answers().flatMap((answer) =>
    name === 'by' ? (answer.answeredBy?.name ?? []) : answer.questions.flatMap(({ asker }) => asker ?? []),
  )
  if (!surname || !surnames.some((full) => plainWords(full).at(-1) === surname)) return parsed
  const filter: Filter = { name, value: found.groups.name }
  if (!answers().some((answer) => passes(answer, filter))) return parsed
  return { text: text.replace(found[0], ' ').replace(/\s+/g, ' ').trim(), filters: [filter], wrong: [] }
}

/** A year at the end of a question, or that answers were given in: "... in 2018?". It may be a filter. */
export function yearInPlainWords(text: string): { text: string; filter: Filter } | undefined {
  const found = /\b(?:(?:said|given|answered|told Parliament) )?in (?<year>(?:19|20)\d\d)\s*[?.!]*$/i.exec(text)
  const year = found?.groups?.year
  const rest = text.slice(0, found?.index).trim()
  return year && rest !== '' ? { text: rest, filter: { name: 'in', value: year } } : undefined
}
