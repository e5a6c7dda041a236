import { hash } from 'node:crypto'
import { analysisOf } from '../search/retrieve/analysis.ts'
import type { Vocabulary } from '../search/text/vocabulary.ts'
import { createEngine, type EngineState } from './engine.ts'
import { createOpenAnswers, type OpenAnswers } from './open-answers.ts'
import { createOpenVectors, type OpenVectors } from './open-vectors.ts'

/** The two retrievers on an OpenSearch. */
export interface OpenSearch {
  answers: OpenAnswers
  /** Of the passages, and of the questions that the answers answer. */
  vectors: Record<'passages' | 'questions', OpenVectors>
  /** Asks whether the engine is there. Never rejects. */
  check: () => Promise<EngineState>
  close: () => Promise<void>
}

interface OpenSearchOptions {
  /** May have a user and a password, and as its path what the names of the indexes begin with. */
  url: string
  vocabulary: Vocabulary
  /** The model's name, which vectors depend on. */
  model: () => Promise<string>
}

/**
 * The names of the indexes have what their content depends on: the analyser's version and the vocabulary, or the model. With
 * others the process uses other indexes, and those of before can be deleted. Nothing is sent before something is added or asked.
 */
export function createOpenSearch({ url, vocabulary, model }: OpenSearchOptions): OpenSearch {
  const engine = createEngine(url)
  const answers = createOpenAnswers(engine, `${engine.prefix}-answers-${short(analysisOf(vocabulary))}`)
  const vectorsOf = (what: 'passages' | 'questions') =>
    createOpenVectors(engine, async () => `${engine.prefix}-${what}-${short(await model())}`, answers)
  return {
    answers,
    vectors: { passages: vectorsOf('passages'), questions: vectorsOf('questions') },
    check: engine.check,
    close: engine.close,
  }
}

function short(name: string): string {
  return hash('sha256', name).slice(0, 12)
}
