import type { Embedder } from '../search/retrieve/embedder.ts'
import { NOT_SEARCHED } from '../search/retrieve/vectors.ts'
import type { Storage } from '../storage/storage.ts'
import { createCorpusVectors } from './corpus-vectors.ts'

const READ_AT_A_TIME = 200

/** Makes the vectors that stored answers lack while a sync stores them, so that a bot that starts later has them. */
interface VectorMaker {
  /** Takes in what was stored since the last call, in the background. */
  follow: () => void
  /** Takes in the rest and resolves when all vectors are made, or when no more can be made. */
  finish: () => Promise<{ made: number; missing: number; problem: string | undefined }>
  stop: () => Promise<void>
}

/** Never rejects: what goes wrong is the `problem` of `finish`. */
export function createVectorMaker(
  storage: Pick<Storage, 'answers' | 'vectors'>,
  load: () => Promise<Embedder>,
  onProgress: (counts: { missing: number; made: number }) => void,
): VectorMaker {
  let problem: string | undefined
  const onProblem = (error: unknown) => {
    problem = (error as Error).message
  }
  const embedder = load()
  embedder.catch(onProblem)
  const counts = () => {
    const [passages, questions] = [vectors.passages.counts(), vectors.questions.counts()]
    return { made: passages.made + questions.made, missing: passages.missing + questions.missing }
  }
  const vectors = createCorpusVectors({
    embedder,
    stored: storage.vectors,
    indexes: { passages: NOT_SEARCHED, questions: NOT_SEARCHED },
    onProblem,
    onMade: () => onProgress(counts()),
  })
  let revision = 0
  let following: Promise<void> = Promise.resolve()

  const takeIn = async () => {
    for (;;) {
      const slice = await storage.answers.changesSince(revision, READ_AT_A_TIME)
      if (slice.revision === revision) return
      revision = slice.revision
      vectors.remove(slice.changes.map(({ key }) => key))
      vectors.add(slice.changes.flatMap(({ answer }) => answer ?? []))
    }
  }
  const follow = () => {
    following = following.then(takeIn).catch(onProblem)
  }
  return {
    follow,
    async finish() {
      follow()
      await following
      await vectors.idle()
      return { ...counts(), problem }
    },
    async stop() {
      const stopped = vectors.stop()
      await (await embedder.catch(() => undefined))?.close()
      await stopped
    },
  }
}
