import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { AppError } from '../../../app-error.ts'
import type { Embedder } from '../embedder.ts'
import type {
  EmbeddingReply,
  EmbeddingRequest,
  EmbeddingSettings,
  EmbeddingStart,
  EmbeddingTask,
} from './embedding-requests.ts'

/** The folder of the model that ships. */
export const MODEL_FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'model')

/** The vectors of the last questions are kept: 1.5 KB each. */
const MAX_KEPT_QUESTIONS = 1000

interface OnnxEmbedderOptions {
  /** The module that runs the model: its name, or its path, as `import` takes it. */
  runtime?: string
}

/**
 * The model of a folder (embedder.onnx and tokenizer.json, checked against SHA256SUMS), run in a process of its own.
 * A process that died is started again by the next call.
 * @throws AppError `embedder-unavailable` with the reason, where the files or the runtime can't be loaded
 */
export async function createOnnxEmbedder(
  folder: string,
  { runtime = 'onnxruntime-node' }: OnnxEmbedderOptions = {},
): Promise<Embedder> {
  const settings = { folder, runtime }
  const questions = new LRUCache<string, Promise<Float32Array>>({ max: MAX_KEPT_QUESTIONS })
  let running: Promise<EmbeddingProcess> | undefined
  let closed = false

  const started = () => {
    running ??= startProcess(settings, () => {
      running = undefined
    })
    return running
  }
  const embed = async (task: EmbeddingTask) => {
    if (closed) throw unavailable('it was closed')
    return (await started()).embed(task)
  }
  const { model } = await started()
  return {
    model,
    embedQuestion(text) {
      const known = questions.get(text)
      if (known) return known
      const vector = embed({ kind: 'question', text }) as Promise<Float32Array>
      questions.set(text, vector)
      vector.catch(() => questions.delete(text))
      return vector
    },
    embedPassages: (passages) =>
      Promise.all(passages.map((passage) => embed({ kind: 'passage', passage }) as Promise<Int8Array>)),
    async close() {
      closed = true
      await (await running?.catch(() => undefined))?.end()
    },
  }
}

interface EmbeddingProcess {
  model: string
  embed: (task: EmbeddingTask) => Promise<Float32Array | Int8Array>
  end: () => Promise<void>
}

/** Starts the process; `onEnd` is called when it has ended, also where it couldn't start. */
async function startProcess(settings: EmbeddingSettings, onEnd: () => void): Promise<EmbeddingProcess> {
  // Without the parent's own flags: a debugger's port can't be opened twice.
  const child = fork(new URL('./embedding-process.ts', import.meta.url), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  })
  const waiting = new Map<number, PromiseWithResolvers<Float32Array | Int8Array>>()
  let requests = 0

  const ended = Promise.withResolvers<string>()
  child.once('error', (error) => ended.resolve(error.message))
  child.once('exit', (code, signal) => ended.resolve(`its process ended with ${signal ?? code}`))
  const failed = ended.promise.then((problem): EmbeddingStart => {
    onEnd()
    for (const { reject } of waiting.values()) reject(unavailable(problem))
    waiting.clear()
    return { ok: false, problem }
  })
  const first = once(child, 'message').then(([message]) => message as EmbeddingStart)
  // Where sending fails, the process has ended, and says so by its exit.
  child.send(settings, () => {})
  const start = await Promise.race([first, failed])
  if (!start.ok) {
    child.kill()
    await failed
    throw unavailable(start.problem)
  }
  child.on('message', (reply: EmbeddingReply) => {
    const request = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) child.channel?.unref()
    if ('problem' in reply) request?.reject(unavailable(reply.problem))
    else request?.resolve(reply.vectors)
  })
  // The parent ends when nothing else keeps it running, but not while somebody waits for a vector.
  child.unref()
  child.channel?.unref()
  return {
    model: start.model,
    embed(task) {
      const request: EmbeddingRequest = { ...task, id: requests++ }
      const reply = Promise.withResolvers<Float32Array | Int8Array>()
      waiting.set(request.id, reply)
      child.channel?.ref()
      child.send(request, () => {})
      return reply.promise
    },
    async end() {
      child.ref()
      child.kill('SIGKILL')
      await failed
    },
  }
}

function unavailable(problem: string): AppError {
  return new AppError('embedder-unavailable', `The embedding model can’t be used: ${problem}.`)
}
