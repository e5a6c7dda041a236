import type { KnownBlock } from '@slack/types'

/** What is sent: blocks to see, and a text that says the whole of it to screen readers and notifications. */
export interface Message {
  text: string
  blocks: KnownBlock[]
}
