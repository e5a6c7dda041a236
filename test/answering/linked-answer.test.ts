import { describe, expect, test } from 'vitest'
import { linkedAnswer } from '../../src/answering/linked-answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'

const old = answer({ uin: '7', tabled: '2018-01-08', answered: '2018-01-15', heading: 'Schools: Ramps' })
const recent = answer({ uin: '7', heading: 'Pupils’ Transport' })
const lords = answer({ uin: 'HL9' })
const corpus = createCorpus([old, recent, lords])
const detail = 'https://questions-statements.parliament.uk/written-questions/detail'

describe('a link leads to the answer of its question', () => {
  test.each([
    [`${detail}/2018-01-08/7`, old],
    [`${detail}/2024-01-08/HL9?house=lords#x`, lords],
    [`${detail}/2024-01-08/hl9/`, lords],
    ['http://questions-statements.parliament.uk/written-questions/detail/2018-01-08/7', old],
    ['HTTPS://Questions-Statements.Parliament.UK/Written-Questions/Detail/2018-01-08/7', old],
    [`${detail}/2018-01-08/7?SearchTerm=a&amp;House=1#answer`, old],
    ['https://www.parallelparliament.co.uk/question/7/schools-ramps/?utm_source=x', old],
    ['https://www.parallelparliament.co.uk/question/hl9/anything', lords],
    ['https://www.parallelparliament.co.uk/question/7/pupils%E2%80%99-transport', recent],
    ['https://www.parallelparliament.co.uk/question/7/schools-ramps', old],
    ['https://parallelparliament.co.uk/question/7/pupils-transport', recent],
    ['https://www.parallelparliament.co.uk/question/HL9', lords],
  ])('%s', (link, expected) => {
    expect(linkedAnswer(corpus, link)).toBe(expected)
  })
})

describe('a link to no answer, or to one of two, leads nowhere', () => {
  test.each([
    `${detail}/2018-01-09/7`,
    'https://www.parallelparliament.co.uk/question/7',
    'https://www.parallelparliament.co.uk/question/8/schools-ramps',
    'https://evil.example/written-questions/detail/2018-01-08/7',
    'https://parallelparliament.co.uk.evil.example/question/HL9',
    'nonsense',
  ])('%s', (link) => {
    expect(linkedAnswer(corpus, link)).toBeUndefined()
  })
})
