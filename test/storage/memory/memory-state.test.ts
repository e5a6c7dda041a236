import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import { stateContract } from '../state-contract.ts'

stateContract('memory', async () => {
  let now = Date.UTC(2026, 0, 1)
  return {
    state: createMemoryState({ now: () => now }),
    pass(ms) {
      now += ms
    },
  }
})
