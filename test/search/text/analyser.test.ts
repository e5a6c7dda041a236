import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ANALYSER_VERSION, createAnalyser } from '../../../src/search/text/analyser.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'

const plain = createAnalyser(EMPTY_VOCABULARY)
const termsOf = (question: string, analyser = plain) =>
  analyser.question(question).map(({ forms }) => forms.map(({ term }) => term))

describe('a text becomes terms, the same for what is indexed and what is asked', () => {
  test('words of one stem are one term', () => {
    expect(plain.text('Letters published, publishing letter')).toEqual(plain.text('letter publish publish letters'))
  })

  test('words that carry no matter go, those that ask among them', () => {
    expect(plain.text('How much does the council pay for it?')).toEqual(plain.text('council pay'))
  })

  test('accents and possessives make no difference', () => {
    expect(plain.text('Zoë’s')).toEqual(plain.text('zoe'))
  })

  test('a beginning that may have a hyphen is read alike with it and without', () => {
    expect(plain.text('re-engagement of co-ordinators')).toEqual(plain.text('reengagement of coordinators'))
  })

  test('an acronym is not the word that it looks like', () => {
    expect(plain.text('We send SEND letters about EHCPs')).toEqual(['send', 'SEND', 'letter', 'EHCP'])
  })

  test('where all is in capitals, there are no acronyms', () => {
    expect(plain.text('SEND LETTERS')).toEqual(['send', 'letter'])
  })

  test('a question in small letters may mean the acronym; one that also has it in capitals does not', () => {
    expect(termsOf('send money')).toEqual([
      ['send', 'SEND'],
      ['money', 'MONEY'],
    ])
    expect(termsOf('they send SEND money')).toEqual([['send'], ['SEND'], ['money', 'MONEY']])
  })

  test('a word that comes twice is asked once', () => {
    expect(termsOf('letters, letters')).toHaveLength(1)
  })

  test('punctuation and emoji alone are nothing to search for', () => {
    expect(plain.text('?!… 🙂 --- ```')).toEqual([])
  })

  test('nothing that a person can type breaks it, and it gives the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain.text(text)).toEqual(plain.text(text))
        expect(plain.text(text)).not.toContain('')
        expect(plain.question(text)).toEqual(plain.question(text))
      }),
    )
  })
})

describe('numbers have one form', () => {
  test.each([
    ['£2.3 million', '2.3m'],
    ['2.3m', '2.3m'],
    ['three billion', '£3bn'],
    ['£1.2k', '1,200'],
    ['2025-26', '2025/26'],
    ['25/26', '2025 to 2026'],
    ['twenty', '20'],
    ['23yo', '23 yo'],
  ])('%s is %s', (one, other) => {
    expect(plain.text(one)).toEqual(plain.text(other))
  })

  test('marks between thousands go, decimals stay', () => {
    expect(plain.text('1,204 plans, 2.5')).toEqual(['1204', 'plan', '2.5'])
  })

  test('a number of a hundred thousand digits takes no time to speak of', () => {
    expect(plain.text('1'.repeat(100_000))).toHaveLength(1)
    expect(plain.text(`${'1,'.repeat(50_000)} million`).length).toBeGreaterThan(0)
  })

  test('years that do not follow each other are no school year', () => {
    expect(plain.text('2018-25')).toEqual(['2018', '25'])
  })
})

describe('the vocabulary', () => {
  const analyser = createAnalyser({
    same: [
      ['EHCP', 'EHC plan', 'education health and care plan'],
      ['LA', 'council'],
    ],
    means: { 'kick out, expel': ['exclude', 'fixed period'], kid: ['child'] },
    words: [['rise']],
    names: [],
    talk: [],
    topic: [['EHCP', 'high needs']],
  })

  test('reads the forms of one thing as one, in the record and in questions', () => {
    expect(analyser.text('an Education, Health and Care Plan')).toEqual(analyser.text('EHCPs'))
    expect(termsOf('ehcps', analyser)[0]).toContain(analyser.text('EHC plan')[0])
  })

  test('an acronym of the vocabulary is none in the small letters of the record', () => {
    expect(analyser.text('a la mode')).not.toEqual(analyser.text('a LA mode'))
  })

  test('looks for the record’s words for the asker’s as well, at a lower weight', () => {
    const [kid] = analyser.question('kid')
    expect(kid?.forms).toContainEqual({ term: 'child', weight: 0.8 })
    expect(kid?.forms[0]).toEqual({ term: 'kid', weight: 1 })
  })

  test('takes a phrase as a whole, the function words in it too', () => {
    const [kicked, ...others] = analyser.question('kicked out')
    expect(others).toEqual([])
    expect(kicked?.forms.map(({ term }) => term)).toContain('exclud')
  })

  test('finds a phrase of the record where a word asks for it', () => {
    const whole = analyser.question('expelled')[0]?.forms.at(-1)?.term as string
    expect(analyser.text('for a fixed period of time')).toContain(whole)
    expect(analyser.text('a period that is fixed')).not.toContain(whole)
  })

  test('knows whether a question is about the field', () => {
    expect(analyser.question('how many ehcps').some(({ topical }) => topical)).toBe(true)
    expect(analyser.question('high needs money').some(({ topical }) => topical)).toBe(true)
    expect(analyser.question('a high wall').some(({ topical }) => topical)).toBe(false)
    expect(plain.question('a high wall')[0]?.topical).toBeUndefined()
  })
})

test('a change of the terms of a text needs a higher version, since saved indexes hold terms', () => {
  const analyser = createAnalyser({
    ...EMPTY_VOCABULARY,
    same: [['EHCP', 'EHC plan']],
    means: { delay: ['waiting times'] },
  })
  const text = 'Re-assessing Zoë’s EHC plans took 1,204 waiting times in 2025-26; SEND got £2.3 million.'
  expect({ version: ANALYSER_VERSION, terms: analyser.text(text).join(' ') }).toMatchInlineSnapshot(`
    {
      "terms": "reassess zoe EHCP took 1204 wait wait_time time 2025/26 SEND 2.3m",
      "version": 2,
    }
  `)
})
