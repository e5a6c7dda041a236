import type { Corpus } from '../corpus/corpus.ts'
import type { Log } from '../log.ts'
import type { Ask } from '../search/reply.ts'
import type { SeenEvents } from './seen-events.ts'

/** What the listeners work with; the composition root builds it. */
export interface Services {
  ask: Ask
  corpus: Corpus
  log: Log
  events: SeenEvents
}
