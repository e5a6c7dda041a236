import { expect, test } from 'vitest'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { answerKey } from '../../../src/record/identity.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answeringFrom, asking as askingOf } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'

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

test('a question about the field may leave much unmet: people put a story around it', async () => {
  const reply = await ask(
    'my neighbour’s nephew wants a trade, does a prison school offer joinery or bricklaying or plumbing?',
  )
  expect(reply).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Prisons: Schools' } } })
})

test('of a question about another field as much is not enough', async () => {
  const reply = await ask(
    'my neighbour’s nephew is in prison, who pays for his bail, barrister, fines, visits and parole?',
  )
  expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
})

test('a question without a word of the field is answered where all of it is met, not where half is', async () => {
  expect((await ask('prison joinery teaches places paid county')).kind).toBe('answer')
  expect((await ask('prison joinery volcano lava eruption ash')).kind).toBe('no-answer')
})

test('words of everyday talk, met nowhere, do not count against a question', async () => {
  const words = 'anyone heard lately whether heard heard'
  expect((await ask(`${words}: school joinery`)).kind).toBe('answer')
})

test('where no field is known, half of the question must be met', async () => {
  const plain = asking(EMPTY_VOCABULARY, prison)
  expect((await plain('prison joinery volcano')).kind).toBe('answer')
  expect((await plain('prison volcano eruption lava')).kind).toBe('no-answer')
})

test('without an answer, the nearest are shown, one of each answer', async () => {
  const reply = await ask('prison parole and bail hearings')
  expect(reply).toMatchObject({ kind: 'no-answer', nearest: [{ answer: { heading: 'Prisons: Schools' } }] })
  if (reply.kind !== 'no-answer') throw new Error('an answer')
  expect(new Set(reply.nearest.map((found) => answerKey(found.answer))).size).toBe(reply.nearest.length)
})
