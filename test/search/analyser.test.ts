import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyse, analyseQuestion } from '../../src/search/analyser.ts'

describe('a text becomes terms, the same for what is indexed and what is asked', () => {
  test('words of one stem are one term', () => {
    expect(analyse('Letters published, publishing letter')).toEqual(analyse('letter publish publish letters'))
  })

  test('words that carry no matter go, those that ask among them', () => {
    expect(analyse('How much does the council pay for it?')).toEqual(analyse('council pay'))
  })

  test('numbers keep their decimals and lose the marks between thousands', () => {
    expect(analyse('£2.3 million, 1,204 plans')).toEqual(['2.3', 'million', '1204', 'plan'])
  })

  test('accents and possessives make no difference', () => {
    expect(analyse('Zoë’s')).toEqual(analyse('zoe'))
  })

  test('an acronym is not the word that it looks like', () => {
    expect(analyse('We send SEND letters about EHCPs')).toEqual(['send', 'SEND', 'letter', 'EHCP'])
  })

  test('where all is in capitals, there are no acronyms', () => {
    expect(analyse('SEND LETTERS')).toEqual(['send', 'letter'])
  })

  test('a question in small letters may mean the acronym; one that also has it in capitals does not', () => {
    expect(analyseQuestion('send funding')).toEqual([
      ['send', 'SEND'],
      ['fund', 'FUNDING'],
    ])
    expect(analyseQuestion('letters they send about SEND')).toEqual([['letter', 'LETTERS'], ['send'], ['SEND']])
  })

  test('a word that comes twice is asked once', () => {
    expect(analyseQuestion('letters, letters')).toHaveLength(1)
  })

  test('punctuation and emoji alone are nothing to search for', () => {
    expect(analyse('?!… 🙂 --- ```')).toEqual([])
  })

  test('nothing that a person can type breaks it, and it gives the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(analyse(text)).toEqual(analyse(text))
        expect(analyse(text)).not.toContain('')
      }),
    )
  })
})
