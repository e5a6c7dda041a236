import type { WrittenAnswer } from '../../record/answer.ts'
import type { NameList, Names } from '../../record/names.ts'
import { nameWords } from '../../record/person-name.ts'
import type { Corpus } from '../corpus.ts'
import type { Filter, ParsedQuestion, WrongFilter } from './filters.ts'

/** Words that initials leave out or not: DHSC, DfE. */
const SMALL_WORDS = new Set(['of', 'for', 'and', 'the', 'in', 'to'])

/**
 * Whether an answer is one that all of the filters let through. Names are looked up once, here, and not again for each
 * answer; those of an answer that came to the corpus later pass none.
 */
export function passing(filters: readonly Filter[], names: Names): (answer: WrittenAnswer) => boolean {
  const tests = filters.map((filter) => test(filter, names))
  return (answer) => tests.every((passes) => passes(answer))
}

function test({ name, value }: Filter, names: Names): (answer: WrittenAnswer) => boolean {
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

/** The filters that no answer of the corpus could pass, whatever is asked: nobody is called so. */
export function unknownNames({ filters, typed }: ParsedQuestion, { names, byUin }: Corpus): WrongFilter[] {
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
    .map((filter) => ({ typed: typed.get(filter) ?? filter.value, name: filter.name, reason: 'unknown' }))
}

/** A department goes by its initials, too. */
function departmentsMeant(asked: string, departments: NameList): Set<string> {
  const typed = nameWords(asked).join('')
  const byInitials = [...departments.words].filter(([, words]) => initials(words).includes(typed))
  return byInitials.length > 0 ? new Set(byInitials.map(([name]) => name)) : namesMeant(asked, departments)
}

function initials(words: readonly string[]): string[] {
  const of = (some: readonly string[]) => some.map((word) => word[0]).join('')
  return [of(words), of(words.filter((word) => !SMALL_WORDS.has(word)))]
}

/** A name goes by each of its words; where none has them, each from its beginning. In any case, without accents. */
function namesMeant(asked: string, { words }: NameList): Set<string> {
  const typed = nameWords(asked)
  const among = (meets: (word: string, typed: string) => boolean) =>
    [...words].filter(([, own]) => typed.every((one) => own.some((word) => meets(word, one)))).map(([name]) => name)
  const whole = among((word, one) => word === one)
  return new Set(whole.length > 0 ? whole : among((word, one) => word.startsWith(one)))
}
