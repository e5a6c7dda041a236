import { describe, expect, test } from 'vitest'
import { followUp } from '../../../src/slack/conversation/follow-up.ts'

const last = { question: 'how long do plans take in Kent?', page: 0, best: { key: '2024-01-08/1', index: 0 } }
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
    ['what about in 2019?', ask('how long do plans take in Kent? since:2019 before:2020')],
    ['and in the Lords?', ask('how long do plans take in Kent? house:lords')],
    ['more', { kind: 'more' }],
    ['Show me more, please', { kind: 'more' }],
    ['anything else?', { kind: 'more' }],
    ['who said that?', { kind: 'who' }],
    ['and when was this said?', { kind: 'who' }],
  ])('%j', (text, expected) => {
    expect(followUp(text, last)).toEqual(expected)
  })

  test('a date takes the place of the date before', () => {
    expect(followUp('since 2025', { ...last, question: 'plans since:2024 house:lords' })).toEqual(
      ask('plans house:lords since:2025'),
    )
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
  ])('%j', (text) => {
    expect(followUp(text, last)).toEqual(ask(text))
  })

  test('where nothing was asked before, or nothing answered it', () => {
    expect(followUp('more', undefined)).toEqual(ask('more'))
    expect(followUp('who said that?', { ...last, best: undefined })).toEqual(ask('who said that?'))
  })
})
