import { LIMITS } from '../../src/slack/limits.ts'
import { type Json, lengthOf, ruleBreaches, textOf, walk } from './block-rules.ts'

/** The reasons for which Slack would refuse a message, a line each; none for a good one. */
export function messageBreaches(message: { text?: string; blocks?: readonly unknown[] }): string[] {
  const breaches: string[] = []
  atMost(breaches, 'blocks', message.blocks?.length, LIMITS.message.blocks)
  atMost(breaches, 'text', message.text?.length, LIMITS.message.text)
  if (!message.text) breaches.push('text: empty, so that screen readers have nothing to read')
  const tables = (message.blocks ?? []).filter((block) => (block as Json).type === 'table').length
  atMost(breaches, 'tables', tables, LIMITS.table.aMessage)
  return [...breaches, ...blockBreaches(message.blocks ?? [])]
}

/** The reasons for which Slack would refuse a modal or an App Home. */
export function viewBreaches(view: Json & { blocks: readonly unknown[] }): string[] {
  const breaches: string[] = []
  atMost(breaches, 'blocks', view.blocks.length, LIMITS.view.blocks)
  atMost(breaches, 'bytes', Buffer.byteLength(JSON.stringify(view)), LIMITS.view.bytes)
  atMost(breaches, 'private_metadata', lengthOf(view.private_metadata), LIMITS.view.privateMetadata)
  atMost(breaches, 'callback_id', lengthOf(view.callback_id), LIMITS.view.callbackId)
  atMost(breaches, 'external_id', lengthOf(view.external_id), LIMITS.view.externalId)
  if (view.type === 'modal' && !textOf(view.title)) breaches.push('title: asked for by a modal')
  for (const part of ['title', 'submit', 'close'] as const)
    atMost(breaches, part, textOf(view[part]), LIMITS.view[part])
  const types = view.blocks.map((block) => (block as Json).type)
  for (const type of ['table', 'context_actions'])
    if (types.includes(type)) breaches.push(`${type}: only messages hold one`)
  if (view.type === 'modal' && types.includes('input') && !view.submit) breaches.push('submit: asked for by an input')
  return [...breaches, ...blockBreaches(view.blocks)]
}

function blockBreaches(blocks: readonly unknown[]): string[] {
  const breaches: string[] = []
  const blockIds = new Set<unknown>()
  for (const block of blocks as readonly Json[]) {
    if (block.block_id !== undefined && blockIds.has(block.block_id)) breaches.push('block_id: given twice')
    blockIds.add(block.block_id)
    walk(block, (found) => breaches.push(...ruleBreaches(found)))
  }
  return breaches
}

function atMost(breaches: string[], what: string, size: number | undefined, most: number): void {
  if ((size ?? 0) > most) breaches.push(`${what}: ${size} over ${most}`)
}
