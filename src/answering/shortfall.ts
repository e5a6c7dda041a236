import { z } from 'zod'
import type { Reply } from './reply.ts'

/**
 * What the first passage of a reply lacks as an answer. Buttons carry it, so that what is shared or copied says it too.
 * Empty for an answer that mentions every word that matters.
 */
export const Shortfall = z.object({
  /** The passage is the closest that was found, not an answer. */
  closest: z.literal(true).optional(),
  /** Words of the question that the passage doesn't mention. */
  missing: z.array(z.object({ word: z.string(), inRecord: z.boolean(), place: z.boolean() })).optional(),
})
export type Shortfall = z.infer<typeof Shortfall>

export function shortfallOf({ kind, missing = [] }: Pick<Reply, 'kind' | 'missing'>): Shortfall {
  return { ...(kind === 'closest' && { closest: true }), ...(missing.length > 0 && { missing }) }
}
