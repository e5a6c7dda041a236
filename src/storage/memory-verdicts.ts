import type { Verdicts } from './verdicts.ts'

/** Counts verdicts until the process ends, and keeps nothing else of them. */
export function createMemoryVerdicts(): Verdicts {
  const verdicts = new Map<string, boolean>()
  return {
    async keep({ id, helpful }) {
      verdicts.set(id, helpful)
    },
    async counts() {
      const helpful = [...verdicts.values()].filter((one) => one).length
      return { helpful, unhelpful: verdicts.size - helpful }
    },
  }
}
