import { describe, expect, test } from 'vitest'
import { followUp } from '../../src/answering/follow-up.ts'
import type { Names } from '../../src/record/names.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { parseQuestion } from '../../src/search/question/parse-question.ts'
import type { Question } from '../../src/search/question/question.ts'
import { answer } from '../answers.ts'

const LAST = 'how long do plans take in Kent?'
const { names: nobody } = createCorpus()

/** What a message asks for after a question: the text of the new question, or 'more' or 'who'. */
function follow(typed: string, last = LAST, names: Names = nobody): string {
  const asked = followUp(typed, parseQuestion(typed, names), parseQuestion(last, names), true)
  if (asked.kind !== 'ask') return asked.kind
  expect(searched(asked.question)).toEqual(searched(parseQuestion(asked.question.asked, names)))
  return asked.question.asked
}

/** What is searched for, so that a follow-up finds what its text would find if somebody typed it. */
function searched({ text, filters, year }: Question) {
  return { text, year, filters: filters.map(({ name, value }) => ({ name, value })) }
}

describe('a follow-up builds on the last question', () => {
  test.each([
    ['and in Surrey?', 'how long do plans take in Surrey'],
    ['What about the West Midlands?', 'how long do plans take in Kent the West Midlands'],
    ['in Greater Manchester', 'how long do plans take in Greater Manchester'],
    ['for post-16?', 'how long do plans take in Kent for post-16'],
    ['since 2024?', 'how long do plans take in Kent? since:2024'],
    ['and after 2023', 'how long do plans take in Kent? since:2024'],
    ['before 2020-06?', 'how long do plans take in Kent? before:2020-06'],
    ['what about in 2019?', 'how long do plans take in Kent in 2019'],
    ['and in Surrey in 2019?', 'how long do plans take in Surrey in 2019'],
    ['in 2018-12?', 'how long do plans take in Kent? since:2018-12 before:2019-01'],
    ['after 2023-06', 'how long do plans take in Kent? since:2023-07'],
    ['after 2023-02-28', 'how long do plans take in Kent? since:2023-03-01'],
    ['in May 2018', 'how long do plans take in Kent in May 2018'],
    ['since:2024 house:lords', 'how long do plans take in Kent? since:2024 house:lords'],
    ['and dept:"Health and Social Care"?', 'how long do plans take in Kent? dept:"Health and Social Care"'],
    ['and in the Lords?', 'how long do plans take in Kent? house:lords'],
    ['and lifts since:2024', 'how long do plans take in Kent lifts since:2024'],
    ['more', 'more'],
    ['Show me more, please', 'more'],
    ['anything else?', 'more'],
    ['who said that?', 'who'],
    ['and when was this said?', 'who'],
    ['which minister said it?', 'who'],
  ])('%j', (typed, expected) => {
    expect(follow(typed)).toBe(expected)
  })

  test.each([
    ['plans since:2024 house:lords', 'since 2025', 'plans house:lords since:2025'],
    ['plans in 2018?', 'since 2024?', 'plans since:2024'],
    ['plans since:2024 before:2025 house:lords', 'in 2018?', 'plans in 2018 house:lords'],
    ['plans since:2024', 'and in the Lords?', 'plans since:2024 house:lords'],
    ['plans by:Ford in 2018?', 'house:commons', 'plans in 2018 by:Ford house:commons'],
    ['plans in Kent in 2018? house:lords', 'and in Surrey?', 'plans in Surrey in 2018 house:lords'],
    ['plans in Kent? since:2024', 'what about lifts?', 'plans in Kent lifts since:2024'],
    ['plans since:soon', 'since 2024', 'plans since:2024'],
  ])('%j, then %j: a new filter replaces its namesake, and the others stay', (last, typed, expected) => {
    expect(follow(typed, last)).toBe(expected)
  })

  const { names } = createCorpus([
    answer({ answeredBy: { name: 'Nadhim Zahawi' } }),
    answer({ uin: '2', answeredBy: { name: 'Vicky Ford' } }),
  ])
  test.each([
    ['how long do plans take?', 'by Zahawi?', 'how long do plans take? by:Zahawi'],
    ['how long do plans take?', 'and what about by Nadhim Zahawi', 'how long do plans take? by:"Nadhim Zahawi"'],
    ['what was said by Nadhim Zahawi about plans', 'by Ford?', 'what was said about plans by:Ford'],
    ['plans by:Zahawi since:2018', 'answered by Ford', 'plans since:2018 by:Ford'],
    ['how long do plans take?', 'by zahawi', 'how long do plans take? by:zahawi'],
    ['how long do plans take?', 'by Monday?', 'by Monday?'],
    ['how long do plans take?', 'by Zahawi and Ford in letters?', 'by Zahawi and Ford in letters?'],
  ])('%j, then %j: a name is a filter if the record has it', (last, typed, expected) => {
    expect(follow(typed, last, names)).toBe(expected)
  })
})

describe('in doubt a message is a question of its own', () => {
  test.each([
    'what is the SEND green paper?',
    'and how many children with EHC plans were excluded last year?',
    'in what cases can a council refuse to assess a child?',
    'more funding for schools?',
    'for profit special schools',
    'who said that EHC plans are too slow?',
    '135027',
    'uin:135027',
    'since:soon',
    'since 2024-13',
  ])('%j', (typed) => {
    expect(follow(typed)).toBe(typed)
  })

  test('"who said that?" is one where nothing answered', () => {
    const now = parseQuestion('who said that?', nobody)
    expect(followUp('who said that?', now, parseQuestion(LAST, nobody), false)).toEqual({ kind: 'ask', question: now })
  })
})
