import { hash } from 'node:crypto'
import { ANALYSER_VERSION } from '../text/analyser.ts'
import type { Vocabulary } from '../text/vocabulary.ts'

/** Names what the terms of a text depend on besides the text. */
export function analysisOf(vocabulary: Vocabulary): string {
  return `${ANALYSER_VERSION} ${hash('sha256', JSON.stringify(vocabulary))}`
}
