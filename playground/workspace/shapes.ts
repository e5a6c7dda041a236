import { z } from 'zod'

/** A block or an element as it comes: what it must be is for the drawing and the checks to say. */
export const Block = z.looseObject({ type: z.string(), block_id: z.string().optional() })
export type Block = z.infer<typeof Block>
const Blocks = z.array(Block)

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

const Title = z.looseObject({ text: z.string() })
/** A modal or an App Home as the emulator gives it. */
export const SlackView = z.looseObject({
  id: z.string(),
  type: z.enum(['modal', 'home']),
  hash: z.string(),
  blocks: Blocks,
  title: Title.nullish(),
  submit: Title.nullish(),
  close: Title.nullish(),
  callback_id: z.string().nullish(),
  external_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  root_view_id: z.string().nullish(),
})
export type SlackView = z.infer<typeof SlackView>

/** A message that one person sees, and nobody after a restart. */
export interface Ephemeral {
  ts: string
  channel: string
  /** Who sees it. */
  person: string
  thread?: string | undefined
  text: string
  blocks?: Block[] | undefined
  /** The bot's, or Slack's own word; with an offer to invite the bot. */
  from: 'bot' | 'slack' | 'slack-invite'
}

/** Where a block has no id Slack makes one. */
export function blockId(block: Block, index: number): string {
  return block.block_id ?? `block_${index}`
}

/** A message's, a view's or an unfurl's blocks with an id each. */
export function withBlockIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => ({ ...block, block_id: blockId(block, index) }))
}
