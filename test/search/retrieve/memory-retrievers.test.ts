import { createAnswerIndex } from '../../../src/search/retrieve/answer-index.ts'
import { createVectorIndex, inMemory } from '../../../src/search/retrieve/vectors.ts'
import { retrieverContract } from './retriever-contract.ts'

retrieverContract('in memory', async () => ({
  answers: createAnswerIndex(),
  vectors: inMemory(createVectorIndex()),
  settled: async () => {},
  close: async () => {},
}))
