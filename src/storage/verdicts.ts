/** Why a reply was not helpful. */
type Reason = 'wrong-topic' | 'out-of-date' | 'doesnt-answer' | 'other'

/** What somebody thought of a reply. */
interface Verdict {
  /** Made for this verdict alone. */
  id: string
  /** The id of the workspace in which it was given. */
  team: string
  helpful: boolean
  /** Given after the verdict, or never. */
  reason?: Reason | undefined
  /** The key of the answer that was shown first; undefined if nothing was found. */
  answer: string | undefined
  /** The index of the passage in the answer. */
  passage: number | undefined
  /** As asked. It is stored only if questions are to be kept. */
  question: string
  /** The content words of the question. Only a salted hash of them is stored. */
  terms: readonly string[]
}

/** Who gave a verdict: for what refuses the verdicts of some. No store is told. */
interface Giver {
  user?: string | undefined
}

/** Keeps verdicts, without who gave them. Those of versions before workspaces were kept belong to none. */
export interface Verdicts {
  /** Keeps a verdict; one with the id of an earlier one of the workspace, to which a reason was added, takes its place. */
  keep: (verdict: Verdict, by?: Giver) => Promise<void>
  /** Those of one workspace: no other may see them. */
  counts: (team: string) => Promise<{ helpful: number; unhelpful: number }>
  /** Deletes those of a workspace, or the one with that id. Gives how many they were. */
  erase: (team: string, id?: string) => Promise<number>
}
