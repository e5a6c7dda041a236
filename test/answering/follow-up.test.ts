import { describe, expect, test } from 'vitest'
import { followUp, isPlain } from '../../src/answering/follow-up.ts'
import type { Names } from '../../src/record/names.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { parseQuestion } from '../../src/search/question/parse-question.ts'
import type { Question } from '../../src/search/question/question.ts'
import { createPlaceNames } from '../../src/search/text/place-names.ts'
import { answer } from '../answers.ts'

const LAST = 'how long do plans take in Kent?'
const TODAY = '2026-11-26'
const { names: nobody } = createCorpus()
const { spans: placesIn } = createPlaceNames([['kent', 'surrey', 'bath', 'west midlands', 'essex', 'medway']])

/** What a message is after a question. */
function asked(typed: string, last = LAST, names: Names = nobody, hasPassage = true) {
  const followed = { last: parseQuestion(last, names), hasPassage, today: TODAY, placesIn }
  return followUp(typed, parseQuestion(typed, names), followed)
}

/** What a message asks for after a question: the text of the new question, another kind, or 'its own'. */
function follow(typed: string, last?: string, names?: Names): string {
  const meant = asked(typed, last, names)
  if (meant?.kind !== 'ask') return meant?.kind ?? 'its own'
  // Typed anew, a year counts only if the search finds that it should.
  if (meant.question.filters.every(({ name }) => name !== 'in'))
    expect(searched(meant.question)).toEqual(searched(parseQuestion(meant.question.asked, names ?? nobody)))
  return meant.question.asked
}

/** What is searched for, so that a follow-up finds what its text would find if somebody typed it. */
function searched({ text, filters, year }: Question) {
  return { text, year, filters: filters.map(({ name, value }) => ({ name, value })) }
}

describe('a follow-up builds on the last question', () => {
  test.each([
    ['and in Surrey?', 'how long do plans take in Surrey'],
    ['What about the West Midlands?', 'how long do plans take in the West Midlands'],
    ['what about surrey', 'how long do plans take in surrey'],
    ['and Surrey?', 'how long do plans take in Surrey'],
    ['for Essex?', 'how long do plans take in Essex'],
    ['Essex', 'how long do plans take in Essex'],
    ['same for Surrey and Essex?', 'how long do plans take in Surrey and Essex'],
    ['and Surrey County Council?', 'how long do plans take in Surrey County Council'],
    ['and in Ashford?', 'how long do plans take in Ashford'],
    ['and in Surrey since 2024?', 'how long do plans take in Surrey since:2024'],
    ['and Surrey last year', 'how long do plans take in Surrey in 2025'],
    ['in Greater Manchester', 'how long do plans take in Greater Manchester'],
    ['same for post-16?', 'how long do plans take in Kent for post-16'],
    ['for post-16?', 'how long do plans take in Kent for post-16'],
    ['since 2024?', 'how long do plans take in Kent? since:2024'],
    ['and after 2023', 'how long do plans take in Kent? since:2024'],
    ['before 2020-06?', 'how long do plans take in Kent? before:2020-06'],
    ['what about in 2019?', 'how long do plans take in Kent in 2019'],
    ['and in Surrey in 2019?', 'how long do plans take in Surrey in 2019'],
    ['and 2022?', 'how long do plans take in Kent in 2022'],
    ['2022', 'how long do plans take in Kent in 2022'],
    ['only 2023', 'how long do plans take in Kent in 2023'],
    ['what about last year?', 'how long do plans take in Kent in 2025'],
    ['in the last year', 'how long do plans take in Kent? since:2025-11-26'],
    ['last month?', 'how long do plans take in Kent in October 2026'],
    ['and since January?', 'how long do plans take in Kent? since:2026-01'],
    ['what about the last three months', 'how long do plans take in Kent? since:2026-08-26'],
    ['and in Surrey in March', 'how long do plans take in Surrey in March 2026'],
    ['this year', 'how long do plans take in Kent in 2026'],
    ['since last year?', 'how long do plans take in Kent? since:2025'],
    ['since May 2024?', 'how long do plans take in Kent? since:2024-05'],
    ['in 2018-12?', 'how long do plans take in Kent in December 2018'],
    ['after 2023-06', 'how long do plans take in Kent? since:2023-07'],
    ['after 2023-02-28', 'how long do plans take in Kent? since:2023-03-01'],
    ['in May 2018', 'how long do plans take in Kent in May 2018'],
    ['since:2024 house:lords', 'how long do plans take in Kent? since:2024 house:lords'],
    ['and dept:"Health and Social Care"?', 'how long do plans take in Kent? dept:"Health and Social Care"'],
    ['and in the Lords?', 'how long do plans take in Kent? house:lords'],
    ['and lifts since:2024', 'how long do plans take in Kent lifts since:2024'],
    ['what did the Lords say?', 'how long do plans take in Kent? house:lords'],
    ['and what does the House of Commons say about that?', 'how long do plans take in Kent? house:commons'],
    ['more', 'more'],
    ['Show me more, please', 'more'],
    ['anything else?', 'more'],
    ['who said that?', 'who'],
    ['and when was this said?', 'who'],
    ['which minister said it?', 'who'],
    ['can you tell me who said that?', 'who'],
    ['who asked that?', 'who-asked'],
    ['Which MP asked the question?', 'who-asked'],
    ['who tabled it', 'who-asked'],
    ['show me the full answer', 'full'],
    ['Can I see the whole answer, please?', 'full'],
    ['can I see the whole thing?', 'full'],
    ['full answer', 'full'],
    ['show it in full', 'full'],
    ['is there anything newer?', 'newer'],
    ['anything newer', 'newer'],
    ['Is there a more recent answer on that?', 'newer'],
    ['is that the latest?', 'newer'],
    ['is that still the case?', 'newer'],
    ['any updates since then?', 'newer'],
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
    ['plans in 2018?', 'and in 2019?', 'plans in 2019'],
    ['plans since:soon', 'since 2024', 'plans since:2024'],
    [
      'what has been said about plans since 2024? house:lords',
      'at any time?',
      'what has been said about plans? house:lords',
    ],
    ['plans in 2018?', 'and all years?', 'plans'],
  ])('%j, then %j: a new filter replaces its namesake, and the others stay', (last, typed, expected) => {
    expect(follow(typed, last)).toBe(expected)
  })

  test.each([
    ['plans in Kent and Medway', 'and Surrey?', 'plans in Surrey'],
    ['why does Kent County Council refuse plans', 'what about Surrey', 'why does Surrey refuse plans'],
    ['In Kent, how long do plans take?', 'and in Bath?', 'In Bath, how long do plans take'],
    ['how many children in kent have plans', 'bath?', 'how many children in bath have plans'],
    ['how long do plans take?', 'what about Kent', 'how long do plans take in Kent'],
    ['how long do plans take in Ashford?', 'and Kent?', 'how long do plans take in Kent'],
  ])('%j, then %j: a new place takes the place of the old, wherever it stands', (last, typed, expected) => {
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
    ['how long do plans take?', 'by Monday?', 'its own'],
    ['how long do plans take?', 'by Zahawi and Ford in letters?', 'its own'],
  ])('%j, then %j: a name is a filter if the record has it', (last, typed, expected) => {
    expect(follow(typed, last, names)).toBe(expected)
  })
})

test('what was asked to have been said in a month still is, with another House', () => {
  const last = parseQuestion('what did ministers say about transport in April 2026?', nobody, TODAY)
  const typed = 'and in the Lords?'
  const asked = followUp(typed, parseQuestion(typed, nobody, TODAY), { last, hasPassage: true, today: TODAY, placesIn })
  expect(asked).toMatchObject({ question: { year: { ...last.year, said: true } } })
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
    `and in Kent? ${'really '.repeat(50)}`,
  ])('%j', (typed) => {
    expect(follow(typed)).toBe('its own')
  })

  test('what asks about a passage is one where nothing was quoted', () => {
    for (const typed of ['who said that?', 'who asked that?', 'show me the full answer', 'anything newer?'])
      expect(asked(typed, LAST, nobody, false)).toBeUndefined()
  })
})

describe('plainly a follow-up, without being addressed to the bot,', () => {
  test.each([
    'and in Surrey?',
    'what about Surrey',
    'Surrey?',
    'since 2024?',
    'and in the Lords?',
    'what about last year?',
    'more',
    'show me more',
    'who said that?',
    'who asked the question?',
    'show me the full answer',
    'is there anything newer?',
  ])('is %j', (typed) => {
    expect(isPlain(typed, asked(typed))).toBe(true)
  })

  test.each([
    'and lunch?',
    'what about lunch?',
    'in Surrey',
    'Surrey',
    'since 2024',
    '2024',
    'anything else?',
    'next',
    'any updates?',
    'who asked?',
    'in full',
    'later',
    'how long do plans take in Surrey?',
  ])('is not %j', (typed) => {
    expect(isPlain(typed, asked(typed))).toBe(false)
  })
})
