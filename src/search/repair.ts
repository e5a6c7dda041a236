/** A word that no answer has, and the word that was searched for instead. */
export interface Repair {
  typed: string
  read: string
}
