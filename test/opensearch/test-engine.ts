import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createEngine } from '../../src/opensearch/engine.ts'
import { createOpenSearch } from '../../src/opensearch/open-search.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'

/** A real OpenSearch with its k-NN plugin, as `.ci/opensearch` starts one. */
export const URL_OF_TESTS = process.env.OPENSEARCH_TEST_URL
/** A note for the titles of tests that are skipped. */
export const NOTE = URL_OF_TESTS ? '' : ' (skipped: OPENSEARCH_TEST_URL is not set; see .ci/opensearch)'

/** An address under which no index is yet. */
export function newAddress(): string {
  return new URL(`/test-${randomUUID()}`, URL_OF_TESTS).href
}

/** The retrievers at that address; `close` deletes their indexes unless they are to stay. */
export function openAt(url: string, { vocabulary = EMPTY_VOCABULARY, model = 'a-model', stay = false } = {}) {
  const open = createOpenSearch({ url, vocabulary, model: async () => model })
  return {
    ...open,
    vectors: open.vectors.passages,
    async settled() {
      await open.answers.settled()
      await open.vectors.passages.settled()
    },
    async close() {
      await open.close()
      if (!stay) await deleteIndexes(url)
    },
  }
}

export async function deleteIndexes(url: string): Promise<void> {
  const engine = createEngine(url)
  for (const what of ['answers', 'passages', 'questions'])
    await engine.call({ method: 'DELETE', path: `/${engine.prefix}-${what}-*` }, z.unknown())
  await engine.close()
}
