import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import type { Turn } from '../../src/answering/conversation.ts'
import type { Ask } from '../../src/answering/reply.ts'
import { SMALL_TALK } from '../../src/answering/small-talk-phrases.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'
import { question } from '../questions.ts'
import { answeringFrom } from './answering-from.ts'

const TODAY = '2026-11-26'
const old = answer({ uin: '1', answered: '2024-01-15', heading: 'Ramps', paragraphs: ['Each school has three ramps.'] })
const newer = answer({
  uin: '2',
  answered: '2025-05-03',
  heading: 'Ramps',
  paragraphs: ['Each school has four ramps.'],
})
const last: Turn = { question: question('ramps in schools'), page: 0, best: { key: '2024-01-08/1', index: 0 } }

test('whatever small talk is put together, nothing is searched, and the last turn stays what it was', async () => {
  const ask: Ask = async () => {
    throw new Error('a search')
  }
  const { next } = createAnswering({ corpus: createCorpus([old]), index: createPassageIndex(), ask })
  const phrases = SMALL_TALK.filter(({ kind }) => kind !== undefined).flatMap(({ phrases }) =>
    phrases.join(', ').split(', '),
  )
  const phrase = fc.oneof(
    fc.constantFrom(...phrases),
    fc.constantFrom(...phrases).map((text) => text.toUpperCase()),
  )
  const clause = fc
    .tuple(phrase, fc.constantFrom('!', '?', ', ', '. ', '\n', '! 👋 ', '! :wave: '))
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(fc.array(clause, { minLength: 1, maxLength: 4 }), async (clauses) => {
      const typed = clauses.join('')
      const { said, turn } = await next(typed, last, TODAY)
      expect(said.kind).toBe('small-talk')
      expect(turn).toBe(last)
    }),
  )
})

test('whatever is typed, a message gets a reply, and is not taken for a follow-up that needs no mention', async () => {
  const { next, followsUp } = answeringFrom([old])
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), async (typed) => {
      expect(await next(typed, last, TODAY)).toHaveProperty('said.kind')
      expect(followsUp(`${typed} ramps`, last, TODAY)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('a message without words to search for leaves the last turn as it was', async () => {
  const { next } = answeringFrom([old])
  for (const typed of ['why?', 'really?', 'is it?']) {
    const { said, turn } = await next(typed, last, TODAY)
    expect(said, typed).toMatchObject({ kind: 'reply', shown: { reply: { reason: 'no-words' } } })
    expect(turn).toBe(last)
  }
})

describe('"asked before: …"', () => {
  const asked = answer({ uin: '3', question: 'how many ramps in schools', paragraphs: ['There are 900.'] })
  const { next, followsUp } = answeringFrom([asked])

  test.each(['asked before: ramps in schools', 'Asked before? Ramps in schools', 'hi, asked before ramps in schools'])(
    '“%s” lists earlier questions, and leaves the last turn as it was',
    async (typed) => {
      expect(await next(typed, last, TODAY)).toMatchObject({
        said: { kind: 'asked-before', asked: { kind: 'near', questions: [{ question: { uin: '3' } }] } },
        turn: last,
      })
    },
  )

  test('without a draft it is about the last question', async () => {
    expect(await next('asked before?', last, TODAY)).toMatchObject({
      said: { kind: 'asked-before', asked: { kind: 'near', draft: 'ramps in schools' } },
    })
    expect(await next('asked before?', undefined, TODAY)).toMatchObject({
      said: { kind: 'asked-before', asked: { kind: 'no-draft' } },
    })
    expect(followsUp('asked before?', last, TODAY)).toBe(false)
  })

  test.each([
    'was this asked before the election?',
    'how many ramps were asked before 2024?',
    'who asked before that?',
    'askedbefore ramps',
    'asked beforehand about ramps',
  ])('“%s” is a question', async (typed) => {
    expect((await next(typed, undefined, TODAY)).said.kind).toBe('reply')
  })
})

describe('"anything newer?"', () => {
  const { next } = answeringFrom([old, newer])

  test('finds the best of the newer answers, and the conversation goes on from there', async () => {
    const { said, turn } = await next('anything newer?', last, TODAY)
    expect(said).toMatchObject({ kind: 'reply', shown: { reply: { kind: 'answer', best: { answer: newer } } } })
    expect(turn).toMatchObject({
      question: { asked: 'ramps in schools since:2024-01-16' },
      best: { key: '2024-01-08/2' },
    })
  })

  test('says so where there is none, and the last turn stays', async () => {
    const ofNewest: Turn = { ...last, best: { key: '2024-01-08/2', index: 0 } }
    expect(await next('anything newer?', ofNewest, TODAY)).toEqual({
      said: { kind: 'nothing-newer', found: { answer: newer, index: 0, passage: newer.passages[0] } },
      turn: ofNewest,
    })
  })

  test('of a UIN looks for what was asked in Parliament', async () => {
    const asked = answer({ uin: '3', question: 'How many ramps do schools have?', paragraphs: ['Two.'] })
    const { next } = answeringFrom([asked, newer])
    const first = await next('uin 3', undefined, TODAY)
    const { said } = await next('is there a newer answer?', first.turn, TODAY)
    expect(said).toMatchObject({ kind: 'reply', shown: { reply: { best: { answer: newer } } } })
  })

  test('of an answer that is gone says so', async () => {
    const gone: Turn = { ...last, best: { key: '2020-01-01/9', index: 0 } }
    for (const typed of ['anything newer?', 'who said that?', 'who asked that?', 'full answer'])
      expect(await next(typed, gone, TODAY)).toEqual({ said: { kind: 'gone' }, turn: gone })
  })
})
