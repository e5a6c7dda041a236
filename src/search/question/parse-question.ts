import type { Names } from '../../record/names.ts'
import { cutQuestion } from './cut-question.ts'
import { parseFilters } from './parse-filters.ts'
import { datesInPlainWords } from './plain-dates.ts'
import { filtersInPlainWords, houseInPlainWords, yearInPlainWords } from './plain-filters.ts'
import type { Draft, Question } from './question.ts'
import { uinAskedFor } from './uin.ts'

/** The verb, which would be read as SEND: "send me the latest on autism", "can you send it?" */
const VERB = /\b[Ss]end (?=(?:me|you|us|him|her|them|it|the|your|my|our|over|out|back)\b)/g

/** Parses a draft question: only written filters (`since:2025`) are taken out, as drafts say "in 2024" and "by councils" in passing. */
export function parseDraft(typed: string): Draft {
  return parseFilters(cutQuestion(typed))
}

/**
 * Parses what somebody typed, cut by `cutQuestion`: the only place where text becomes a question. A House in plain words
 * ("in the Lords") is a filter; names ("by Zahawi") are where `names`, those of the record, have
 * them. Dates told by `today` (`yyyy-mm-dd`) are read if it is given.
 */
export function parseQuestion(typed: string, names: Names, today?: string): Question {
  const asked = cutQuestion(typed)
  const uin = uinAskedFor(asked)
  const written = parseFilters(asked)
  const plain = written.text.replace(VERB, '')
  const isDated = written.filters.some(({ name }) => name === 'since' || name === 'before')
  const dated = isDated ? { text: plain, filters: [], year: undefined } : datesInPlainWords(plain, today)
  const housed = houseInPlainWords(dated.text)
  const named = filtersInPlainWords(housed.text, names)
  const undated = (text: string) => filtersInPlainWords(houseInPlainWords(text).text, names).text
  const year = dated.year
    ? { ...dated.year, text: undated(dated.year.text) }
    : dated.filters.length > 0
      ? undefined
      : yearInPlainWords(named.text)
  return {
    asked,
    text: named.text,
    filters: [...written.filters, ...dated.filters, ...housed.filters, ...named.filters],
    wrong: written.wrong,
    ...(uin && { uin }),
    ...(year && { year }),
  }
}
