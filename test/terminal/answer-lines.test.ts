import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Reply } from '../../src/answering/reply.ts'
import { answerLines } from '../../src/terminal/answer-lines.ts'
import { answer } from '../answers.ts'
import { question } from '../questions.ts'

const one = answer({ paragraphs: ['A ramp is inspected every year. '.repeat(20).trim()] })
const best = { answer: one, index: 0, passage: one.passages[0] ?? [] }
const missing = [{ word: 'Surrey', inRecord: true, place: true }]
const covered = { answers: 1204, oldest: '2024-03-03', newest: '2026-11-20' }

/** What is printed for questions that each name the kind of reply they get. */
async function printed(typed: string, options: { json?: boolean } = {}) {
  const ask = async (asked: ReturnType<typeof question>): Promise<Reply> => {
    const { text } = asked
    if (text.includes('nothing'))
      return { kind: 'no-answer', question: asked, reason: 'nothing-close', nearest: [], covered }
    const kind = text.includes('closest') ? 'closest' : 'answer'
    return { kind, question: asked, best, others: [], missing, confidence: 0.4 }
  }
  const output = new PassThrough()
  const count = await answerLines({ parse: question, ask }, Readable.from([typed]), output, options)
  output.end()
  return { count, said: await text(output) }
}

test('the closest is printed under a heading that says so, shortened, with what it doesn’t mention', async () => {
  const { said } = await printed('closest ramps\n')
  expect(said).toMatch(
    /\nThe closest I found:\n\nSpecial Educational Needs\n\nA ramp .*\n\nShortened: the source has all of it\.\n\nA Minister.*\nSource: https:.*\n\nDoesn’t mention: Surrey\.\n/,
  )
  expect(said.match(/A ramp/g)?.length).toBeLessThan(10)
})

test('an answer is printed whole, with what it doesn’t mention', async () => {
  const { said } = await printed('ramps\n')
  expect(said.match(/A ramp/g)).toHaveLength(20)
  expect(said).toContain('Doesn’t mention: Surrey.')
  expect(said).not.toContain('closest')
})

test('nothing is printed with what was searched', async () => {
  expect((await printed('nothing like it\n')).said).toContain(
    'I couldn’t find a minister’s answer to that.\nI looked through 1,204 answers, from 3 March 2024 to 20 November 2026.\n',
  )
})

test('neither the closest nor nothing counts as answered', async () => {
  expect((await printed('ramps\nclosest ramps\nnothing like it\n')).count).toEqual({ questions: 3, answered: 1 })
})

test('as JSON a reply has its kind, its missing words, its confidence, and what was searched', async () => {
  const { said } = await printed('closest ramps\nnothing like it\n', { json: true })
  const [closest, nothing] = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(closest).toMatchObject({ kind: 'closest', missing, confidence: 0.4, best: { index: 0 } })
  expect(nothing).toEqual({
    kind: 'no-answer',
    question: 'nothing like it',
    reason: 'nothing-close',
    nearest: [],
    covered,
  })
})
