import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAsk } from '../../src/answering/ask.ts'
import type { Meaning } from '../../src/answering/meaning.ts'
import type { Reply } from '../../src/answering/reply.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { parseQuestion } from '../../src/search/question/parse-question.ts'
import { EMPTY_VOCABULARY, type Vocabulary } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { near } from '../vectors.ts'
import { fakeMeaning } from './fake-meaning.ts'

function asking(answers: readonly WrittenAnswer[], meaning?: Meaning, vocabulary: Vocabulary = EMPTY_VOCABULARY) {
  const corpus = createCorpus(answers)
  const index = createPassageIndex(vocabulary)
  index.add(answers)
  const ask = createAsk(corpus, index, meaning)
  return (typed: string): Promise<Reply> => ask(parseQuestion(typed, corpus.names))
}
const bestOf = (reply: Reply) => (reply.kind === 'no-answer' ? undefined : reply.best)

const travel = answer({
  uin: '1',
  heading: 'Transport',
  paragraphs: ['Local authorities must arrange free travel for eligible children.'],
})
const meals = answer({ uin: '2', heading: 'Meals', paragraphs: ['Caterers decide which menus they offer.'] })
const CAB = 'who funds her cab?'

describe('the kind of reply follows the estimate', () => {
  test('a passage near in meaning is an answer, though it has no word of the question', async () => {
    const reply = await asking([travel, meals], fakeMeaning([travel, near(0.9)], [meals, near(0.1)]))(CAB)
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: travel } })
    expect(reply.confidence).toBeGreaterThan(0.3)
  })

  test('a passage less near is the closest that was found', async () => {
    const reply = await asking([travel, meals], fakeMeaning([travel, near(0.55)], [meals, near(0.1)]))(CAB)
    expect(reply).toMatchObject({ kind: 'closest', best: { answer: travel } })
  })

  test('further away, nothing was found: the nearest are shown if they are near enough', async () => {
    const reply = await asking([travel, meals], fakeMeaning([travel, near(0.45)], [meals, near(0.1)]))(CAB)
    expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close', nearest: [{ answer: travel }] })
  })

  test('where nothing is near, nothing is shown but what was searched', async () => {
    const reply = await asking([travel, meals], fakeMeaning([travel, near(0.3)], [meals, near(0.1)]))(CAB)
    expect(reply).toMatchObject({
      kind: 'no-answer',
      nearest: [],
      covered: { answers: 2, oldest: '2024-01-15', newest: '2024-01-15' },
    })
  })

  test('with filters, how many of the answers pass them is counted', async () => {
    const ask = asking([travel, meals], fakeMeaning([travel, near(0.3)], [meals, near(0.1)]))
    expect(await ask(`${CAB} since:2000`)).toMatchObject({ covered: { answers: 2, passing: 2 } })
    expect(await ask(`${CAB} house:lords`)).toMatchObject({ covered: { answers: 2, passing: 0 } })
  })

  test('a question without a word of the field must be nearer to be shown', async () => {
    const field = { ...EMPTY_VOCABULARY, topic: [['school']] }
    const meaning = fakeMeaning([travel, near(0.6)], [meals, near(0.1)])
    expect(await asking([travel, meals], meaning, field)(CAB)).toMatchObject({ kind: 'no-answer', nearest: [] })
    expect(await asking([travel, meals], meaning, field)('who funds her school cab?')).toMatchObject({
      kind: 'closest',
    })
  })

  test('without meaning the words alone decide', async () => {
    expect(await asking([travel, meals])(CAB)).toMatchObject({ kind: 'no-answer', nearest: [] })
    expect(await asking([travel, meals])('who must arrange free travel?')).toMatchObject({ kind: 'answer' })
  })

  test('any text, near to something or not, gets one of three kinds and an estimate from 0 to 1', async () => {
    const cosine = fc.double({ min: -1, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), cosine, async (typed, cosine) => {
        const reply = await asking([travel, meals], fakeMeaning([travel, near(cosine)]))(typed)
        expect(['answer', 'closest', 'no-answer']).toContain(reply.kind)
        expect(reply.confidence ?? 0).toBeGreaterThanOrEqual(0)
        expect(reply.confidence ?? 0).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('an empty corpus finds nothing', async () => {
    expect(await asking([], fakeMeaning())(CAB)).toMatchObject({ kind: 'no-answer', nearest: [] })
  })

  test('a question of stop words alone has nothing to search for, whatever is near', async () => {
    expect(await asking([travel], fakeMeaning([travel, near(0.9)]))('what of it?')).toMatchObject({
      reason: 'no-words',
    })
  })
})

describe('the vector of a question', () => {
  const old = { ...travel, answered: '2018-03-10' }
  const recent = answer({ uin: '3', answered: '2024-05-01', paragraphs: ['Councils pay for travel to nurseries.'] })

  test('is made once, though a year in the question makes a second search', async () => {
    const meaning = fakeMeaning([old, near(0.85, 1)], [recent, near(0.9, 2)])
    const reply = await asking([old, recent], meaning)('who funds her cab in 2018?')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: old }, filters: [{ name: 'in', value: '2018' }] })
    expect(meaning.embedded).toHaveLength(1)
  })

  test('is made of the text without its filters', async () => {
    const meaning = fakeMeaning([old, near(0.85, 1)], [recent, near(0.9, 2)])
    const reply = await asking([old, recent], meaning)('who funds her cab? before:2020')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: old }, others: [] })
    expect(meaning.embedded).toEqual([expect.not.stringContaining('before')])
  })

  test('is not waited for longer than 500 ms: the words alone answer', async () => {
    const { promise: never } = Promise.withResolvers<Float32Array>()
    const meaning = { ...fakeMeaning([meals, near(0.9)]), embedder: { embedQuestion: () => never } }
    const reply = await asking([travel, meals], meaning)('who must arrange free travel?')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: travel } })
  })

  test('can fail: the words alone answer', async () => {
    const embedQuestion = () => Promise.reject(new Error('no model'))
    const reply = await asking([travel, meals], { ...fakeMeaning([meals, near(0.9)]), embedder: { embedQuestion } })(
      'who must arrange free travel?',
    )
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: travel } })
  })
})

describe('passages whose vectors are not made yet', () => {
  test('are found by their words, where no passage has one', async () => {
    const ask = asking([travel, meals], fakeMeaning())
    expect(await ask('who must arrange free travel?')).toMatchObject({ kind: 'answer', best: { answer: travel } })
    expect(await ask(CAB)).toMatchObject({ kind: 'no-answer', nearest: [] })
  })

  test('are answers by the estimate of the words alone', async () => {
    const ask = asking([travel, meals], fakeMeaning([meals, near(0.1)]))
    expect(await ask('who must arrange free travel?')).toMatchObject({ kind: 'answer', best: { answer: travel } })
  })
})

describe('words that nothing mentions', () => {
  const vocabulary = {
    ...EMPTY_VOCABULARY,
    topic: [['travel', 'school', 'deaf', 'young carer']],
    names: [['surrey', 'kent']],
    means: { taxi: ['travel'] },
    talk: [['know', 'want']],
  }
  const kent = answer({ uin: '7', heading: 'Kent', paragraphs: ['Kent arranges travel.'] })
  const deaf = answer({ uin: '8', heading: 'Hearing', paragraphs: ['Deaf pupils have teachers of their own.'] })
  // So many texts that a word of one is rare.
  const others = Array.from({ length: 60 }, (_, n) =>
    answer({ uin: String(500 + n), heading: 'Pupils', paragraphs: [`Schools help pupils in way ${n}.`] }),
  )
  const answers = [travel, kent, deaf, ...others]
  const ask = asking(answers, fakeMeaning([travel, near(0.95)], [kent, near(0.5, 2)]), vocabulary)

  test('a place that the passage doesn’t mention makes it the closest at most', async () => {
    const reply = await ask('who must arrange free travel in Kent?')
    expect(reply).toMatchObject({
      kind: 'closest',
      best: { answer: travel },
      missing: [{ word: 'Kent', inRecord: true, place: true }],
    })
  })

  test('a place that stands nowhere in the record is named as such', async () => {
    expect(await ask('who must arrange free travel in surrey?')).toMatchObject({
      kind: 'closest',
      missing: [{ word: 'surrey', inRecord: false, place: true }],
    })
  })

  test('another word of the field is named, and the passage is still an answer', async () => {
    expect(await ask('who must arrange free travel for deaf children?')).toMatchObject({
      kind: 'answer',
      missing: [{ word: 'deaf', inRecord: true, place: false }],
    })
    expect(await ask('who must arrange free travel for young carers?')).toMatchObject({
      missing: [{ word: 'young carers', inRecord: false, place: false }],
    })
  })

  test.each([
    ['another form of it', 'who must arrange free travelling for any eligible children?'],
    ['a word of the record that is meant by it', 'who must arrange a free taxi for children?'],
    ['the heading', 'who must arrange free transport for children?'],
  ])('a word is mentioned by %s', async (_what, typed) => {
    expect(await ask(typed)).not.toHaveProperty('missing')
  })

  test('everyday words are never named', async () => {
    expect(await ask('I want to know who must arrange free travel')).not.toHaveProperty('missing')
  })
})

describe('a word or two alone are looked up', () => {
  const vocabulary = {
    ...EMPTY_VOCABULARY,
    topic: [['school', 'tribunal']],
    names: [['surrey']],
    talk: [['thanks', 'one']],
  }
  const on = (uin: string, answered: string, text: string) =>
    answer({ uin, answered, tabled: '2018-01-08', paragraphs: [text] })
  const older = on('1', '2019-02-01', 'VAT on fees is paid in Surrey.')
  const newer = on('2', '2025-02-01', 'VAT on fees is paid by parents in Surrey.')
  const other = on('3', '2025-03-01', 'Tribunals hear appeals, and judges are thanked at lunch.')
  const answers = [older, newer, other]
  const far = fakeMeaning([older, near(0.2, 1)], [newer, near(0.2, 2)], [other, near(0.2, 3)])

  test.each(['VAT', 'vat', 'Surrey', 'VAT fees', 'surrey?'])(
    '%j finds the newest passage that has it',
    async (typed) => {
      for (const meaning of [undefined, far])
        expect(await asking(answers, meaning, vocabulary)(typed)).toMatchObject({
          kind: 'answer',
          best: { answer: newer },
          others: [{ answer: older }],
        })
    },
  )

  test.each(['thanks', 'Thanks!', 'volcano', 'VAT volcano lava'])(
    '%j has nothing to look up, or more than the record has: nothing is found or shown',
    async (typed) => {
      for (const meaning of [undefined, far])
        expect(await asking(answers, meaning, vocabulary)(typed)).toMatchObject({ kind: 'no-answer', nearest: [] })
    },
  )

  test('a phrase of the field is not found by its single words: the reply says that no answer mentions it', async () => {
    const field = { ...EMPTY_VOCABULARY, topic: [['young carer', 'school']] }
    const voices = on('1', '2025-02-01', 'The voices of young people and of their carers are heard.')
    expect(await asking([voices], fakeMeaning([voices, near(0.2)]), field)('young carers')).toMatchObject({
      kind: 'no-answer',
      missing: [{ word: 'young carers', inRecord: false }],
    })
  })

  test('"Lunch at one?" finds and shows nothing, though the record has the word', async () => {
    expect(await asking(answers, far, vocabulary)('Lunch at one?')).toMatchObject({ kind: 'no-answer', nearest: [] })
  })
})

describe('a question of how things stand now', () => {
  const old = answer({ uin: '1', tabled: '2019-01-05', answered: '2019-01-10', paragraphs: ['Pilots run in Leeds.'] })
  const recent = answer({ uin: '2', tabled: '2025-01-05', answered: '2025-01-10', paragraphs: ['Trials ended.'] })
  const ask = (cosine: number) => asking([old, recent], fakeMeaning([old, near(0.9, 1)], [recent, near(cosine, 2)]))

  test.each(['what is the latest on schemes', 'do schemes still go ahead', 'is the scheme continuing'])(
    '%j finds the newest of those that answer nearly as well',
    async (typed) => {
      expect(bestOf(await ask(0.87)(typed))?.answer).toBe(recent)
      expect(bestOf(await ask(0.6)(typed))?.answer).toBe(old)
    },
  )

  test('another question finds the best', async () => {
    expect(bestOf(await ask(0.87)('which schemes go ahead'))?.answer).toBe(old)
  })
})

describe('the newer answer on the same matter, by meaning', () => {
  const old = answer({
    uin: '1',
    tabled: '2024-01-05',
    answered: '2024-01-10',
    paragraphs: ['The programme is under review.'],
  })
  const draft = {
    uin: '2',
    tabled: '2025-01-05',
    answered: '2025-01-10',
    paragraphs: ['Safety valve deals will come to an end.'],
  }
  /** The old answer is nearest; the later one is `alike` to it where both lie along one axis. */
  const newerThan = async (later: WrittenAnswer, vector: Float32Array) =>
    bestOf(await asking([old, later], fakeMeaning([old, near(0.9, 1)], [later, vector]))('what happens to agreements?'))
      ?.newer

  test('is pointed to though it says the contrary in other words', async () => {
    const later = answer(draft)
    expect(await newerThan(later, near(0.85, 1))).toMatchObject({ answer: later, index: 0 })
  })

  test('is near to the question and to the passage', async () => {
    expect(await newerThan(answer(draft), near(0.5, 1))).toBeUndefined()
    expect(await newerThan(answer(draft), near(0.79, 2))).toBeUndefined()
  })

  test.each([
    ['promises an answer', { holding: true }],
    ['refers to another', { references: [{ kind: 'referral', uin: '77' }] }],
    ['is older', { answered: '2023-01-10' }],
  ] as const)('is none that %s', async (_what, different) => {
    expect(await newerThan(answer({ ...draft, ...(different as object) }), near(0.85, 1))).toBeUndefined()
  })
})
