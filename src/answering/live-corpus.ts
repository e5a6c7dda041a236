import { setImmediate as nextTurn } from 'node:timers/promises'
import { questionKey, type WrittenAnswer } from '../record/answer.ts'
import { type Corpus, createCorpus } from '../search/corpus.ts'
import { createPassageIndex, type PassageIndex } from '../search/passage-index.ts'
import type { AnswerStore, Change } from '../storage/answer-store.ts'

/** How many answers are read at a time: some milliseconds of work. */
const SLICE = 40
/** How long answers are taken in before others get a turn. */
const TURN_MS = 8

/** A corpus and its index, which follow the store while they are used. */
export interface LiveCorpus {
  corpus: Corpus
  index: PassageIndex
  /** Takes in what changed in the store since the last time, a slice at a time, so that nobody waits for it. */
  refresh: () => Promise<void>
}

/**
 * The corpus of the files and of the store together. A file wins over a synced answer to the same question.
 * Nothing of the store is in it until the first `refresh`; the index, empty at first, is the live corpus's own from now on.
 */
export function createLiveCorpus(
  files: readonly WrittenAnswer[],
  store: AnswerStore | undefined,
  index: PassageIndex = createPassageIndex(),
): LiveCorpus {
  const corpus = createCorpus(files)
  index.add(files)
  const inFiles = new Set(files.flatMap((answer) => answer.questions.flatMap(identities)))
  let revision = 0
  let refreshing: Promise<void> | undefined

  const takeIn = ({ key, answer }: Change) => {
    if (answer?.questions.flatMap(identities).some((identity) => inFiles.has(identity))) return
    const gone = answer ? corpus.put(answer) : inFiles.has(key) ? [] : [key]
    if (!answer) for (const one of gone) corpus.remove(one)
    index.remove(gone)
    if (answer) index.add([answer])
  }
  const follow = async () => {
    for (;;) {
      let began = performance.now()
      const slice = store?.changesSince(revision, SLICE)
      if (!slice || slice.changes.length === 0) return
      for (const change of slice.changes) {
        takeIn(change)
        // Some answers are long, and some processors busy.
        if (performance.now() - began < TURN_MS) continue
        await nextTurn()
        began = performance.now()
      }
      revision = slice.revision
      await nextTurn()
    }
  }
  return {
    corpus,
    index,
    refresh() {
      refreshing ??= follow().finally(() => {
        refreshing = undefined
      })
      return refreshing
    },
  }
}

function identities(question: { id?: number | undefined; tabled: string; uin: string }): (string | number)[] {
  return [questionKey(question), ...(question.id === undefined ? [] : [question.id])]
}
