/** A word that the corpus does not know, and the one that was searched for in its place. */
export interface Repair {
  typed: string
  read: string
}
