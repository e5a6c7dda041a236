import type { Names } from '../../record/names.ts'
import { MAX_QUESTION_CHARS, parseFilters } from './parse-filters.ts'
import { filtersInPlainWords, yearInPlainWords } from './plain-filters.ts'
import type { Question } from './question.ts'
import { uinAskedFor } from './uin.ts'

/**
 * Parses what somebody typed: the only place where text becomes a question. Characters beyond `MAX_QUESTION_CHARS` are
 * left out. Names in plain words ("by Zahawi") are filters where `names`, those of the record, have them.
 */
export function parseQuestion(typed: string, names: Names): Question {
  const asked = typed.slice(0, MAX_QUESTION_CHARS)
  const uin = uinAskedFor(asked)
  const written = parseFilters(asked)
  const named = filtersInPlainWords(written.text, names)
  const year = yearInPlainWords(named.text)
  return {
    asked: typed,
    text: named.text,
    filters: [...written.filters, ...named.filters],
    wrong: written.wrong,
    ...(uin && { uin }),
    ...(year && { year }),
  }
}
