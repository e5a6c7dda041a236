import { describe, expect, test } from 'vitest'
import { followUp } from '../../src/answering/follow-up.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const last = { question: 'how long do plans take in Kent?', page: 0, best: { key: '2024-01-08/1', index: 0 } }
const { names: nobody } = createCorpus()
const ask = (question: string) => ({ kind: 'ask', question })

describe('a follow-up goes by what was last asked and answered', () => {
  test.each([
    ['and in Surrey?', ask('how long do plans take in Surrey')],
    ['What about the West Midlands?', ask('how long do plans take in Kent the West Midlands')],
    ['in Greater Manchester', ask('how long do plans take in Greater Manchester')],
    ['for post-16?', ask('how long do plans take in Kent for post-16')],
    ['since 2024?', ask('how long do plans take in Kent? since:2024')],
    ['and after 2023', ask('how long do plans take in Kent? since:2024')],
    ['before 2020-06?', ask('how long do plans take in Kent? before:2020-06')],
    ['what about in 2019?', ask('how long do plans take in Kent in 2019')],
    ['in 2018-12?', ask('how long do plans take in Kent? since:2018-12 before:2019-01')],
    ['after 2023-06', ask('how long do plans take in Kent? since:2023-07')],
    ['after 2023-02-28', ask('how long do plans take in Kent? since:2023-03-01')],
    ['in May 2018', ask('how long do plans take in Kent in May 2018')],
    ['since:2024 house:lords', ask('how long do plans take in Kent? since:2024 house:lords')],
    ['and dept:"Health and Social Care"?', ask('how long do plans take in Kent? dept:"Health and Social Care"')],
    ['and in the Lords?', ask('how long do plans take in Kent? house:lords')],
    ['more', { kind: 'more' }],
    ['Show me more, please', { kind: 'more' }],
    ['anything else?', { kind: 'more' }],
    ['who said that?', { kind: 'who' }],
    ['and when was this said?', { kind: 'who' }],
    ['which minister said it?', { kind: 'who' }],
  ])('%j', (text, expected) => {
    expect(followUp(text, last, nobody)).toEqual(expected)
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
  ])('%j, then %j: a filter takes the place of the one before, and the others stay', (question, text, expected) => {
    expect(followUp(text, { ...last, question }, nobody)).toEqual(ask(expected))
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
  ])('%j, then %j: a name restricts it where the record knows it', (question, text, expected) => {
    expect(followUp(text, { ...last, question }, names)).toEqual(ask(expected))
  })
})

describe('when in doubt the words are asked as they stand', () => {
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
  ])('%j', (text) => {
    expect(followUp(text, last, nobody)).toEqual(ask(text))
  })

  test('where nothing was asked before, or nothing answered it', () => {
    expect(followUp('more', undefined, nobody)).toEqual(ask('more'))
    expect(followUp('who said that?', { ...last, best: undefined }, nobody)).toEqual(ask('who said that?'))
  })
})
