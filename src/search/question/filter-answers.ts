import type { WrittenAnswer } from '../../record/answer.ts'
import type { NameList, Names } from '../../record/names.ts'
import { nameWords } from '../../record/person-name.ts'
import type { Corpus } from '../corpus.ts'
import type { Filter, WrongFilter } from './filter.ts'

/** Words that initials may leave out: DHSC, DfE. */
const SMALL_WORDS = new Set(['of', 'for', 'and', 'the', 'in', 'to'])

/** What filters compare of an answer: one value, or several. Each is a field of an index elsewhere. */
export interface AnswerFacts {
  answered: string
  house: string
  department: string
  minister: readonly string[]
  askers: readonly string[]
  uins: readonly string[]
}

export function factsOf({ answered, house, department, answeredBy, questions }: WrittenAnswer): AnswerFacts {
  return {
    answered,
    house,
    department,
    minister: answeredBy ? [answeredBy.name] : [],
    askers: questions.flatMap(({ asker }) => asker ?? []),
    uins: questions.map(({ uin }) => uin),
  }
}

/** A filter with its names resolved, as data: what an answer must have to pass. Days are compared as text. */
export type FactTest =
  | { fact: 'answered'; since: string }
  | { fact: 'answered'; before: string }
  | { fact: 'answered'; startsWith: string }
  | { fact: Exclude<keyof AnswerFacts, 'answered'>; oneOf: readonly string[] }

/** Names are resolved against `names` once, here, so a name that comes to the corpus later doesn't pass. */
export function factTests(filters: readonly Filter[], names: Names): FactTest[] {
  return filters.map((filter) => factTest(filter, names))
}

function factTest({ name, value }: Filter, names: Names): FactTest {
  switch (name) {
    case 'since':
      return { fact: 'answered', since: value }
    case 'before':
      return { fact: 'answered', before: value }
    case 'in':
      return { fact: 'answered', startsWith: value }
    case 'house':
      return { fact: 'house', oneOf: [value] }
    case 'dept':
      return { fact: 'department', oneOf: [...departmentsMeant(value, names.departments)] }
    case 'by':
      return { fact: 'minister', oneOf: [...namesMeant(value, names.ministers)] }
    case 'asked-by':
      return { fact: 'askers', oneOf: [...namesMeant(value, names.askers)] }
    case 'uin':
      return { fact: 'uins', oneOf: [value] }
  }
}

/** A predicate: whether an answer passes all of the filters; names as `factTests` has them. */
export function filterPredicate(filters: readonly Filter[], names: Names): (answer: WrittenAnswer) => boolean {
  const tests = factTests(filters, names).map(predicateOf)
  return (answer) => tests.length === 0 || passesAll(factsOf(answer), tests)
}

function passesAll(facts: AnswerFacts, tests: readonly ((facts: AnswerFacts) => boolean)[]): boolean {
  return tests.every((passes) => passes(facts))
}

function predicateOf(test: FactTest): (facts: AnswerFacts) => boolean {
  if (test.fact !== 'answered') {
    const wanted = new Set(test.oneOf)
    return ({ [test.fact]: has }) => (typeof has === 'string' ? wanted.has(has) : has.some((one) => wanted.has(one)))
  }
  if ('since' in test) return ({ answered }) => answered >= test.since
  if ('before' in test) return ({ answered }) => answered < test.before
  return ({ answered }) => answered.startsWith(test.startsWith)
}

/** The filters that no answer of the corpus can pass, because nothing in it has that name or UIN. */
export function unknownFilters(
  filters: readonly Filter[],
  { names, byUin }: Pick<Corpus, 'names' | 'byUin'>,
): WrongFilter[] {
  const isKnown = ({ name, value }: Filter) => {
    switch (name) {
      case 'dept':
        return departmentsMeant(value, names.departments).size > 0
      case 'by':
        return namesMeant(value, names.ministers).size > 0
      case 'asked-by':
        return namesMeant(value, names.askers).size > 0
      case 'uin':
        return byUin(value).length > 0
      case 'since':
      case 'before':
      case 'in':
      case 'house':
        return true
    }
  }
  return filters
    .filter((filter) => !isKnown(filter))
    .map(({ name, value, typed = value }) => ({ typed, name, reason: 'unknown' }))
}

/** The departments that a text names; it may be their initials. */
function departmentsMeant(asked: string, departments: NameList): Set<string> {
  const typed = nameWords(asked).join('')
  const byInitials = [...departments.words].filter(([, words]) => initials(words).includes(typed))
  return byInitials.length > 0 ? new Set(byInitials.map(([name]) => name)) : namesMeant(asked, departments)
}

function initials(words: readonly string[]): string[] {
  const of = (some: readonly string[]) => some.map((word) => word[0]).join('')
  return [of(words), of(words.filter((word) => !SMALL_WORDS.has(word)))]
}

/** The names that hold each of the words typed; where none does, those with words that begin so. Case and accents don't count. */
function namesMeant(asked: string, { words }: NameList): Set<string> {
  const typed = nameWords(asked)
  const among = (meets: (word: string, typed: string) => boolean) =>
    [...words].filter(([, own]) => typed.every((one) => own.some((word) => meets(word, one)))).map(([name]) => name)
  const whole = among((word, one) => word === one)
  return new Set(whole.length > 0 ? whole : among((word, one) => word.startsWith(one)))
}
