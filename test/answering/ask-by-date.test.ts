import { describe, expect, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import type { Reply } from '../../src/answering/reply.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { questionNotes } from '../../src/wording/reply-notes.ts'
import { answer } from '../answers.ts'

const TODAY = '2026-11-26'
const ramp = (uin: string, answered: string, text: string) =>
  answer({ uin, answered, heading: 'Schools: Ramps', paragraphs: [text] })
const old = ramp('1', '2024-05-07', 'School ramps are paid for by councils, as every school ramp has been for years.')
const april = ramp('2', '2026-04-14', 'Councils pay for a school ramp.')
const october = ramp('3', '2026-10-20', 'Ramps at a school have a handrail.')
const opened = answer({
  uin: '4',
  answered: '2026-06-02',
  heading: 'Lifts',
  paragraphs: ['The first lifts opened in April 2026.'],
})
const answers = [old, april, october, opened]

const filler = Array.from({ length: 60 }, (_, n) =>
  answer({ uin: String(100 + n), heading: 'Meals', paragraphs: [`Lunch number ${n} is served at one.`] }),
)
const vocabulary = { ...EMPTY_VOCABULARY, topic: [['ramp'], ['lift']] }
const index = createPassageIndex(vocabulary)
index.add([...answers, ...filler])
const { ask, parse, next } = createAnswering({
  corpus: createCorpus([...answers, ...filler]),
  index,
  today: () => TODAY,
})
const asked = (typed: string) => ask(parse(typed))
const uin = (reply: Reply) => (reply.kind === 'no-answer' ? undefined : reply.best.answer.questions[0].uin)

describe('a date in plain words', () => {
  test.each([
    ['what did ministers say about ramps in April 2026?', '2', 'Showing answers given in April 2026.'],
    ['what did ministers say last month about ramps?', '3', 'Showing answers given in October 2026.'],
    ['what have ministers said about ramps since October?', '3', 'Showing answers since October 2026.'],
    ['before 2025, what did ministers say about ramps?', '1', 'Showing answers before 2025.'],
  ])('restricts the question, and the reply says so: %s', async (typed, found, note) => {
    const reply = await asked(typed)
    expect(uin(reply)).toBe(found)
    expect(questionNotes(reply)).toEqual([note])
  })

  test('that a passage names is the subject', async () => {
    const reply = await asked('what did ministers say about lifts in April 2026?')
    expect(uin(reply)).toBe('4')
    expect(questionNotes(reply)).toEqual([])
  })

  test('from which nothing answers: the reply says so', async () => {
    const reply = await asked('what did ministers say about ramps in March 2026?')
    expect(reply.kind).not.toBe('no-answer')
    expect(questionNotes(reply)).toEqual(['I found no answer to that from March 2026; this one is from another time.'])
  })

  test('is undone by “at any time?”, and replaced by another date', async () => {
    const { turn } = await next('what have ministers said about ramps since October?', undefined, TODAY)
    const anyTime = await next('at any time?', turn, TODAY)
    expect(anyTime.turn?.question.filters).toEqual([])
    const before = await next('and before 2025?', turn, TODAY)
    expect(before.turn?.question).toMatchObject({
      text: 'what have ministers said about ramps?',
      filters: [{ name: 'before', value: '2025' }],
    })
  })
})

test('written dates, and what else a question says, stay with a date in plain words', () => {
  expect(parse('what did the Lords say about ramps since January? dept:health')).toMatchObject({
    text: 'ramps?',
    filters: [
      { name: 'dept', value: 'health' },
      { name: 'since', value: '2026-01' },
      { name: 'house', value: 'Lords' },
    ],
  })
  expect(parse('what did the Lords say about ramps in April 2026?')).toMatchObject({
    year: { value: '2026-04', text: 'ramps' },
  })
  expect(parse('what have ministers said about ramps since January? since:2025').filters).toMatchObject([
    { name: 'since', value: '2025' },
  ])
})
