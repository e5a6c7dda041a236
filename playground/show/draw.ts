import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Message } from 'slack-blocks-to-jsx'
import { controlsOf } from '../deliver/controls.ts'
import { TEXTS } from '../texts.ts'
import type { Cast } from '../workspace/cast.ts'
import type { Block } from '../workspace/shapes.ts'
import type { Drawing, Node } from './drawing.ts'
import { restorePlainText, withholdPlainText } from './plain-text.ts'
import { toTree } from './to-tree.ts'

/** Draws blocks; the same blocks are drawn once. */
export type Draw = (blocks: readonly Block[]) => Drawing

const KEPT = 500

/**
 * Draws blocks by `slack-blocks-to-jsx`, each on its own, so that one that it can't draw leaves the others whole and
 * says so. Elements are drawn under their paths for ids: by those the page finds the controls that it makes live.
 */
export function createDraw(cast: Cast): Draw {
  const drawn = new Map<string, Drawing>()
  const data = {
    users: [...cast.people, { id: cast.bot.user, name: cast.bot.name }].map(({ id, name }) => ({ id, name })),
    channels: cast.channels,
  }
  const drawBlock = (block: Block, index: number): Node => {
    const { marked, texts } = withholdPlainText(withPaths(block, index))
    const props = { blocks: [marked], name: '', logo: '', withoutWrapper: true, theme: 'light', data }
    const tree = restorePlainText(toTree(markup(props)), texts)
    const content = tree.length > 0 ? tree : [undrawn(block.type)]
    return ['div', { 'data-block': block.type }, content]
  }
  return (blocks) => {
    const key = JSON.stringify(blocks)
    const known = drawn.get(key)
    if (known) return known
    const drawing = { tree: blocks.map(drawBlock), controls: controlsOf(blocks).map(pageControl) }
    drawn.set(key, drawing)
    for (const oldest of drawn.keys()) {
      if (drawn.size <= KEPT) break
      drawn.delete(oldest)
    }
    return drawing
  }
}

/** The library's own types know fewer kinds of blocks than Slack; what it can't draw is shown as such. */
function markup(props: object): string {
  try {
    return renderToStaticMarkup(createElement(Message, props as Parameters<typeof Message>[0]))
  } catch {
    return ''
  }
}

function undrawn(type: string): Node {
  return ['p', { class: 'undrawn' }, [TEXTS.undrawn(type)]]
}

/** The block with its elements' paths for action_ids. */
function withPaths(block: Block, index: number): Block {
  const at = (element: unknown, place = 0) =>
    typeof element === 'object' && element !== null ? { ...element, action_id: `b${index}e${place}` } : element
  const { elements, element, accessory } = block
  const interactive = block.type === 'actions' || block.type === 'context_actions'
  return {
    ...block,
    block_id: `b${index}`,
    ...(interactive && Array.isArray(elements) && { elements: elements.map(at) }),
    ...(block.type === 'input' && { element: at(element) }),
    ...(accessory !== undefined && { accessory: at(accessory) }),
  }
}

function pageControl({
  path,
  blockId,
  element,
  input,
}: ReturnType<typeof controlsOf>[number]): Drawing['controls'][number] {
  const { type, action_id, url, accessibility_label, multiline, max_length, options, placeholder } = element
  return {
    path,
    type,
    key: `${blockId}/${action_id}`,
    blockId,
    label: input?.label ?? accessibility_label ?? placeholder?.text ?? element.text?.text ?? '',
    initial: initialOf(element),
    placeholder: placeholder?.text ?? '',
    ...(input && { optional: input.optional, dispatches: input.dispatches }),
    ...(url !== undefined && { url }),
    ...(multiline && { multiline }),
    ...(max_length !== undefined && { maxLength: max_length }),
    ...(options && { options: options.map(({ text, value }) => ({ text: text.text, value })) }),
  }
}

function initialOf({
  type,
  initial_value,
  initial_date,
  initial_option,
}: ReturnType<typeof controlsOf>[number]['element']) {
  if (type === 'external_select')
    return initial_option ? JSON.stringify({ text: initial_option.text.text, value: initial_option.value }) : ''
  return initial_value ?? initial_date ?? initial_option?.value ?? ''
}
