import type { Reply } from './reply.ts'

/** What the first passage of a reply lacks as an answer; empty for an answer that mentions every word that matters. */
export interface Shortfall {
  /** The passage is the closest that was found, not an answer. */
  closest?: true | undefined
  /** Words of the question that the passage doesn't mention. */
  missing?: Reply['missing'] | undefined
}

export function shortfallOf({ kind, missing = [] }: Pick<Reply, 'kind' | 'missing'>): Shortfall {
  return { ...(kind === 'closest' && { closest: true }), ...(missing.length > 0 && { missing }) }
}
