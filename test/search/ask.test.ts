import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WrittenAnswer } from '../../src/corpus/answer.ts'
import { createCorpus } from '../../src/corpus/corpus.ts'
import { passageText } from '../../src/corpus/passage-text.ts'
import { createAsk } from '../../src/search/ask.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'

function asking(...answers: WrittenAnswer[]) {
  const index = createPassageIndex()
  index.add(answers)
  return createAsk(createCorpus(answers), index)
}

const transport = answer({
  uin: '200001',
  heading: 'Special Educational Needs: Transport',
  paragraphs: ['Councils must arrange free travel for eligible children.', 'We spent £4.2 million on pilots.'],
})
const letters = answer({
  uin: '200002',
  heading: 'Inspections',
  paragraphs: ['We have no plans to publish the letters.', 'Councils are inspected by Ofsted.'],
})
const ask = asking(transport, letters)

describe('a question finds the paragraph that answers', () => {
  test('by its own words', async () => {
    const reply = await ask('will they publish letters?')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: letters, index: 0 } })
  })

  test('by the heading of its answer where the paragraph leaves the subject out', async () => {
    const reply = await ask('how much was spent on transport pilots')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: transport, index: 1 } })
  })

  test('by a number as it is written', async () => {
    expect(await ask('£4.2 million')).toMatchObject({ kind: 'answer', best: { index: 1 } })
  })

  test('with at most four others, each of them once', async () => {
    const many = answer({ paragraphs: Array.from({ length: 9 }, (_, n) => `Ramps are useful, in way ${n}.`) })
    const reply = await asking(many)('useful ramps')
    if (reply.kind !== 'answer') throw new Error('no answer')
    expect(new Set([reply.best, ...reply.others].map(({ index }) => index)).size).toBe(5)
  })

  test('every paragraph of the corpus is found first by its own text', async () => {
    for (const one of [transport, letters])
      for (const [index, passage] of one.passages.entries())
        expect(await ask(passageText(passage))).toMatchObject({ kind: 'answer', best: { answer: one, index } })
  })
})

describe('a UIN finds that question', () => {
  const lords = answer({ uin: 'HL1234', paragraphs: ['First.', 'Second.'] })
  const again = answer({ uin: 'HL1234', tabled: '2021-01-08', answered: '2021-01-18', paragraphs: ['Earlier.'] })

  test.each(['HL1234', 'hl1234', ' Hl1234? ', 'UIN HL1234', 'question hl1234'])('%j', async (question) => {
    const reply = await asking(lords)(question)
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: lords, index: 0 }, others: [{ index: 1 }] })
  })

  test('one that was used twice finds the newest, with the other beside it', async () => {
    const reply = await asking(again, lords)('HL1234')
    expect(reply).toMatchObject({ best: { answer: lords }, others: [{ answer: again }, { answer: lords }] })
  })

  test('one that is not here is said not to be', async () => {
    expect(await ask('HL999')).toMatchObject({ kind: 'no-answer', reason: 'unknown-uin', nearest: [] })
  })
})

describe('where nothing answers, it says so and why', () => {
  test.each(['', '   ', '?!', '🙂🙂', '```', 'the of and'])('nothing to search for: %j', async (question) => {
    expect(await ask(question)).toEqual({ kind: 'no-answer', question, reason: 'no-words', nearest: [] })
  })

  test('a question about something else', async () => {
    expect(await ask('how do I reset my VPN password')).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
  })

  test('a question of which only a little is met comes with the nearest, one of each answer', async () => {
    const reply = await ask('which councils run swimming galas for retired postmen')
    expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
    if (reply.kind !== 'no-answer') throw new Error('an answer')
    expect(reply.nearest.map(({ answer }) => answer.heading).toSorted()).toEqual([
      'Inspections',
      'Special Educational Needs: Transport',
    ])
  })

  test('whatever is typed, there is a reply', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (question) => {
        expect(['answer', 'no-answer']).toContain((await ask(question)).kind)
      }),
    )
    expect((await ask('letters '.repeat(5000))).kind).toBe('answer')
  })
})
