import type { KnownBlock } from '@slack/types'
import { z } from 'zod'

/** A block as it arrives. Whether Slack would take it is checked by the inspector. */
const Block = z.looseObject({ type: z.string(), block_id: z.string().optional() })
export type Block = z.infer<typeof Block>
export const Blocks = z.array(Block)

/** A message as the emulator gives it. */
export const SlackMessage = z.looseObject({
  ts: z.string(),
  user: z.string(),
  text: z.string().default(''),
  blocks: Blocks.optional(),
  thread_ts: z.string().optional(),
  reply_count: z.number().optional(),
  edited: z.unknown().optional(),
})
export type SlackMessage = z.infer<typeof SlackMessage>

/** A message shown to one person only. The emulator has no such messages, so they are kept here, in memory. */
export interface Ephemeral extends SlackMessage {
  channel: string
  /** Who sees it. */
  person: string
  /** Whether it comes with a button to invite the bot. */
  invite?: boolean
}

const Title = z.looseObject({ text: z.string() })
/** A modal or an App Home as the emulator gives it. */
export const SlackView = z.looseObject({
  id: z.string(),
  hash: z.string(),
  blocks: Blocks,
  title: Title.nullish(),
  submit: Title.nullish(),
  close: Title.nullish(),
  callback_id: z.string().nullish(),
})
export type SlackView = z.infer<typeof SlackView>

/** A block for the page. Its content is not checked: the page says so if it cannot draw it. */
export type SceneBlock = KnownBlock & { block_id: string }

/** The blocks with an id each: Slack makes one where the app gave none. */
export function withBlockIds(blocks: readonly Block[]): SceneBlock[] {
  return blocks.map((block, index) => ({ ...block, block_id: block.block_id ?? `block_${index}` }) as SceneBlock)
}
