import type { Shortfall } from '../../answering/shortfall.ts'

/** Characters of JSON for the words, so that they fit into a button's value beside a question. */
const ROOM = 250

/** A shortfall as a button carries it: with as many of its words as there is room for. */
export function carryShortfall({ closest, missing = [] }: Shortfall): Shortfall {
  const kept = [...missing]
  while (JSON.stringify(kept).length > ROOM) kept.pop()
  return { ...(closest && { closest }), ...(kept.length > 0 && { missing: kept }) }
}
