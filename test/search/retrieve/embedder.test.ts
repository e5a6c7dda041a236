import { expect, test } from 'vitest'
import { embedWithin } from '../../../src/search/retrieve/embedder.ts'

const vector = new Float32Array(384)

test('gives the vector that comes in time', async () => {
  expect(await embedWithin({ embedQuestion: async () => vector }, 'a question', 60_000)).toBe(vector)
})

test('gives nothing after the limit, whenever the vector comes', async () => {
  const never = Promise.withResolvers<Float32Array>()
  expect(await embedWithin({ embedQuestion: () => never.promise }, 'a question', 5)).toBeUndefined()
})

test('gives nothing where embedding fails', async () => {
  const embedQuestion = async () => {
    throw new Error('no model')
  }
  expect(await embedWithin({ embedQuestion }, 'a question', 60_000)).toBeUndefined()
})
