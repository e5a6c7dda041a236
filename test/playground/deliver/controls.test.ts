import { describe, expect, test } from 'vitest'
import { actionOf, controlsOf, stateOf } from '../../../playground/deliver/controls.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const options = [
  { text: plain('One'), value: '1' },
  { text: plain('Two'), value: '2' },
]
const blocks = [
  {
    type: 'section',
    text: plain('x'),
    accessory: { type: 'button', action_id: 'beside', text: plain('Go'), value: 'v', style: 'primary' },
  },
  {
    type: 'actions',
    block_id: 'row',
    elements: [
      { type: 'static_select', action_id: 'pick', options },
      { type: 'overflow', action_id: 'more', options },
    ],
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
  { type: 'input', label: plain('Broken') },
]
const control = (action: string) => {
  const found = controlsOf(blocks).find(({ element }) => element.action_id === action)
  if (!found) throw new Error(`no control ${action}`)
  return found
}

describe('what people did with controls is told as Slack tells it', () => {
  test('state.values holds what stands in each that holds something', () => {
    const values = { b1e0: '2', b2e0: 'words', b4e0: JSON.stringify({ text: 'Ann', value: 'a' }) }
    expect(stateOf(blocks, values)).toEqual({
      values: {
        row: { pick: { type: 'static_select', selected_option: options[1] } },
        say: { said: { type: 'plain_text_input', value: 'words' } },
        day: { on: { type: 'datepicker', selected_date: null } },
        who: {
          is: {
            type: 'external_select',
            selected_option: { text: { type: 'plain_text', text: 'Ann', emoji: true }, value: 'a' },
          },
        },
      },
    })
  })

  test('an action carries what was pressed or chosen', () => {
    const act = (action: string, values = {}, choice = '') => actionOf(control(action), values, choice, '1.1')
    expect(act('beside')).toEqual({
      type: 'button',
      action_id: 'beside',
      block_id: 'block_0',
      action_ts: '1.1',
      text: plain('Go'),
      value: 'v',
      style: 'primary',
    })
    expect(act('pick', { b1e0: '1' })).toMatchObject({ selected_option: options[0] })
    expect(act('pick', { b1e0: 'none such' })).toMatchObject({ selected_option: null })
    expect(act('more', {}, '2')).toMatchObject({ selected_option: options[1] })
    expect(act('fb', {}, 'negative')).toMatchObject({ value: 'n', text: plain('No') })
    expect(act('fb', {}, 'positive')).toMatchObject({ value: 'y' })
  })
})
