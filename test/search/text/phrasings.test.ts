import { expect, test } from 'vitest'
import { createPhrasings } from '../../../src/search/text/phrasings.ts'

const phrasings = createPhrasings({
  same: [['EHCP', 'EHC plan', 'education health and care plan']],
  means: { 'school run, school bus': ['home to school transport', 'school transport', 'transport'] },
})

test.each([
  ['school transport', ['home to school transport', 'transport']],
  [
    'cost of the School Bus',
    ['cost of the home to school transport', 'cost of the school transport', 'cost of the transport'],
  ],
  ['EHCP delays', ['EHC plan delays', 'education health and care plan delays']],
  ['transports', []],
  ['', []],
])('%j in other words of the vocabulary', (text, others) => {
  expect(phrasings(text)).toEqual(others)
})
