import { createHmac } from 'node:crypto'

/** The same words have the same hash, whatever their order; without the salt nobody can tell which words. */
export function hashTerms(terms: readonly string[], salt: string): string {
  return createHmac('sha256', salt).update(terms.toSorted().join(' ')).digest('hex')
}
