import { createCorpusVectors } from '../../src/answering/corpus-vectors.ts'
import type { Meaning } from '../../src/answering/meaning.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createOnnxEmbedder, MODEL_FOLDER } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'

/** The model that ships, with the vectors of some answers. */
export async function realMeaning(
  answers: readonly WrittenAnswer[],
): Promise<Meaning & { close: () => Promise<void> }> {
  const embedder = await createOnnxEmbedder(MODEL_FOLDER)
  const failed = Promise.withResolvers<never>()
  const vectors = createCorpusVectors({
    embedder: Promise.resolve(embedder),
    stored: createMemoryStorage().vectors,
    onProblem: failed.reject,
  })
  vectors.add(answers)
  await Promise.race([vectors.idle(), failed.promise])
  return {
    embedder,
    vectors: vectors.passages.index,
    questions: vectors.questions.index,
    close: embedder.close,
  }
}
