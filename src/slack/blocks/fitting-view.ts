import type { KnownBlock } from '@slack/types'
import { LIMITS } from '../limits.ts'

/** What a view holds besides its blocks, generously. */
const FRAME_BYTES = 10_000

/** `head`, as many blocks of `body` as a view takes, `cut` where that is not all of them, and `foot`. */
export function fittingView(
  head: readonly KnownBlock[],
  body: readonly KnownBlock[],
  cut: readonly KnownBlock[],
  foot: readonly KnownBlock[],
): KnownBlock[] {
  const frame = [...head, ...cut, ...foot]
  let bytes = FRAME_BYTES + bytesOf(frame)
  const over = body.findIndex((block, index) => {
    bytes += bytesOf(block)
    return bytes > LIMITS.view.bytes || index >= LIMITS.view.blocks - frame.length
  })
  return over < 0 ? [...head, ...body, ...foot] : [...head, ...body.slice(0, over), ...cut, ...foot]
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) + 1
