import { describe, expect, test } from 'vitest'
import { answerKey } from '../../src/corpus/answer.ts'
import { createCorpus } from '../../src/corpus/corpus.ts'
import { answer } from '../answers.ts'

describe('the corpus finds answers by what names them', () => {
  const old = answer({ uin: 'HL12', tabled: '2019-02-01', answered: '2019-02-11' })
  const recent = answer({ uin: 'HL12', tabled: '2023-02-01', answered: '2023-02-11' })
  const grouped = answer({
    questions: [
      { uin: '5', tabled: '2021-03-01', text: 'To ask.' },
      { uin: '6', tabled: '2021-03-02', text: 'To ask.' },
    ],
    answered: '2021-03-09',
  })
  const corpus = createCorpus([old, recent, grouped])

  test('by UIN, in any case, the newest first: UINs are reused', () => {
    expect(corpus.byUin('hl12').map(answerKey)).toEqual(['2023-02-01/HL12', '2019-02-01/HL12'])
    expect(corpus.byUin('99')).toEqual([])
  })

  test('by any of the questions that an answer answers', () => {
    expect(corpus.byKey('2021-03-02/6')).toBe(grouped)
    expect(corpus.byUin('6')).toEqual([grouped])
  })

  test('the newest', () => {
    expect(corpus.newest(2)).toEqual([recent, grouped])
    expect(corpus.size()).toBe(3)
  })
})
