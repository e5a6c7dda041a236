import { describe, expect, test } from 'vitest'
import { createPassageIndex } from '../../../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'

const index = createPassageIndex({
  ...EMPTY_VOCABULARY,
  same: [
    ['EHCP', 'EHC plan'],
    ['HNB', 'high needs budget'],
  ],
  means: { cab: ['taxi'] },
  names: [['kent', 'milton keynes']],
  talk: [['wonder', 'somebody']],
  topic: [['school', 'dyslexia', 'young carer', 'carer', 'high needs', 'EHCP']],
})
const passage = answer({
  uin: '1',
  heading: 'Transport',
  question: 'To ask about buses.',
  paragraphs: [
    'Councils pay for taxis to each school that an EHC plan names, from high needs budgets.',
    'Trains are free in Kent.',
  ],
})
const others = Array.from({ length: 300 }, (_, n) =>
  answer({
    uin: String(100 + n),
    paragraphs: [
      `Schools support pupils in way ${n}.`,
      n === 0 ? 'Dyslexia, OFSTED, escalators, a lift and whispered thoughts.' : 'Pupils learn.',
    ],
  }),
)
index.add([passage, ...others])
const missing = (question: string) =>
  index.missingWords(index.understand(question).terms, { answer: passage, index: 0 })
const missed = (question: string) => missing(question).map(({ word }) => word)

describe('words that matter and that a passage lacks are listed', () => {
  test('a rare word of the field', () => {
    expect(missing('school taxis for dyslexia')).toEqual([{ word: 'dyslexia', inRecord: true, place: false }])
  })

  test('a phrase of the field that stands nowhere in the record', () => {
    expect(missing('school taxis for young carers')).toEqual([{ word: 'young carers', inRecord: false, place: false }])
  })

  test('a phrase, and not a word of it again', () => {
    expect(missed('a carer for a young carer')).toEqual(['young carer'])
  })

  test('a place, in the record or not, and though another passage of the answer has it', () => {
    expect(missing('school taxis in Kent')).toEqual([{ word: 'Kent', inRecord: true, place: true }])
    expect(missing('school taxis in Milton Keynes')).toEqual([
      { word: 'Milton', inRecord: false, place: true },
      { word: 'Keynes', inRecord: false, place: true },
    ])
  })

  test('an acronym or a name, and a rare noun', () => {
    expect(missed('do OFSTED pay for school taxis')).toEqual(['OFSTED'])
    expect(missed('does Norwich pay for school taxis')).toEqual(['Norwich'])
    expect(missed('escalators in school taxis')).toEqual(['escalators'])
  })
})

describe('no other word is listed', () => {
  test.each([
    ['one that stands in the passage, in any form', 'pay the council taxi'],
    ['one that stands in the heading or the question', 'transport by bus'],
    ['another form of the same thing', 'who pays with an EHCP'],
    ['one whose meaning stands in the passage', 'who pays for a cab'],
    ['a phrase that stands in the passage as part of a longer one', 'high needs pay'],
    ['a common word of the field', 'schools'],
    ['a common word', 'pupils who learn'],
    ['a word of everyday talk', 'I wonder if somebody pays'],
    ['a rare word that is short, or a verb', 'whispered to a lift'],
    ['a number', 'taxis in 1987'],
    ['a stop word', 'what about it'],
  ])('%s', (_what, question) => {
    expect(missed(question)).toEqual([])
  })
})

test('a passage that is not in the index lacks all words that matter', () => {
  const terms = index.understand('dyslexia').terms
  expect(index.missingWords(terms, { answer: answer({ uin: '999' }), index: 0 })).toHaveLength(1)
})
