import type { WrittenAnswer } from './answer.ts'
import { fullNames, nameWords, surnameOf } from './person-name.ts'

/** The different names of one kind that the answers have. */
export interface NameList {
  /** Each name as the record writes it, with its words. */
  words: ReadonlyMap<string, readonly string[]>
  /** Whether somebody goes by these words as a full name: `nadhim zahawi`, `baroness smith`, `smith of malvern`. */
  hasFullName: (words: string) => boolean
  hasSurname: (word: string) => boolean
}

/** The different names in the answers of a corpus: few enough for a question to be compared with each. */
export interface Names {
  ministers: NameList
  askers: NameList
  departments: NameList
}

interface CountedNames {
  names: Names
  /** Counts an answer that is added (1) or removed (-1). */
  count: (answer: WrittenAnswer, by: 1 | -1) => void
}

export function countNames(): CountedNames {
  const [ministers, askers, departments] = [createNameList(), createNameList(), createNameList()]
  return {
    names: { ministers, askers, departments },
    count({ answeredBy, questions, department }, by) {
      departments.count(department, by)
      if (answeredBy) ministers.count(answeredBy.name, by)
      for (const { asker } of questions) if (asker !== undefined) askers.count(asker, by)
    },
  }
}

function createNameList(): NameList & { count: (name: string, by: 1 | -1) => void } {
  const words = new Map<string, readonly string[]>()
  const names = new Map<string, number>()
  const full = new Map<string, number>()
  const surnames = new Map<string, number>()
  return {
    words,
    hasFullName: (words) => full.has(words),
    hasSurname: (word) => surnames.has(word),
    count(name, by) {
      const known = names.has(name)
      add(names, name, by)
      if (known === names.has(name)) return
      if (known) words.delete(name)
      else words.set(name, nameWords(name))
      for (const one of fullNames(name)) add(full, one, by)
      const surname = surnameOf(name)
      if (surname !== undefined) add(surnames, surname, by)
    },
  }
}

/** Adds to a count, and deletes it at zero. */
function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by
  if (count > 0) counts.set(key, count)
  else counts.delete(key)
}
