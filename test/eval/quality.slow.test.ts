import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createCanonicalPassages, rankingOf } from '../../eval/quality/canonical-passages.ts'
import { measure } from '../../eval/quality/measures.ts'
import { answer } from '../answers.ts'
import { run } from '../run.ts'
import { shared } from '../shared.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const quality = (...args: string[]) => run(['eval/quality/main.ts', ...args])

/** Two answers with text and one without, three questions, their judgments; and how a file of it is named. */
async function smallSet(): Promise<{ args: string[]; file: (name: string) => string }> {
  const folder = await temporaryFolder()
  const file = (name: string) => join(folder, name)
  const pool = 'The school has a hydrotherapy pool.'
  const swim = 'Its pupils swim every Monday, with a therapist beside them.'
  const ramp = 'Every school has a ramp.'
  const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
  const files = {
    'answers.jsonl': lines([
      { id: 1, tabled: '2024-05', heading: 'Pools', question: 'To ask.', answerHtml: `<p>${pool}</p><p>${swim}</p>` },
      { id: 2, tabled: '2024-06', question: 'To ask about ramps.', answerHtml: `<p>${ramp}</p>` },
      { id: 3, tabled: '2024-07', question: 'To ask about nothing.', answerHtml: '<p></p>' },
    ]),
    'passages.jsonl': lines([
      { id: '1#0', answer: 1, text: pool },
      { id: '1#1', answer: 1, text: swim },
      { id: '2#0', answer: 2, text: ramp },
    ]),
    'questions.tsv': 'q1\thydrotherapy pool in a school\nq2\tschool ramp\nq3\tvolcano eruption lava\n',
    qrels: 'q1 0 1#0 2\nq1 0 1#1 1\nq2 0 1#1 2\nq2 0 2#0 0\nq3 0 2#0 2\n',
    'out.tsv': 'x1\tbest pizza in Leeds\nx2\tschool ramp\n',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(file(name), text)
  const named = {
    answers: 'answers.jsonl',
    passages: 'passages.jsonl',
    questions: 'questions.tsv',
    qrels: 'qrels',
    'out-of-scope': 'out.tsv',
  }
  return { args: Object.entries(named).flatMap(([option, name]) => [`--${option}`, file(name)]), file }
}

describe('quality, on a small set', () => {
  test('prints how many are answered first and in three, and how many wrongly or rightly get no answer', async () => {
    const { args } = await smallSet()
    const { code, stdout } = await quality(...args, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      questions: 3,
      s1: 1 / 3,
      wronglyUnanswered: 1 / 3,
      outOfScopeUnanswered: 1 / 2,
    })
  })

  test('several files of questions are several sets, printed one after another', async () => {
    const { args, file } = await smallSet()
    await writeFile(file('more.tsv'), 'q2\tschool ramp\n')
    const several = [...args, '--questions', file('questions.tsv'), '--questions', file('more.tsv')]
    const sets = JSON.parse((await quality(...several, '--json')).stdout) as { name: string; questions: number }[]
    expect(sets.slice(-2).map(({ name, questions }) => [name, questions])).toEqual([
      [file('questions.tsv'), 3],
      [file('more.tsv'), 1],
    ])
    expect((await quality(...several)).stdout).toMatch(/questions +3\nS@1 [\s\S]*questions +1\nS@1 /)
  })

  test('each fold is printed by itself, and every question is in one', async () => {
    const { args } = await smallSet()
    const { folds } = JSON.parse((await quality(...args, '--folds', '2', '--json')).stdout)
    expect(folds.map(({ questions }: { questions: number }) => questions)).toHaveLength(2)
    expect(folds[0].questions + folds[1].questions).toBe(3)
  })

  test('for a training question its own passage is right', async () => {
    const { args, file } = await smallSet()
    await mkdir(file('training'))
    const passages = [
      '{"id":"1#0","text":"The school has a hydrotherapy pool."}',
      '{"id":"2#0","text":"Every school has a ramp."}',
    ]
    await writeFile(join(file('training'), 'passages.jsonl.gz'), gzipSync(passages.join('\n')))
    await writeFile(
      join(file('training'), 'questions.tsv'),
      '1#0\thydrotherapy pool\n1#0\tthe school pool\n2#0\thydrotherapy\n',
    )
    const { stdout } = await quality(...args, '--training', file('training'), '--json')
    expect(JSON.parse(stdout)).toMatchObject({ questions: 3, s1: 2 / 3 })
  })

  test('writes the ranking as a TREC run, by the ids of the canonical passages', async () => {
    const { args, file } = await smallSet()
    await quality(...args, '--run', file('out.run'))
    const run = (await readFile(file('out.run'), 'utf8')).trim().split('\n')
    expect(run[0]).toBe('q1 Q0 1#0 1 10 send-answers')
    expect(run.filter((line) => !/^q\d Q0 \d#\d \d+ \d+ send-answers$/.test(line))).toEqual([])
  })

  test.each([
    ['a file that is not there', (file: string) => ['--qrels', `${file}-none`], /-none/],
    [
      'a line that is not right',
      (file: string) => ['--questions', file],
      /line 1: expected an id, a tab and a question/,
    ],
    ['an unknown option', () => ['--loud'], /Usage: npm run -s quality/],
    ['a number of folds that is none', () => ['--folds', '1'], /Usage: npm run -s quality/],
    [
      'a run of several sets',
      (file: string) => ['--questions', file.replace(/qrels$/, 'out.tsv'), '--run', `${file}-run`],
      /--run takes one file of questions/,
    ],
  ])('%s is named, and ends with 2', async (_what, wrong, said) => {
    const { args, file } = await smallSet()
    const { code, stderr } = await quality(...args, ...wrong(file('qrels')))
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(said) })
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('a rank is taken by whatever stands there', () => {
  const pools = answer({
    questions: [{ id: 1, uin: '1', tabled: '2024-01-08', text: 'To ask.' }],
    paragraphs: ['The pool is warm.', 'The school', 'has a pool.', 'It is cold.'],
  })
  const canonical = createCanonicalPassages([
    { id: '1#0', answer: 1, text: 'The pool is warm.' },
    { id: '1#1', answer: 1, text: 'The school has a pool.' },
  ])
  const judgments = new Map([['q', new Map([['1#0', 2]])]])
  const ranking = (...places: number[]) =>
    rankingOf(
      places.map((index) => ({ answer: pools, index })),
      'q',
      { canonical, judgments },
    )

  test('by a passage that the judgments do not know', () => {
    expect(ranking(3, 0)).toEqual([undefined, '1#0'])
    expect(measure(new Map([['q', ranking(3, 0)]]), judgments)).toMatchObject({ s1: 0, s3: 1, mrr: 1 / 2 })
  })

  test('by another part of what stood further up', () => {
    expect(ranking(1, 2, 0)).toEqual(['1#1', undefined, '1#0'])
  })
})

const dev = shared('eval/dev.qrels')
// The first run makes the vectors of all passages, some 30 a second; later ones find them in the data folder.
const MAKING_VECTORS_MS = 300_000
describe.skipIf(dev.missing)(`quality, on the dev set${dev.note}`, { timeout: MAKING_VECTORS_MS }, () => {
  const figures = async (...args: string[]) => JSON.parse((await quality(...args, '--json')).stdout)

  test('what colleagues ask is answered first, or among three, as often as aimed at', async () => {
    const { s1, s3, ndcg10, wronglyUnanswered, outOfScopeUnanswered } = await figures()
    expect(s1).toBeGreaterThanOrEqual(0.5)
    expect(s3).toBeGreaterThanOrEqual(0.7)
    expect(ndcg10).toBeGreaterThanOrEqual(0.63)
    expect(wronglyUnanswered).toBeLessThanOrEqual(0.03)
    expect(outOfScopeUnanswered).toBeGreaterThanOrEqual(0.95)
  })

  test('keywords, too', async () => {
    const { s1, s3, outOfScopeUnanswered } = await figures('--questions', shared('eval/dev.keywords.tsv').file)
    expect(s1).toBeGreaterThanOrEqual(0.72)
    expect(s3).toBeGreaterThanOrEqual(0.89)
    expect(outOfScopeUnanswered).toBeGreaterThanOrEqual(0.95)
  })
})
