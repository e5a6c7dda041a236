import type { PassageToEmbed } from '../embedder.ts'
import { DIMENSIONS } from '../embedder.ts'
import { toInt8 } from '../int8.ts'
import type { EmbeddingReply, EmbeddingRequest } from './embedding-requests.ts'
import type { ModelInput } from './model-input.ts'

/** About as many questions as are embedded within the time that a caller waits; older ones are given up. */
const MAX_WAITING_QUESTIONS = 50

interface Model {
  questionInput: (text: string) => ModelInput
  passageInputs: (passage: PassageToEmbed) => ModelInput[]
  /** One vector for one input: on one thread a batch of several is slower than the same one by one (model/README.md). */
  run: (input: ModelInput) => Promise<Float32Array>
}

interface PassageJob {
  id: number
  windows: ModelInput[]
  vectors: Int8Array
  done: number
}

/**
 * Takes requests and embeds them one input at a time: questions first, so that one waits for at most one window of a
 * passage. Where too many questions wait, the oldest are replied to with a problem: their callers no longer wait.
 */
export function createEmbeddingQueue(model: Model, reply: (reply: EmbeddingReply) => void) {
  const questions: { id: number; text: string }[] = []
  const passages: { id: number; passage: PassageToEmbed }[] = []
  let current: PassageJob | undefined
  let working = false

  const attempt = async (id: number, step: () => Promise<void>) => {
    try {
      await step()
    } catch (error) {
      if (current?.id === id) current = undefined
      reply({ id, problem: (error as Error).message })
    }
  }
  const embedQuestion = async ({ id, text }: { id: number; text: string }) =>
    reply({ id, vectors: await model.run(model.questionInput(text)) })
  const embedWindow = async (job: PassageJob) => {
    const window = job.windows[job.done] as ModelInput
    job.vectors.set(toInt8(await model.run(window)), job.done * DIMENSIONS)
    job.done++
    if (job.done < job.windows.length) return
    current = undefined
    reply({ id: job.id, vectors: job.vectors })
  }
  const nextPassage = (): PassageJob | undefined => {
    const next = passages.shift()
    if (!next) return undefined
    const windows = model.passageInputs(next.passage)
    return { id: next.id, windows, vectors: new Int8Array(windows.length * DIMENSIONS), done: 0 }
  }
  const work = async () => {
    working = true
    for (;;) {
      const question = questions.shift()
      if (question) {
        await attempt(question.id, () => embedQuestion(question))
        continue
      }
      current ??= nextPassage()
      const job = current
      if (!job) break
      await attempt(job.id, () => embedWindow(job))
    }
    working = false
  }

  return {
    add(request: EmbeddingRequest) {
      switch (request.kind) {
        case 'question':
          questions.push(request)
          if (questions.length > MAX_WAITING_QUESTIONS) {
            const oldest = questions.shift()
            if (oldest) reply({ id: oldest.id, problem: 'too many questions wait to be embedded' })
          }
          break
        case 'passage':
          passages.push(request)
          break
      }
      if (!working) void work()
    },
  }
}
