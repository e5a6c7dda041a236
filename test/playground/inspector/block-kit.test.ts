import { describe, expect, test } from 'vitest'
import { breachesOf, Message, View } from '../../../playground/inspector/block-kit.ts'

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const select = { type: 'static_select', placeholder: text(1) }
const option = (length: number) => ({ text: text(length), value: 'x' })
const cell = { type: 'raw_text', text: 'x' }
const section = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
}

describe('what Slack would refuse is reported', () => {
  test('nothing for a message within the limits', () => {
    expect(breachesOf(Message, { text: 'x', blocks: [{ type: 'header', text: text(150) }, section] })).toEqual([])
  })

  test.each([
    [
      '51 blocks',
      { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
      'blocks: Too big: expected array to have <=50 items',
    ],
    ['no text', { text: '', blocks: [] }, 'text: Too small'],
    [
      'too much text',
      { text: 'x'.repeat(40_001), blocks: [] },
      'text: Too big: expected string to have <=40000 characters',
    ],
    [
      'a long header',
      { text: 'x', blocks: [{ type: 'header', text: text(151) }] },
      'blocks.0.text.text: Too big: expected string to have <=150 characters',
    ],
    ['an empty header', { text: 'x', blocks: [{ type: 'header', text: text(0) }] }, 'blocks.0.text.text: Too small'],
    [
      'a long button',
      {
        text: 'x',
        blocks: [{ type: 'actions', elements: [{ type: 'button', text: text(76), value: 'x'.repeat(2001) }] }],
      },
      'blocks.0.elements.0.value: Too big: expected string to have <=2000 characters',
    ],
    [
      'an empty text in rich text',
      {
        text: 'x',
        blocks: [
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
        ],
      },
      'blocks.0.elements.0.elements.0.text: Too small',
    ],
    [
      'rows of different lengths',
      { text: 'x', blocks: [{ type: 'table', rows: [[cell], [cell, cell]] }] },
      'rows of different',
    ],
    [
      'two tables',
      {
        text: 'x',
        blocks: [
          { type: 'table', rows: [[cell]] },
          { type: 'table', rows: [[cell]] },
        ],
      },
      'blocks: more than one table',
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
      { text: 'x', blocks: [{ type: 'actions', elements: [{ ...select, options: Array(101).fill(option(1)) }] }] },
      'blocks.0.elements.0.options: Too big: expected array to have <=100 items',
    ],
    [
      'a long option',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ ...select, options: [option(76)] }] }] },
      'blocks.0.elements.0.options.0.text.text: Too big: expected string to have <=75 characters',
    ],
    [
      'an initial option that is none of the options',
      {
        text: 'x',
        blocks: [
          {
            type: 'actions',
            elements: [{ ...select, options: [option(1)], initial_option: { ...option(1), value: 'y' } }],
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
      'positive_button.value: Too big: expected string to have <=2000 characters',
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
    [
      'a block type without rules',
      { text: 'x', blocks: [{ type: 'video' }] },
      'blocks.0.type: video is not checked, or not allowed here',
    ],
    [
      'a select without a placeholder',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'static_select', options: [] }] }] },
      'blocks.0.elements.0.placeholder: missing',
    ],
    [
      'a date picker without a placeholder',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'datepicker' }] }] },
      'blocks.0.elements.0.placeholder: missing',
    ],
    [
      'an external select without min_query_length, which waits for three letters',
      { text: 'x', blocks: [{ type: 'actions', elements: [{ type: 'external_select', placeholder: text(1) }] }] },
      'blocks.0.elements.0.min_query_length: missing',
    ],
  ])('%s', (_what, message, breach) => {
    expect(breachesOf(Message, message).join('\n')).toContain(breach)
  })

  test.each([
    [
      'a long title',
      { type: 'modal', title: text(25), blocks: [] },
      'title.text: Too big: expected string to have <=24 characters',
    ],
    ['no title', { type: 'modal', blocks: [] }, 'title: missing'],
    [
      'a long external_id',
      { type: 'home', external_id: 'x'.repeat(256), blocks: [] },
      'external_id: Too big: expected string to have <=255 characters',
    ],
    [
      '101 blocks',
      { type: 'home', blocks: Array.from({ length: 101 }, () => section) },
      'blocks: Too big: expected array to have <=100 items',
    ],
    [
      'a table',
      { type: 'modal', title: text(1), blocks: [{ type: 'table', rows: [[{}]] }] },
      'blocks.0.type: table is not checked, or not allowed here',
    ],
    [
      'feedback buttons of a message',
      { type: 'modal', title: text(1), blocks: [{ type: 'context_actions', elements: [{}] }] },
      'blocks.0.type: context_actions is not checked, or not allowed here',
    ],
    [
      'an input without a submit',
      {
        type: 'modal',
        title: text(1),
        blocks: [{ type: 'input', label: text(1), element: { type: 'plain_text_input' } }],
      },
      'submit: asked for',
    ],
    [
      'too many bytes',
      { type: 'home', blocks: Array.from({ length: 90 }, () => ({ type: 'section', text: text(2900) })) },
      'too many bytes',
    ],
  ])('in a view: %s', (_what, view, breach) => {
    expect(breachesOf(View, view).join('\n')).toContain(breach)
  })
})
