import type { Verdicts } from './verdicts.ts'

/** Counts verdicts until the process ends, and stores nothing of them. */
export function createMemoryVerdicts(): Verdicts {
  const counts = { helpful: 0, unhelpful: 0 }
  return {
    async keep({ helpful }) {
      counts[helpful ? 'helpful' : 'unhelpful']++
    },
    counts: async () => ({ ...counts }),
  }
}
