import type { PassageToEmbed } from '../embedder.ts'

/** What the process is started with. */
export interface EmbeddingSettings {
  /** The folder of the model's files. */
  folder: string
  /** The module that runs the model. */
  runtime: string
}

/** What the process says first: the model's name, or why there is none. */
export type EmbeddingStart = { ok: true; model: string } | { ok: false; problem: string }

/** What the process is asked to embed. */
export type EmbeddingTask = { kind: 'question'; text: string } | { kind: 'passage'; passage: PassageToEmbed }

export type EmbeddingRequest = EmbeddingTask & { id: number }

/** The vectors asked for: a question's as it is, a passage's as `Embedder.embedPassages` gives them; or what went wrong. */
export type EmbeddingReply = { id: number } & ({ vectors: Float32Array | Int8Array } | { problem: string })
