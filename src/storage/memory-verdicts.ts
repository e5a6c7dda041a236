import type { Verdicts } from './verdicts.ts'

/** Counts verdicts until the process ends, and keeps nothing else of them. */
export function createMemoryVerdicts(): Verdicts {
  const teams = new Map<string, Map<string, boolean>>()
  return {
    async keep({ id, team, helpful }) {
      teams.set(team, (teams.get(team) ?? new Map()).set(id, helpful))
    },
    async counts(team) {
      const verdicts = [...(teams.get(team)?.values() ?? [])]
      const helpful = verdicts.filter((one) => one).length
      return { helpful, unhelpful: verdicts.length - helpful }
    },
    async erase(team, id) {
      if (id !== undefined) return teams.get(team)?.delete(id) ? 1 : 0
      const erased = teams.get(team)?.size ?? 0
      teams.delete(team)
      return erased
    },
  }
}
