import type * as slack from '@slack/types'
import type { SceneBlock } from '../workspace/shapes.ts'

export type Option = slack.PlainTextOption
/** The interactive elements that the playground has. Block Kit has more; the app uses no others. */
export type Element =
  | slack.Button
  | slack.FeedbackButtons
  | slack.StaticSelect
  | slack.ExternalSelect
  | slack.Checkboxes
  | slack.Datepicker
  | slack.PlainTextInput

/** The content of a field. It is in the one of these that is for the field's type; null, or no options, if the field is empty. */
export interface FieldState {
  type: string
  value?: string | null
  selected_date?: string | null
  selected_option?: Option | null
  selected_options?: Option[]
}
/** Slack's `state.values`: the content of fields by block_id and action_id. */
export type StateValues = Record<string, Record<string, FieldState>>

/** The content that a field starts with; undefined for an element that is not a field. */
function initialState(element: Element): FieldState | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: element.initial_value ?? null }
    case 'datepicker':
      return { type: element.type, selected_date: element.initial_date ?? null }
    case 'static_select':
    case 'external_select':
      return { type: element.type, selected_option: (element.initial_option as Option | undefined) ?? null }
    case 'checkboxes':
      return { type: element.type, selected_options: (element.initial_options as Option[] | undefined) ?? [] }
    default:
      return undefined
  }
}

/** The interactive elements of a block. */
export function elementsOf(block: SceneBlock): Element[] {
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return block.elements as Element[]
    case 'section':
      return block.accessory ? [block.accessory as Element] : []
    case 'input':
      return block.element ? [block.element as Element] : []
    default:
      return []
  }
}

/** The content of every field in the blocks: what was `entered`, or what the field starts with. */
export function stateOf(blocks: readonly SceneBlock[], entered: StateValues): StateValues {
  const state: StateValues = {}
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const { action_id = '' } = element
      const content = entered[block.block_id]?.[action_id] ?? initialState(element)
      if (content) state[block.block_id] = { ...state[block.block_id], [action_id]: content }
    }
  return state
}

/** The block ids of required inputs that are empty. */
export function emptyInputs(blocks: readonly SceneBlock[], values: StateValues): string[] {
  return blocks.flatMap((block) => {
    const [element] = elementsOf(block)
    if (block.type !== 'input' || block.optional || !element) return []
    const { type, ...content } = values[block.block_id]?.[element.action_id ?? ''] ?? {}
    // An empty string, null and no options all have no length.
    return Object.values(content).some((one) => one && String(one).length > 0) ? [] : [block.block_id]
  })
}

/** An entry of `actions` in a `block_actions` payload, without its timestamp. */
export interface Action {
  type: string
  action_id: string
  block_id: string
  [field: string]: unknown
}

/** The action of using an element: `content` is that of a field, `choice` the value of the half that was pressed. */
export function actionOf(block_id: string, element: Element, content?: FieldState, choice?: string): Action {
  const { type, action_id = '' } = element
  const action = { type, action_id, block_id }
  switch (element.type) {
    case 'button': {
      const { text, value, style } = element
      return { ...action, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) }
    }
    case 'feedback_buttons': {
      const { positive_button, negative_button } = element
      const { text, value } = choice === negative_button.value ? negative_button : positive_button
      return { ...action, text, value }
    }
    default:
      return { ...action, ...(content ?? initialState(element)) }
  }
}
