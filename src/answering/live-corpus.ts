import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey, type QuestionIdentity, questionKey } from '../record/identity.ts'
import { type Corpus, createCorpus } from '../search/corpus.ts'
import { createPassageIndex, type PassageIndex } from '../search/passage-index.ts'
import type { AnswerChange, AnswerFeed } from '../storage/storage.ts'
import type { CorpusVectors } from './corpus-vectors.ts'

/** Changes that are read at a time: some milliseconds of work. */
const SLICE = 40
/** How long answers are indexed before others get a turn. */
const TURN_MS = 8

/** A corpus and its index, which follow the stored answers. */
export interface LiveCorpus {
  corpus: Corpus
  index: PassageIndex
  /** Takes in what changed in the storage since the last call, in small slices that keep nobody waiting. */
  refresh: () => Promise<void>
}

interface LiveCorpusOptions {
  /** Empty at first, or with what is saved; from now on it belongs to the live corpus. */
  index?: PassageIndex
  /** Follow the corpus, too. */
  vectors?: Pick<CorpusVectors, 'add' | 'remove'> | undefined
  /** Is told of stored answers that can't be read. */
  onLeftOut?: (key: string, problem: string) => void
}

/**
 * The corpus of the files and of the stored answers; a file wins over a stored answer to the same question. The stored
 * ones are missing until the first `refresh`.
 */
export function createLiveCorpus(
  files: readonly WrittenAnswer[],
  answers: Pick<AnswerFeed, 'changesSince'> | undefined,
  { index = createPassageIndex(), vectors, onLeftOut = () => {} }: LiveCorpusOptions = {},
): LiveCorpus {
  const corpus = createCorpus(files)
  // Awaited by the first refresh. In memory it is done at once.
  let filesAdded: Promise<void> | undefined = index.add(files)
  filesAdded.catch(() => {})
  vectors?.add(files)
  const inFiles = new Set(files.flatMap((answer) => answer.questions.flatMap(identities)))
  let revision = 0
  let refreshing: Promise<void> | undefined

  const apply = async ({ key, answer }: AnswerChange) => {
    if (answer?.questions.flatMap(identities).some((identity) => inFiles.has(identity))) return
    if (!answer && inFiles.has(key)) return
    const removed = answer ? corpus.put(answer) : corpus.remove(key)
    vectors?.remove(removed.map(answerKey))
    await index.remove(removed)
    if (!answer) return
    await index.add([answer])
    vectors?.add([answer])
  }
  const follow = async () => {
    const files = filesAdded
    filesAdded = undefined
    await files
    for (;;) {
      const slice = await answers?.changesSince(revision, SLICE)
      if (!slice || slice.revision === revision) return index.settled()
      for (const { key, problem } of slice.unreadable) onLeftOut(key, problem)
      let began = performance.now()
      for (const change of slice.changes) {
        await apply(change)
        // Yield by elapsed time: some answers are very long.
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

function identities(question: QuestionIdentity & { id?: number | undefined }): (string | number)[] {
  return [questionKey(question), ...(question.id === undefined ? [] : [question.id])]
}
