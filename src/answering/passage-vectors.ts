import type { WrittenAnswer } from '../record/answer.ts'
import { answerKey } from '../record/identity.ts'
import type { Embedder, PassageToEmbed } from '../search/retrieve/embedder.ts'
import { embeddingKey, passageToEmbed } from '../search/retrieve/passage-context.ts'
import { passageKey } from '../search/retrieve/passage-key.ts'
import { createVectorIndex, type VectorIndex } from '../search/retrieve/vectors.ts'
import type { StoredVectors } from '../storage/storage.ts'

/** Passages that are embedded and stored at a time: about half a second of work for the model. */
const BATCH = 16

/** The vectors of a corpus's passages: those that are stored, and those that are made in the background. */
export interface PassageVectors {
  index: VectorIndex
  /** Adds the answers' passages: stored vectors at once, missing ones when they are made, the newest answers first. */
  add: (answers: readonly WrittenAnswer[]) => Promise<void>
  /** Removes the passages of the answers with those keys. */
  remove: (keys: Iterable<string>) => void
  /** How many passages still have no vector. */
  missing: () => number
  /** Resolves when nothing is being made: every passage has a vector, or no more can be made. */
  idle: () => Promise<void>
  /** Makes no more vectors. */
  stop: () => Promise<void>
}

interface PassageVectorsParts {
  embedder: Pick<Embedder, 'model' | 'embedPassages'>
  stored: StoredVectors
  /** Is told why vectors can't be made or can't be stored. */
  onProblem: (error: unknown) => void
}

interface MissingVector {
  key: string
  /** The day of the answer. */
  answered: string
  /** What the vector is stored under. */
  stored: string
  passage: PassageToEmbed
}

export function createPassageVectors({ embedder, stored, onProblem }: PassageVectorsParts): PassageVectors {
  const index = createVectorIndex()
  const passagesOf = new Map<string, string[]>()
  const missing = new Map<string, MissingVector>()
  /** What is missing, the oldest first, with entries that are missing no longer; undefined after something was added. */
  let order: MissingVector[] | undefined
  let making: Promise<void> | undefined
  let stopped = false
  let storing = true

  const nextBatch = () => {
    order ??= [...missing.values()].sort((a, b) => (a.answered < b.answered ? -1 : 1))
    const batch: MissingVector[] = []
    while (batch.length < BATCH && order.length > 0) {
      const one = order.pop() as MissingVector
      if (missing.get(one.key) === one) batch.push(one)
    }
    return batch
  }
  const store = async (vectors: ReadonlyMap<string, Int8Array>) => {
    if (!storing) return
    try {
      await stored.put(embedder.model, vectors)
    } catch (error) {
      // They are served from memory, and made again after the next start.
      storing = false
      onProblem(error)
    }
  }
  const make = async () => {
    for (let batch = nextBatch(); batch.length > 0 && !stopped; batch = nextBatch()) {
      const vectors = await embedder.embedPassages(batch.map(({ passage }) => passage))
      await store(new Map(batch.map((one, nth) => [one.stored, vectors[nth] as Int8Array])))
      for (const [nth, one] of batch.entries()) {
        if (missing.get(one.key) !== one) continue
        missing.delete(one.key)
        index.add(one.key, vectors[nth] as Int8Array)
      }
    }
    if (!stopped && storing) await stored.retainModel(embedder.model).catch(onProblem)
  }
  const makeMissing = () => {
    if (stopped || making || missing.size === 0) return
    making = make()
      .catch((error) => {
        if (!stopped) onProblem(error)
        stopped = true
      })
      .finally(() => {
        making = undefined
        makeMissing()
      })
  }
  const remove = (answer: string) => {
    for (const key of passagesOf.get(answer) ?? []) {
      missing.delete(key)
      index.remove(key)
    }
    passagesOf.delete(answer)
  }

  return {
    index,
    async add(answers) {
      const wanted = answers.flatMap((answer) => {
        const key = answerKey(answer)
        remove(key)
        const passages = answer.passages.map((_, nth): MissingVector => {
          const passage = passageToEmbed(answer, nth)
          return { key: passageKey(key, nth), answered: answer.answered, stored: embeddingKey(passage), passage }
        })
        passagesOf.set(
          key,
          passages.map((one) => one.key),
        )
        return passages
      })
      for (const one of wanted) missing.set(one.key, one)
      const known = await stored.get(embedder.model, [...new Set(wanted.map((one) => one.stored))])
      for (const one of wanted) {
        const vectors = known.get(one.stored)
        // The answer may have been replaced or removed meanwhile.
        if (!vectors || missing.get(one.key) !== one) continue
        missing.delete(one.key)
        index.add(one.key, vectors)
      }
      order = undefined
      makeMissing()
    },
    remove(keys) {
      for (const key of keys) remove(key)
    },
    missing: () => missing.size,
    async idle() {
      while (making) await making
    },
    async stop() {
      stopped = true
      await making
    },
  }
}
