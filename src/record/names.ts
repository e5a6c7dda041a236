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

/** The different names in some answers: few enough for a question to be compared with each. */
export interface Names {
  ministers: NameList
  askers: NameList
  departments: NameList
}

export function namesIn(answers: Iterable<WrittenAnswer>): Names {
  const [ministers, askers, departments] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { answeredBy, questions, department } of answers) {
    departments.add(department)
    if (answeredBy) ministers.add(answeredBy.name)
    for (const { asker } of questions) if (asker !== undefined) askers.add(asker)
  }
  return { ministers: nameList(ministers), askers: nameList(askers), departments: nameList(departments) }
}

function nameList(names: ReadonlySet<string>): NameList {
  const all = [...names]
  const full = new Set(all.flatMap((name) => [...fullNames(name)]))
  const surnames = new Set(all.map(surnameOf))
  return {
    words: new Map(all.map((name) => [name, nameWords(name)])),
    hasFullName: (words) => full.has(words),
    hasSurname: (word) => surnames.has(word),
  }
}
