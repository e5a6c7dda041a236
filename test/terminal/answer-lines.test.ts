import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import type { Ask } from '../../src/answering/reply.ts'
import { QuestionsJson } from '../../src/json/questions-json.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answerLines } from '../../src/terminal/answer-lines.ts'
import { answer } from '../answers.ts'

const one = answer({
  questions: [{ uin: '100001', tabled: '2024-01-08', text: 'To ask about ramps.', asker: 'Ada Smith' }],
  paragraphs: ['A ramp is inspected every year. '.repeat(20).trim()],
})
const best = { answer: one, index: 0, passage: one.passages[0] ?? [] }
const missing = [{ word: 'Surrey', inRecord: true, place: true }]
const covered = { answers: 1204, oldest: '2024-03-03', newest: '2026-11-20' }

/** What is printed for questions that each name the kind of reply they get. */
async function printed(typed: string, options: { json?: boolean } = {}) {
  const ask: Ask = async (asked) => {
    const { text } = asked
    if (text.includes('nothing'))
      return { kind: 'no-answer', question: asked, reason: 'nothing-close', nearest: [], covered }
    const kind = text.includes('closest') ? 'closest' : 'answer'
    const others = text.includes('others') ? [best] : []
    return { kind, question: asked, best, others, missing, confidence: 0.4 }
  }
  const output = new PassThrough()
  const index = createPassageIndex()
  index.add([one])
  const answering = createAnswering({ corpus: createCorpus([one]), index, ask })
  const count = await answerLines(answering, Readable.from([typed]), output, options)
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

test('the question in Parliament and other passages are printed when they are asked for, as a line says', async () => {
  const [short, withOthers] = (await printed('ramps\nramps and others\n')).said.split('> ramps and others')
  expect(short).toMatch(/\n\nType “full answer” for all of it and the question in Parliament\.\n\n$/)
  expect(withOthers).toMatch(/\n\nType “full answer” for .*, or “more” for other answers\.\n\n$/)
  for (const said of [short, withOthers]) {
    expect(said).not.toContain('To ask about ramps.')
    expect(said).not.toContain('More from the record')
  }
  expect((await printed('nothing like it\n')).said).not.toContain('Type')
})

test('filters alone narrow the last question, and without one they list the newest answers', async () => {
  const { said } = await printed('house:commons\nramps\nhouse:commons\nlatest house:commons\n')
  const replies = said.split(/^> /m).slice(1)
  expect(replies[0]).toContain('Newest answers in the House of Commons')
  expect(replies[2]).toContain('A ramp is inspected')
  expect(replies[3]).toContain('Newest answers in the House of Commons')
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
    notes: [
      'I couldn’t find a minister’s answer to that.',
      'I looked through 1,204 answers, from 3 March 2024 to 20 November 2026.',
    ],
    elsewhere: 'https://questions-statements.parliament.uk/written-questions?SearchTerm=nothing+like+it',
    reason: 'nothing-close',
    nearest: [],
    covered,
  })
})

test('the lines are one conversation', async () => {
  const { said, count } = await printed(
    'hello\nramps in Kent\nthanks\nand since 2024?\nwho said that?\nwho asked that?\nfull answer\n',
  )
  const replies = said.split(/^> /m).slice(1)
  expect(replies[0]).toBe(
    'hello\n\nHello! Ask me about SEND policy in your own words, and I’ll look for what a minister told Parliament.\n\n',
  )
  expect(replies[2]).toContain('You’re welcome!')
  expect(replies[3]).toContain('A ramp is inspected')
  expect(replies[4]).toMatch(/Answered by:\nA Minister, Minister of State · .*15 January 2024/)
  expect(replies[5]).toContain('Asked by:\nAda Smith · UIN 100001, House of Commons, tabled 8 January 2024 · https:')
  expect(replies[6]?.match(/A ramp/g)).toHaveLength(20)
  expect(replies[6]).toContain('UIN 100001, asked by Ada Smith, tabled 8 January 2024: To ask about ramps.')
  expect(count).toEqual({ questions: 7, answered: 7 })
})

test('as JSON each line is a question of its own', async () => {
  const { said } = await printed('ramps in Kent\nand in Surrey?\n', { json: true })
  expect(
    said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).question),
  ).toEqual(['ramps in Kent', 'and in Surrey?'])
})

test('a draft behind “asked before” lists earlier questions, as text and as JSON', async () => {
  const typed = 'asked before: to ask about ramps\nasked before: moonlight\n'
  const { said, count } = await printed(typed)
  expect(said).toMatch(
    /One earlier question is like yours:[\s\S]*UIN 100001, tabled 8 January 2024. Ada Smith[\s\S]*I found no earlier/,
  )
  expect(count).toEqual({ questions: 2, answered: 1 })
  const json = await printed(typed, { json: true })
  const [near, none] = json.said
    .trim()
    .split('\n')
    .map((line) => QuestionsJson.parse(JSON.parse(line)))
  expect(near).toMatchObject({ draft: 'to ask about ramps', questions: [{ question: { uin: '100001' } }] })
  expect(none).toMatchObject({ draft: 'moonlight', questions: [] })
  expect(json.count).toEqual(count)
})

test.for<[string, RegExp]>([
  [
    'latest',
    /^> latest\n\nNewest answers\n\nSpecial Educational Needs: A Minister, 15 January 2024\nA ramp is inspected/,
  ],
  [
    'about: special educational need',
    /\n\nNewest answers about special educational need\n\nSpecial Educational Needs: A/,
  ],
  [
    'about educational ramps',
    /\n\nNo topic is called “educational ramps”\. Did you mean:\n• Special Educational Needs \(1\)\n/,
  ],
  ['about', /\n\nThe topics with most answers:\n• Special Educational Needs \(1\)\n/],
])('%s is listed, and no question', async ([typed, wanted]) => {
  const { said, count } = await printed(`${typed}\n`)
  expect(said).toMatch(wanted)
  expect(count).toEqual({ questions: 1, answered: 1 })
})

test('at a terminal, questions to begin with come before the prompt', async () => {
  const ramps = {
    ...one,
    questions: [{ ...one.questions[0], text: 'To ask the Minister, how many ramps are inspected.' }] as const,
  }
  const corpus = createCorpus([ramps as unknown as typeof one])
  const ask: Ask = async (question) => ({ kind: 'answer', question, best, others: [] })
  const answering = createAnswering({ corpus, index: createPassageIndex(), ask })
  const input = Object.assign(Readable.from(['']), { isTTY: true })
  const output = new PassThrough()
  await answerLines(answering, input, output)
  output.end()
  expect(await text(output)).toMatch(/^For example:\n {2}How many ramps are inspected\?\n> /)
})
