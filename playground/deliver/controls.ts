import { z } from 'zod'
import { type Block, blockId } from '../workspace/shapes.ts'

const Text = z.looseObject({ text: z.string() })
const Option = z.looseObject({ text: Text, value: z.string() })
type Option = z.infer<typeof Option>
const Half = z.looseObject({ text: Text, value: z.string(), accessibility_label: z.string().optional() })

/** What the page needs to know of a control. */
const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  text: Text.optional(),
  value: z.string().optional(),
  url: z.string().optional(),
  style: z.string().optional(),
  accessibility_label: z.string().optional(),
  options: z.array(Option).optional(),
  initial_option: Option.optional(),
  initial_value: z.string().optional(),
  initial_date: z.string().optional(),
  placeholder: Text.optional(),
  multiline: z.boolean().optional(),
  max_length: z.number().optional(),
  min_query_length: z.number().optional(),
  positive_button: Half.optional(),
  negative_button: Half.optional(),
})
type Element = z.infer<typeof Element>

/** An element that people work with, and where it stands. */
export interface Control {
  /** `b2e0`: the first element of the third block. The page knows controls by it. */
  path: string
  blockId: string
  element: Element
  /** The block, where it is an input. */
  input?: { label: string; optional: boolean; dispatches: boolean } | undefined
}

const Elements = z.array(Element).catch([])
const Accessory = Element.optional().catch(undefined)
const Input = z.object({
  label: Text.catch({ text: '' }),
  optional: z.boolean().catch(false),
  dispatch_action: z.boolean().catch(false),
  element: Element,
})

/** The controls in blocks, in their order. */
export function controlsOf(blocks: readonly Block[]): Control[] {
  return blocks.flatMap((block, index) => {
    const id = blockId(block, index)
    const at = (element: Element, place: number): Control => ({ path: `b${index}e${place}`, blockId: id, element })
    if (block.type === 'actions' || block.type === 'context_actions') return Elements.parse(block.elements).map(at)
    if (block.type === 'section') {
      const accessory = Accessory.parse(block.accessory)
      return accessory ? [at(accessory, 0)] : []
    }
    if (block.type !== 'input') return []
    const { data } = Input.safeParse(block)
    if (!data) return []
    const { label, optional, dispatch_action: dispatches, element } = data
    return [{ ...at(element, 0), input: { label: label.text, optional, dispatches } }]
  })
}

/** What stands in the controls of a surface, by path, as the page says. */
export type Values = Record<string, string>

/** An option that an external select was given by the app: the page keeps it, for nobody else does. */
const Chosen = z.object({ text: z.string(), value: z.string() })

function standsIn({ path, element }: Control, values: Values): Record<string, unknown> | undefined {
  const value = values[path] ?? ''
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: value === '' ? null : value }
    case 'datepicker':
      return { selected_date: value === '' ? null : value }
    case 'static_select':
      return { selected_option: optionOf(element, value) }
    case 'external_select':
      return { selected_option: value === '' ? null : externalOption(value) }
    default:
      return undefined
  }
}

const optionOf = ({ options = [] }: Element, value: string): Option | null =>
  options.find((option) => option.value === value) ?? null

function externalOption(json: string): Option {
  const { text, value } = Chosen.parse(JSON.parse(json))
  return { text: { type: 'plain_text', text, emoji: true }, value }
}

/** `state.values`: what stands in every control that holds something. */
export function stateOf(blocks: readonly Block[], values: Values): { values: Record<string, Record<string, unknown>> } {
  const state: Record<string, Record<string, unknown>> = {}
  for (const control of controlsOf(blocks)) {
    const value = standsIn(control, values)
    if (!value) continue
    state[control.blockId] = {
      ...state[control.blockId],
      [control.element.action_id]: { type: control.element.type, ...value },
    }
  }
  return { values: state }
}

/** The action that a press of a control is; `choice` says which half or option where it has several. */
export function actionOf(control: Control, values: Values, choice: string, ts: string): Record<string, unknown> {
  const { element, blockId } = control
  const { type, action_id, text, value, style } = element
  const action = { type, action_id, block_id: blockId, action_ts: ts }
  switch (type) {
    case 'button':
      return { ...action, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) }
    case 'feedback_buttons': {
      const half = choice === 'negative' ? element.negative_button : element.positive_button
      return { ...action, text: half?.text, value: half?.value }
    }
    case 'overflow':
      return { ...action, selected_option: optionOf(element, choice) }
    default:
      return { ...action, ...standsIn(control, values) }
  }
}
