/** What somebody made of a reply. */
interface Verdict {
  helpful: boolean
  /** The key of the answer that was shown first; undefined where nothing answered. */
  answer: string | undefined
  /** Which of its passages, from 0. */
  passage: number | undefined
  /** As asked. Whoever keeps the verdict keeps a salted hash of its terms alone, unless told to keep questions. */
  question: string
}

/** Keeps verdicts, and never who gave them. */
export interface Feedback {
  keep: (verdict: Verdict) => Promise<void>
  counts: () => Promise<{ helpful: number; unhelpful: number }>
}
