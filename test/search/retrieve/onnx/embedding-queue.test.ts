import { expect, test } from 'vitest'
import { DIMENSIONS } from '../../../../src/search/retrieve/embedder.ts'
import { createEmbeddingQueue } from '../../../../src/search/retrieve/onnx/embedding-queue.ts'
import type { EmbeddingReply } from '../../../../src/search/retrieve/onnx/embedding-requests.ts'
import type { ModelInput } from '../../../../src/search/retrieve/onnx/model-input.ts'

/** A model that runs one step each time that it is told to; an input is the letter codes of its text. */
function steppedModel() {
  const ran: string[] = []
  const steps: PromiseWithResolvers<Float32Array>[] = []
  const replies: EmbeddingReply[] = []
  const input = (text: string): ModelInput => ({ ids: [...text].map((letter) => letter.charCodeAt(0)), secondAt: 0 })
  const queue = createEmbeddingQueue(
    {
      questionInput: input,
      passageInputs: ({ text }) => text.split(' ').map(input),
      run: ({ ids }) => {
        const step = Promise.withResolvers<Float32Array>()
        ran.push(String.fromCharCode(...ids))
        steps.push(step)
        return step.promise
      },
    },
    (reply) => replies.push(reply),
  )
  const next = async (error?: Error) => {
    const step = steps.shift()
    if (error) step?.reject(error)
    else step?.resolve(new Float32Array(DIMENSIONS).fill(0.5))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { queue, ran, replies, next }
}
const passage = (id: number, text: string) => ({ kind: 'passage', id, passage: { context: '', text } }) as const
const question = (id: number, text: string) => ({ kind: 'question', id, text }) as const

test('a question waits for the window that runs, and goes before the rest of its passage', async () => {
  const { queue, ran, replies, next } = steppedModel()
  queue.add(passage(1, 'one two three'))
  queue.add(passage(2, 'four'))
  queue.add(question(3, 'when?'))
  for (let step = 0; step < 5; step++) await next()
  expect(ran).toEqual(['one', 'when?', 'two', 'three', 'four'])
  expect(replies.map(({ id }) => id)).toEqual([3, 1, 2])
})

test('a passage’s windows come as one array of int8, a question’s vector as it is', async () => {
  const { queue, replies, next } = steppedModel()
  queue.add(passage(1, 'one two'))
  queue.add(question(2, 'when?'))
  for (let step = 0; step < 3; step++) await next()
  expect(replies).toEqual([
    { id: 2, vectors: new Float32Array(DIMENSIONS).fill(0.5) },
    { id: 1, vectors: new Int8Array(2 * DIMENSIONS).fill(127) },
  ])
})

test('what fails is replied to with the problem, and the next is embedded', async () => {
  const { queue, replies, next } = steppedModel()
  queue.add(passage(1, 'one two'))
  queue.add(question(2, 'when?'))
  await next(new Error('out of memory'))
  await next()
  expect(replies).toEqual([
    { id: 1, problem: 'out of memory' },
    { id: 2, vectors: expect.any(Float32Array) },
  ])
})

test('where more than 50 questions wait, the oldest are given up', async () => {
  const { queue, ran, replies, next } = steppedModel()
  queue.add(passage(0, 'one'))
  for (let id = 1; id <= 52; id++) queue.add(question(id, `${id}`))
  expect(replies.map(({ id }) => id)).toEqual([1, 2])
  expect(replies[0]).toMatchObject({ problem: expect.stringContaining('too many questions') })
  await next()
  expect(ran).toEqual(['one', '3'])
})
