import { describe, expect, test } from 'vitest'
import { messageBreaches, viewBreaches } from '../../../playground/inspector/check-limits.ts'

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const section = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
}

describe('what Slack would refuse is reported', () => {
  test('nothing for a message within the limits', () => {
    expect(messageBreaches({ text: 'x', blocks: [{ type: 'header', text: text(150) }, section] })).toEqual([])
  })

  test.each([
    ['51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, 'blocks: 51 over 50'],
    ['no text', { text: '', blocks: [] }, 'text: empty'],
    ['too much text', { text: 'x'.repeat(40_001), blocks: [] }, 'text: 40001 over 40000'],
    ['a long header', { text: 'x', blocks: [{ type: 'header', text: text(151) }] }, 'header: text 151 over 150'],
    ['an empty header', { text: 'x', blocks: [{ type: 'header', text: text(0) }] }, 'header: text empty'],
    [
      'a long button',
      {
        text: 'x',
        blocks: [{ type: 'actions', elements: [{ type: 'button', text: text(76), value: 'x'.repeat(2001) }] }],
      },
      'button: value 2001 over 2000',
    ],
    [
      'an empty text in rich text',
      {
        text: 'x',
        blocks: [
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
        ],
      },
      'text: text empty',
    ],
    [
      'rows of different lengths',
      { text: 'x', blocks: [{ type: 'table', rows: [[{}], [{}, {}]] }] },
      'rows of different',
    ],
    [
      'two tables',
      {
        text: 'x',
        blocks: [
          { type: 'table', rows: [[{}]] },
          { type: 'table', rows: [[{}]] },
        ],
      },
      'tables: 2 over 1',
    ],
    [
      'an action_id twice in a block',
      {
        text: 'x',
        blocks: [{ type: 'actions', elements: [1, 2].map(() => ({ type: 'button', action_id: 'a', text: text(1) })) }],
      },
      'action_id given twice',
    ],
    [
      '101 options',
      {
        text: 'x',
        blocks: [
          {
            type: 'actions',
            elements: [
              { type: 'static_select', options: Array.from({ length: 101 }, () => ({ text: text(76), value: 'x' })) },
            ],
          },
        ],
      },
      'static_select: options 101 over 100\nstatic_select: option text 76 over 75',
    ],
    [
      'an initial option that is none of the options',
      {
        text: 'x',
        blocks: [
          {
            type: 'actions',
            elements: [
              {
                type: 'static_select',
                options: [{ text: text(1), value: 'x' }],
                initial_option: { text: text(1), value: 'y' },
              },
            ],
          },
        ],
      },
      'none of the options',
    ],
    [
      'feedback buttons that carry too much',
      {
        text: 'x',
        blocks: [
          {
            type: 'context_actions',
            elements: [
              {
                type: 'feedback_buttons',
                positive_button: { text: text(1), value: 'x'.repeat(2001) },
                negative_button: { text: text(1), value: 'x' },
              },
            ],
          },
        ],
      },
      'positive_button value 2001 over 2000',
    ],
    [
      'a block_id twice',
      {
        text: 'x',
        blocks: [
          { type: 'divider', block_id: 'a' },
          { type: 'divider', block_id: 'a' },
        ],
      },
      'given twice',
    ],
    ['a block type without rules', { text: 'x', blocks: [{ type: 'video' }] }, 'video: no type that is checked'],
    [
      'a select without a placeholder',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'static_select', options: [] }] }] },
      'static_select: placeholder empty',
    ],
    [
      'a date picker without a placeholder',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'datepicker' }] }] },
      'datepicker: placeholder empty',
    ],
    [
      'an external select without min_query_length, which waits for three letters',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'external_select', placeholder: text(1) }] }] },
      'external_select: min_query_length: missing',
    ],
  ])('%s', (_what, message, breach) => {
    expect(messageBreaches(message).join('\n')).toContain(breach)
  })

  test.each([
    ['a long title', { type: 'modal', title: text(25), blocks: [] }, 'title: 25 over 24'],
    ['no title', { type: 'modal', blocks: [] }, 'title: asked for'],
    ['a long external_id', { type: 'home', external_id: 'x'.repeat(256), blocks: [] }, 'external_id: 256 over 255'],
    ['101 blocks', { type: 'home', blocks: Array.from({ length: 101 }, () => section) }, 'blocks: 101 over 100'],
    ['a table', { type: 'modal', title: text(1), blocks: [{ type: 'table', rows: [[{}]] }] }, 'only messages hold one'],
    [
      'feedback buttons of a message',
      { type: 'modal', title: text(1), blocks: [{ type: 'context_actions', elements: [{}] }] },
      'context_actions: only messages hold one',
    ],
    [
      'an input without a submit',
      { type: 'modal', title: text(1), blocks: [{ type: 'input', label: text(1), element: {} }] },
      'submit: asked for',
    ],
    ['too many bytes', { type: 'home', blocks: [{ type: 'x', filler: 'x'.repeat(250_000) }] }, 'bytes: '],
  ])('in a view: %s', (_what, view, breach) => {
    expect(viewBreaches(view).join('\n')).toContain(breach)
  })
})
