/**
 * Slack's limits, in characters unless named otherwise, from the Block Kit and Web API reference
 * (docs.slack.dev/reference/block-kit, /reference/methods). Blocks are cut by them, and checked against them.
 */
export const LIMITS = {
  /** `blockChars`: of all blocks together. Not documented: somewhat more is refused as `msg_blocks_too_long` (bolt-js#2509). */
  message: { blocks: 50, blockChars: 13_000, text: 40_000 },
  view: {
    blocks: 100,
    bytes: 250_000,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3000,
    callbackId: 255,
    externalId: 255,
  },
  header: { text: 150 },
  section: { text: 3000, fields: 10 },
  context: { elements: 10, text: 3000 },
  actions: { elements: 25 },
  input: { label: 2000 },
  button: { text: 75, value: 2000, url: 3000 },
  confirm: { title: 100, text: 300, button: 30 },
  option: { text: 75, value: 75 },
  select: { options: 100 },
  checkboxes: { options: 10 },
  contextActions: { elements: 5 },
  plainTextInput: { placeholder: 150, maxLength: 3000 },
  /** Slack publishes none for rich text; a section's works. */
  richText: { text: 3000, listIndent: 8 },
  table: { rows: 100, columns: 20, text: 10_000, aMessage: 1 },
  blockId: 255,
  actionId: 255,
  linkUrl: 3000,
} as const
