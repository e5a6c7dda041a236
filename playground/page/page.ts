import type { Doing } from './live.ts'

/** Where one looks, and as whom. */
export interface Where {
  as: string
  place: string
  thread: string | undefined
}

/** What the parts of the page do with it. */
export interface Page {
  where: () => Where
  /** Looks elsewhere. */
  go: (to: Partial<Where>) => void
  /** Does something as the person who is spoken as. */
  act: (path: string, what: object) => void
  /** The same, for what is answered; undefined where it failed. */
  answer: <Answer>(path: string, what: object) => Promise<Answer | undefined>
  /** What the controls of a surface do. */
  doingAt: (surface: object) => Doing
}
