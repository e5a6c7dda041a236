import { describe, expect, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import type { AskedBefore } from '../../src/answering/asked-before.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { toInt8 } from '../../src/search/retrieve/int8.ts'
import { passageKey } from '../../src/search/retrieve/passage-key.ts'
import { createVectorIndex, inMemory } from '../../src/search/retrieve/vectors.ts'
import { answer } from '../answers.ts'
import { ASKED, near } from '../vectors.ts'

const TODAY = '2024-06-30'
const ask = (text: string) => `To ask the Secretary of State for Education, ${text}.`

const ramps = answer({
  uin: '1',
  question: ask('how many schools have ramps'),
  answered: '2024-03-30',
  paragraphs: ['I thank the hon. Member.', 'There are 900 schools that have ramps.'],
})
const lifts = answer({ uin: '2', question: ask('how many schools have lifts'), answered: '2024-03-29' })
const goats = answer({ uin: '3', question: ask('what goats eat'), answered: '2024-06-01' })

/** The answering over some answers; by meaning, where questions of them are given vectors: the place of each with its cosine. */
function answeringOf(answers: readonly WrittenAnswer[], ...cosines: [WrittenAnswer, number, number][]) {
  const index = createPassageIndex()
  index.add(answers)
  const questions = createVectorIndex()
  for (const [one, place, cosine] of cosines) questions.add(passageKey(answerKey(one), place), toInt8(near(cosine)))
  const embedded: string[] = []
  const embedQuestion = async (text: string) => {
    embedded.push(text)
    return ASKED
  }
  const byMeaning = cosines.length > 0 && {
    embedder: { embedQuestion },
    vectors: inMemory(createVectorIndex()),
    questions: inMemory(questions),
  }
  const answering = createAnswering({ corpus: createCorpus(answers), index, ...(byMeaning && { byMeaning }) })
  return { embedded, before: (draft: string, today = TODAY) => answering.askedBefore(draft, today) }
}

const earlier = (asked: AskedBefore) => (asked.kind === 'near' ? asked.questions : [])
const uins = (asked: AskedBefore) => earlier(asked).map(({ question }) => question.uin)

describe('what was asked before, by meaning', () => {
  test('is the questions nearest to the draft, and none that are about something else', async () => {
    const { before } = answeringOf([ramps, lifts, goats], [ramps, 0, 0.7], [lifts, 0, 0.9], [goats, 0, 0.4])
    const asked = await before(ask('in how many buildings can you ride up'))
    expect(uins(asked)).toEqual(['2', '1'])
    expect(asked).toMatchObject({ kind: 'near', by: 'meaning', covered: { answers: 3 } })
  })

  test('compares a draft without whom it is put to, and without its quotation marks', async () => {
    const { before, embedded } = answeringOf([ramps], [ramps, 0, 0.9])
    await before(`“${ask('how many schools have ramps')}”`)
    expect(embedded).toEqual(['how many schools have ramps.'])
  })

  test('of an answer to several questions the nearest one is shown, once', async () => {
    const grouped = answer({
      questions: [
        { uin: '10', tabled: '2024-01-08', text: ask('how many schools have doors') },
        { uin: '11', tabled: '2024-01-08' },
        { uin: '12', tabled: '2024-01-08', text: ask('how many schools have gates') },
      ],
    })
    const { before } = answeringOf([grouped], [grouped, 0, 0.7], [grouped, 2, 0.8])
    expect(uins(await before('which schools can be closed off'))).toEqual(['12'])
  })

  test('five are listed at most', async () => {
    const many = Array.from({ length: 9 }, (_, n) => answer({ uin: String(20 + n), question: ask(`about ramp ${n}`) }))
    const { before } = answeringOf(many, ...many.map((one): [WrittenAnswer, number, number] => [one, 0, 0.9]))
    expect(uins(await before('about ramps'))).toHaveLength(5)
  })

  test('a question that has no vector yet is found by its words', async () => {
    const { before } = answeringOf([ramps, lifts], [ramps, 0, 0.9])
    expect(uins(await before('how many schools have lifts')).toSorted()).toEqual(['1', '2'])
  })

  test('nothing near is said to be nothing, with what was looked through', async () => {
    const { before } = answeringOf([goats], [goats, 0, 0.3])
    expect(await before('whether ramps are built')).toMatchObject({
      kind: 'none',
      by: 'meaning',
      covered: { answers: 1 },
    })
  })
})

describe('what was asked before, by words', () => {
  test('is found where there are no vectors, and says so', async () => {
    const { before } = answeringOf([ramps, lifts, goats])
    const asked = await before(ask('how many schools have ramps'))
    expect(uins(asked)[0]).toBe('1')
    expect(uins(asked)).not.toContain('3')
    expect(asked).toMatchObject({ by: 'words' })
  })
})

describe('of each earlier question', () => {
  test('the passage that answers is given, not the first', async () => {
    const { before } = answeringOf([ramps])
    expect(earlier(await before('how many schools have ramps'))[0]?.found.index).toBe(1)
  })

  test('an answer within three months may be referred to; an older one, or a holding one, not', async () => {
    const holding = answer({
      uin: '4',
      question: ask('how many ramps schools have'),
      answered: '2024-06-20',
      holding: true,
    })
    const { before } = answeringOf([ramps, lifts, holding])
    const recent = new Map(
      earlier(await before('how many schools have ramps or lifts')).map(({ question, recent }) => [
        question.uin,
        recent,
      ]),
    )
    expect(recent).toEqual(
      new Map([
        ['1', true],
        ['2', false],
        ['4', false],
      ]),
    )
  })

  test('an answer that only refers to another comes with that one', async () => {
    const referring = answer({
      uin: '5',
      question: ask('how many schools have ramps now'),
      answered: '2024-04-30',
      paragraphs: ['I refer the hon. Member to the answer I gave on 30 March 2024 to Question 1.'],
      references: [{ kind: 'referral', uin: '1', answered: '2024-03-30' }],
    })
    const { before } = answeringOf([ramps, referring])
    const found = earlier(await before('how many schools have ramps now')).find(({ question }) => question.uin === '5')
    expect(found?.found.refersTo).toEqual([ramps])
  })
})

describe('a draft', () => {
  test('is narrowed by written filters, and by nothing that it says in plain words', async () => {
    const { before } = answeringOf([ramps, lifts])
    expect(uins(await before('how many schools have ramps or lifts before:2024-03-30'))).toEqual(['2'])
    expect(uins(await before('how many schools have ramps or lifts in 2019'))).toHaveLength(2)
    expect(await before('how many schools have ramps since:soon')).toMatchObject({
      kind: 'wrong-filter',
      wrongFilters: [{ typed: 'since:soon', reason: 'no-date' }],
    })
    expect(await before('how many schools have ramps by:nobody')).toMatchObject({
      kind: 'wrong-filter',
      wrongFilters: [{ reason: 'unknown' }],
    })
  })

  test('a UIN in it is not asked for', async () => {
    const { before } = answeringOf([ramps, goats], [ramps, 0, 0.9], [goats, 0, 0.3])
    const draft = 'pursuant to the Answer of 1 June 2024 to Question 3, how many schools have ramps'
    expect(uins(await before(draft))).toEqual(['1'])
  })

  test.for(['', '  ', '?!', 'since:2024', 'the'])('of no words (%j) is none', async (typed) => {
    const { before } = answeringOf([ramps])
    expect(await before(typed)).toEqual({ kind: 'no-draft' })
  })
})
