import type { Corpus } from '../search/corpus.ts'
import type { Filter } from '../search/question/filter.ts'
import { filterPredicate } from '../search/question/filter-answers.ts'
import type { Fetching } from './fetching.ts'
import type { Covered } from './reply.ts'

/** What was looked through, for a reply that found nothing; nothing where there are no answers. */
export function coveredBy(
  corpus: Pick<Corpus, 'holdings' | 'newest' | 'names'>,
  filters: readonly Filter[],
  { kind }: Fetching,
): { covered?: Covered } {
  const { count, oldest, newest } = corpus.holdings()
  if (oldest === undefined || newest === undefined) return {}
  const passing = filters.length > 0 && corpus.newest().filter(filterPredicate(filters, corpus.names)).length
  return {
    covered: {
      answers: count,
      ...(passing !== false && { passing }),
      oldest,
      newest,
      ...(kind !== 'idle' && { fetching: kind }),
    },
  }
}
