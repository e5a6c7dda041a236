import { expect, test } from 'vitest'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { answeringFrom, asking as askingOf } from './answering-from.ts'

const FIELD = { ...EMPTY_VOCABULARY, topic: [['SEND', 'school', 'EHC plan']], talk: [['anyone', 'heard', 'lately']] }

/** Thirty answers of the field on other matters, so that words have a rarity. */
const others = Array.from({ length: 30 }, (_, n) =>
  answer({
    uin: String(300 + n),
    paragraphs: [`Every school with SEND pupils has support number ${n} in the county.`],
  }),
)
const prison = answer({
  uin: '1',
  heading: 'Prisons: Schools',
  paragraphs: ['A prison school teaches joinery, and its places are paid for by the county.'],
})

function asking(vocabulary: typeof FIELD, ...answers: WrittenAnswer[]) {
  return askingOf(answeringFrom([...answers, ...others], vocabulary))
}
const ask = asking(FIELD, prison)

test('a question about the field may have many words that nothing has: it gets the closest', async () => {
  const reply = await ask(
    'my neighbour’s nephew wants a trade, does a prison school offer joinery or bricklaying or plumbing?',
  )
  expect(reply).toMatchObject({ kind: 'closest', best: { answer: { heading: 'Prisons: Schools' } } })
})

test('a question about another field with as many such words gets nothing', async () => {
  const reply = await ask(
    'my neighbour’s nephew is in prison, who pays for his bail, barrister, fines, visits and parole?',
  )
  expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close', nearest: [] })
})

test('a question without a word of the field is answered where a passage has all of it, not where one has half', async () => {
  expect((await ask('prison joinery teaches places paid county')).kind).toBe('answer')
  expect((await ask('prison joinery volcano lava eruption ash')).kind).toBe('no-answer')
})

test('words of everyday talk that nothing has count little against a question', async () => {
  expect((await ask('anyone heard lately whether heard heard: school joinery')).kind).toBe('answer')
})

test('where the vocabulary has no words of the field, more words that nothing has make it the closest, then nothing', async () => {
  const plain = asking(EMPTY_VOCABULARY, prison)
  expect((await plain('prison joinery teaches')).kind).toBe('answer')
  expect((await plain('prison joinery volcano eruption')).kind).toBe('closest')
  expect((await plain('prison volcano eruption lava ash crater magma')).kind).toBe('no-answer')
})

test('without an answer, the nearest are shown, one of each answer', async () => {
  const reply = await ask('school parole bail hearings barristers judges magistrates')
  expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
  if (reply.kind !== 'no-answer') throw new Error('an answer')
  expect(reply.nearest.length).toBeGreaterThan(0)
  expect(new Set(reply.nearest.map((found) => answerKey(found.answer))).size).toBe(reply.nearest.length)
})
