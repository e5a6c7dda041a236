import type { PassageToEmbed } from '../embedder.ts'

/** How texts are fed to the model, as it was trained (model/README.md): lengths in pieces. */
const MAX_QUESTION_PIECES = 72
const MAX_CONTEXT_PIECES = 56
const MAX_PIECES = 224
/** How many pieces two windows of a long text share, at the least: a sentence or so. */
const OVERLAP = 32

/** Increased whenever texts are fed otherwise: vectors made before can't be compared with those made after. */
export const FEEDING = 1

/** The tokenizer: the numbers of a text's pieces, without `cls` before and `sep` behind. */
export interface Pieces {
  encode: (text: string) => number[]
  cls: number
  sep: number
}

/** What the model reads at once: numbers of pieces. Those from `secondAt` on are of the second segment. */
export interface ModelInput {
  ids: number[]
  secondAt: number
}

/** `[CLS] question [SEP]`. */
export function questionInput(text: string, { encode, cls, sep }: Pieces): ModelInput {
  const ids = [cls, ...encode(text).slice(0, MAX_QUESTION_PIECES), sep]
  return { ids, secondAt: ids.length }
}

/**
 * `[CLS] context [SEP] text [SEP]`. A text that doesn't fit is read in windows of equal length that overlap, each with
 * the context; the last ends where the text ends. A text without a context is fed as a question is.
 */
export function passageInputs({ context, text }: PassageToEmbed, { encode, cls, sep }: Pieces): ModelInput[] {
  const about = encode(context).slice(0, MAX_CONTEXT_PIECES)
  const pieces = encode(text)
  const before = about.length === 0 ? [cls] : [cls, ...about, sep]
  const room = MAX_PIECES - before.length - 1
  const windows = Math.max(1, Math.ceil((pieces.length - OVERLAP) / (room - OVERLAP)))
  const step = windows === 1 ? 0 : (pieces.length - room) / (windows - 1)
  return Array.from({ length: windows }, (_, nth) => {
    const start = Math.round(nth * step)
    const ids = [...before, ...pieces.slice(start, start + room), sep]
    return { ids, secondAt: about.length === 0 ? ids.length : before.length }
  })
}
