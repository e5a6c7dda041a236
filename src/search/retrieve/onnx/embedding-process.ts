import process from 'node:process'
import type { PassageToEmbed } from '../embedder.ts'
import type { EmbeddingReply, EmbeddingRequest, EmbeddingSettings, EmbeddingStart } from './embedding-requests.ts'
import type { ModelInput } from './model-input.ts'

/**
 * Runs the model in a process of its own. The runtime's `run` returns a promise, but blocks its thread until the
 * vector is there: 5 ms for a question, 30 ms for a passage. On a worker thread it aborts the whole program where that
 * exits in the middle of a run, and so does a processor that lacks an instruction; here only this process ends.
 */
async function start({ folder, runtime }: EmbeddingSettings): Promise<EmbeddingStart> {
  try {
    // Imported here, so that a package that is missing is a reason to give and not the end of the process.
    const { loadModel } = await import('./load-model.ts')
    const { createEmbeddingQueue } = await import('./embedding-queue.ts')
    const { passageInputs, questionInput } = await import('./model-input.ts')
    const { name, onnx, pieces } = await loadModel(folder)
    const { InferenceSession, Tensor } = (await import(runtime)) as typeof import('onnxruntime-node')
    // A second thread makes a question no quicker, and takes a processor from those who acknowledge.
    const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 })
    const run = async ({ ids, secondAt }: ModelInput) => {
      const tensor = (valueAt: (id: number, nth: number) => number) =>
        new Tensor(
          'int64',
          BigInt64Array.from(ids, (id, nth) => BigInt(valueAt(id, nth))),
          [1, ids.length],
        )
      const { embedding } = await session.run({
        input_ids: tensor((id) => id),
        attention_mask: tensor(() => 1),
        token_type_ids: tensor((_, nth) => (nth < secondAt ? 0 : 1)),
      })
      return embedding?.data as Float32Array
    }
    const queue = createEmbeddingQueue(
      {
        questionInput: (text: string) => questionInput(text, pieces),
        passageInputs: (passage: PassageToEmbed) => passageInputs(passage, pieces),
        run,
      },
      (reply: EmbeddingReply) => process.send?.(reply),
    )
    process.on('message', (request: EmbeddingRequest) => queue.add(request))
    return { ok: true, model: name }
  } catch (error) {
    return { ok: false, problem: (error as Error).message }
  }
}

process.on('disconnect', () => process.exit())
// Ctrl-C reaches every process of the terminal; this one ends when its parent does.
process.on('SIGINT', () => {})
process.once('message', async (settings: EmbeddingSettings) => process.send?.(await start(settings)))
