/** A word of a question that matters and that a passage doesn't mention, nor its answer's heading or questions. */
export interface MissingWord {
  /** As it was typed. */
  word: string
  /** Whether any text of the record mentions it. */
  inRecord: boolean
}
