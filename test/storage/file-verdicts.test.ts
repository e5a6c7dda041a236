import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileFeedback } from '../../src/storage/file-verdicts.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const verdict = { helpful: true, answer: '2024-01-08/1', passage: 0, question: 'how many ramps are there?' }
const lines = async (folder: string) =>
  (await readFile(join(folder, 'feedback.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('what is kept of a verdict', () => {
  test('is the verdict, the answer, the passage and a hash, and nothing of the question', async () => {
    const folder = await temporaryFolder()
    await createFileFeedback({ folder, keepQuestions: false }).keep(verdict)
    const [kept] = await lines(folder)
    expect(kept).toEqual({
      helpful: true,
      answer: '2024-01-08/1',
      passage: 0,
      terms: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await stat(join(folder, 'feedback.jsonl'))).mode & 0o077).toBe(0)
  })

  test('is the question, too, where that is chosen', async () => {
    const folder = await temporaryFolder()
    await createFileFeedback({ folder, keepQuestions: true }).keep(verdict)
    expect(await lines(folder)).toMatchObject([{ question: 'how many ramps are there?' }])
  })

  test('knows the same words again after a restart, and not in another folder', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
    await createFileFeedback({ folder, keepQuestions: false }).keep(verdict)
    await createFileFeedback({ folder, keepQuestions: false }).keep({ ...verdict, question: 'are there many Ramps?' })
    await createFileFeedback({ folder: other, keepQuestions: false }).keep(verdict)
    const [first, second] = await lines(folder)
    expect(second.terms).toBe(first.terms)
    expect((await lines(other))[0].terms).not.toBe(first.terms)
  })
})

test('verdicts are counted; without any there are none', async () => {
  const folder = join(await temporaryFolder(), 'made', 'when', 'needed')
  const feedback = createFileFeedback({ folder, keepQuestions: false })
  expect(await feedback.counts()).toEqual({ helpful: 0, unhelpful: 0 })
  await feedback.keep(verdict)
  await feedback.keep({ ...verdict, helpful: false, answer: undefined, passage: undefined })
  await feedback.keep(verdict)
  expect(await feedback.counts()).toEqual({ helpful: 2, unhelpful: 1 })
})
