import { z } from 'zod'
import type { Shortfall } from '../../answering/shortfall.ts'

/** Characters of JSON for the words, so that they fit into a button's value beside a question. */
const ROOM = 350

/** A shortfall in the value of a button, so that what is shared or copied says it too. */
export const CarriedShortfall = z.object({
  closest: z.literal(true).optional(),
  missing: z.array(z.object({ word: z.string(), inRecord: z.boolean(), place: z.boolean() })).optional(),
})

/** A shortfall for a value: with as many of its words as there is room for. */
export function carryShortfall({ closest, missing = [] }: Shortfall): z.infer<typeof CarriedShortfall> {
  const kept = [...missing]
  while (JSON.stringify(kept).length > ROOM) kept.pop()
  return { ...(closest && { closest }), ...(kept.length > 0 && { missing: kept }) }
}
