/** Words that ask how things stand now. */
const ASKS_FOR_NOW =
  /\b(?:latest|newest|most recent|recently|now|nowadays|current|currently|still|today|this (?:year|month|week|term)|so far|at the moment|these days|up to date|continu(?:e|es|ing)|ongoing)\b/i

/** Passages with at least this share of the first one's score answer nearly as well. */
const NEARLY_AS_WELL = 0.94

/** Whether a question asks how things stand now: "latest", "still", "is it continuing". */
export function asksForNow(question: string): boolean {
  return ASKS_FOR_NOW.test(question)
}

/** The passages with the newest of those that answer nearly as well as the first before it; the others keep their order. */
export function preferNewest<T extends { score: number; answered: string }>(ranked: readonly T[]): T[] {
  const least = NEARLY_AS_WELL * (ranked[0]?.score ?? 0)
  const nearly = ranked.filter(({ score }) => score >= least)
  const rest = ranked.filter(({ score }) => score < least)
  return [...nearly.toSorted(newestFirst), ...rest]
}

function newestFirst(a: { answered: string }, b: { answered: string }): number {
  return a.answered < b.answered ? 1 : a.answered > b.answered ? -1 : 0
}
