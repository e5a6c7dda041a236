import { describe, expect, test } from 'vitest'
import { actionOf, emptyInputs, stateOf } from '../../../playground/show/controls.ts'
import { withBlockIds } from '../../../playground/workspace/shapes.ts'
import { elementIn } from '../open-playground.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const options = [
  { text: plain('One'), value: '1' },
  { text: plain('Two'), value: '2' },
]
const blocks = withBlockIds([
  {
    type: 'section',
    text: plain('x'),
    accessory: { type: 'button', action_id: 'beside', text: plain('Go'), value: 'v', style: 'primary' },
  },
  {
    type: 'actions',
    block_id: 'row',
    elements: [{ type: 'static_select', action_id: 'pick', options }],
  },
  { type: 'input', block_id: 'say', label: plain('Say'), element: { type: 'plain_text_input', action_id: 'said' } },
  { type: 'input', block_id: 'day', label: plain('Day'), element: { type: 'datepicker', action_id: 'on' } },
  { type: 'input', block_id: 'who', label: plain('Who'), element: { type: 'external_select', action_id: 'is' } },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'fb',
        positive_button: { text: plain('Yes'), value: 'y' },
        negative_button: { text: plain('No'), value: 'n' },
      },
    ],
  },
  {
    type: 'input',
    block_id: 'ticks',
    label: plain('Tick'),
    element: { type: 'checkboxes', action_id: 'box', options },
  },
  { type: 'input', label: plain('Broken') },
])

describe('field contents and actions have Slack’s form', () => {
  test('state.values has the content of each field', () => {
    const selected_option = { text: plain('Ann'), value: 'a' }
    const entered = {
      row: { pick: { type: 'static_select' as const, selected_option: options[1] ?? null } },
      say: { said: { type: 'plain_text_input' as const, value: 'words' } },
      who: { is: { type: 'external_select' as const, selected_option } },
    }
    expect(stateOf(blocks, entered)).toEqual({
      ...entered,
      day: { on: { type: 'datepicker', selected_date: null } },
      ticks: { box: { type: 'checkboxes', selected_options: [] } },
    })
  })

  test('a field that nobody touched has its initial content', () => {
    const given = withBlockIds([
      {
        type: 'input',
        block_id: 'say',
        label: plain('Say'),
        element: { type: 'plain_text_input', action_id: 'said', initial_value: 'given' },
      },
    ])
    expect(stateOf(given, {})).toEqual({ say: { said: { type: 'plain_text_input', value: 'given' } } })
  })

  test('required inputs that are empty are found', () => {
    const values = stateOf(blocks, { say: { said: { type: 'plain_text_input', value: 'words' } } })
    expect(emptyInputs(blocks, values)).toEqual(['day', 'who', 'ticks'])
    const [option] = options
    const chosen = stateOf(blocks, {
      ticks: { box: { type: 'checkboxes', selected_options: option ? [option] : [] } },
    })
    expect(emptyInputs(blocks, chosen)).toEqual(['say', 'day', 'who'])
  })

  test('an action has what was pressed or chosen', () => {
    const act = (action: string, content?: Parameters<typeof actionOf>[2], choice?: string) => {
      const { block_id, element } = elementIn(blocks, action)
      return actionOf(block_id, element, content, choice)
    }
    expect(act('beside')).toEqual({
      type: 'button',
      action_id: 'beside',
      block_id: 'block_0',
      text: plain('Go'),
      value: 'v',
      style: 'primary',
    })
    const [one] = options
    expect(act('pick', { type: 'static_select', selected_option: one ?? null })).toMatchObject({ selected_option: one })
    expect(act('pick')).toMatchObject({ selected_option: null })
    expect(act('fb', undefined, 'n')).toMatchObject({ value: 'n', text: plain('No') })
    expect(act('fb', undefined, 'y')).toMatchObject({ value: 'y' })
  })
})
