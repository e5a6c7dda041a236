import type { WrittenAnswer } from '../../record/answer.ts'
import type { NameList, Names } from '../../record/names.ts'
import { nameWords } from '../../record/person-name.ts'
import type { Corpus } from '../corpus.ts'
import type { Filter, WrongFilter } from './filter.ts'

/** Words that initials may leave out: DHSC, DfE. */
const SMALL_WORDS = new Set(['of', 'for', 'and', 'the', 'in', 'to'])

/**
 * A predicate: whether an answer passes all of the filters. Names are resolved against `names` once, here, so a name
 * that comes to the corpus later doesn't pass.
 */
export function filterPredicate(filters: readonly Filter[], names: Names): (answer: WrittenAnswer) => boolean {
  const tests = filters.map((filter) => predicateOf(filter, names))
  return (answer) => tests.every((passes) => passes(answer))
}

function predicateOf({ name, value }: Filter, names: Names): (answer: WrittenAnswer) => boolean {
  switch (name) {
    case 'since':
      return ({ answered }) => answered >= value
    case 'before':
      return ({ answered }) => answered < value
    case 'in':
      return ({ answered }) => answered.startsWith(value)
    case 'house':
      return ({ house }) => house === value
    case 'dept': {
      const meant = departmentsMeant(value, names.departments)
      return ({ department }) => meant.has(department)
    }
    case 'by': {
      const meant = namesMeant(value, names.ministers)
      return ({ answeredBy }) => answeredBy !== undefined && meant.has(answeredBy.name)
    }
    case 'asked-by': {
      const meant = namesMeant(value, names.askers)
      return ({ questions }) => questions.some(({ asker }) => asker !== undefined && meant.has(asker))
    }
    case 'uin':
      return ({ questions }) => questions.some(({ uin }) => uin === value)
  }
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
