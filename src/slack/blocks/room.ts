import type { KnownBlock } from '@slack/types'
import { LIMITS } from '../limits.ts'

/** Whether Slack takes these blocks in one message: their number, and all of them together. */
export function fitInMessage(blocks: readonly KnownBlock[]): boolean {
  return (
    blocks.length <= LIMITS.message.blocks && Buffer.byteLength(JSON.stringify(blocks)) <= LIMITS.message.blockChars
  )
}

/** Draws as many as a message holds, `most` of them at most. Gives what was drawn; undefined where it doesn't hold what is drawn of none. */
export function drawMost(
  most: number,
  draw: (count: number) => KnownBlock[],
): { count: number; blocks: KnownBlock[] } | undefined {
  for (let count = most; count >= 0; count--) {
    const blocks = draw(count)
    if (fitInMessage(blocks)) return { count, blocks }
  }
  return undefined
}
