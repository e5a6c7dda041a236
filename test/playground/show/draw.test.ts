import { describe, expect, test } from 'vitest'
import { createDraw } from '../../../playground/show/draw.ts'
import type { Node } from '../../../playground/show/drawing.ts'
import { toTree } from '../../../playground/show/to-tree.ts'
import type { Cast } from '../../../playground/workspace/cast.ts'
import type { Block } from '../../../playground/workspace/shapes.ts'
import { tagsOf, textOf } from '../open-playground.ts'

const draw = createDraw({
  people: [{ id: 'U1', name: 'Priya Example' }],
  channels: [{ id: 'C1', name: 'send-policy' }],
  bot: { user: 'UBOT', name: 'SEND Answers' },
} as unknown as Cast)

const plain = (text: string) => ({ type: 'plain_text', text })
const attributes = (tree: readonly Node[]): string[] =>
  tree.flatMap((node) =>
    typeof node === 'string'
      ? []
      : [...Object.entries(node[1]).map(([name, value]) => `${name}=${value}`), ...attributes(node[2])],
  )

describe('nothing in a message becomes markup', () => {
  const HOSTILE = '<img src=x onerror=alert(1)><script>alert(1)</script>'
  const said = (element: object): Block => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [element] }],
  })
  test.each<[string, Block]>([
    ['rich text', said({ type: 'text', text: HOSTILE })],
    ['the text of a link', said({ type: 'link', url: 'https://a.example/', text: HOSTILE })],
    ['a header', { type: 'header', text: plain(HOSTILE) }],
    [
      'mrkdwn',
      { type: 'section', text: { type: 'mrkdwn', text: HOSTILE.replaceAll('<', '&lt;').replaceAll('>', '&gt;') } },
    ],
    [
      'a button',
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: plain(HOSTILE), accessibility_label: HOSTILE }],
      },
    ],
    ['a cell', { type: 'table', rows: [[{ type: 'raw_text', text: HOSTILE }]] }],
    ['a markdown block', { type: 'markdown', text: HOSTILE }],
  ])('in %s', (_where, block) => {
    const { tree } = draw([block])
    expect(tagsOf(tree)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:img|script)$/)]))
    expect(attributes(tree).filter((one) => /^on/.test(one))).toEqual([])
    if (block.type !== 'markdown') expect(textOf(tree)).toContain('onerror=alert(1)')
  })

  test.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x'])(
    'a link to %s leads nowhere',
    (url) => {
      const { tree } = draw([
        said({ type: 'link', url, text: 'here' }),
        { type: 'section', text: { type: 'mrkdwn', text: `<${url}|there>` } },
      ])
      expect(attributes(tree).filter((one) => one.startsWith('href='))).toEqual([])
    },
  )

  test('of markup itself only harmless elements and attributes are taken', () => {
    const tree = toTree(
      '<div class="a" onclick="x()" style="margin-left:28px;position:fixed"><b>x</b><img src=x><script>y</script><style>z</style><iframe srcdoc="<p>"></iframe><a href="//e.example">r</a><form action=x><input name=y></form></div>',
    )
    expect(tree).toEqual([
      [
        'div',
        { class: 'a', 'data-indent': '28' },
        [
          ['b', {}, ['x']],
          ['a', {}, ['r']],
          ['input', {}, []],
        ],
      ],
    ])
  })
})

describe('blocks are drawn', () => {
  test('with their controls under paths, by which the page makes them live', () => {
    const { tree, controls } = draw([
      { type: 'header', text: plain('Heading') },
      {
        type: 'actions',
        block_id: 'given',
        elements: [
          { type: 'button', action_id: 'one', text: plain('One'), value: '1' },
          {
            type: 'static_select',
            action_id: 'two',
            placeholder: plain('Choose'),
            options: [{ text: plain('A'), value: 'a' }],
            initial_option: { text: plain('A'), value: 'a' },
          },
        ],
      },
      {
        type: 'input',
        block_id: 'field',
        optional: true,
        label: plain('Say'),
        element: { type: 'plain_text_input', action_id: 'say', multiline: true, max_length: 7 },
      },
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'f',
            positive_button: { text: plain('Good'), value: 'g' },
            negative_button: { text: plain('Bad'), value: 'b' },
          },
        ],
      },
    ])
    const paths = attributes(tree).filter((one) => /^data-path=b\d+e/.test(one))
    expect(paths.sort()).toEqual(['data-path=b1e0', 'data-path=b1e1', 'data-path=b2e0', 'data-path=b3e0'])
    expect(controls).toMatchObject([
      { path: 'b1e0', type: 'button', key: 'given/one' },
      { path: 'b1e1', type: 'static_select', initial: 'a', options: [{ text: 'A', value: 'a' }] },
      { path: 'b2e0', label: 'Say', optional: true, multiline: true, maxLength: 7 },
      { path: 'b3e0', type: 'feedback_buttons', key: 'block_3/f' },
    ])
  })

  test('plain text as it stands, whatever marks it holds, and mrkdwn by its marks', () => {
    const marks = 'a *b* _c_ `d` <https://x.example|z> <@U1> :smile: &amp; ~e~'
    for (const block of [
      { type: 'header', text: plain(marks) },
      { type: 'actions', elements: [{ type: 'button', action_id: 'a', text: plain(marks) }] },
      { type: 'table', rows: [[{ type: 'raw_text', text: marks }]] },
      { type: 'context', elements: [plain(marks)] },
    ]) {
      const { tree } = draw([block])
      expect(textOf(tree), block.type).toBe(marks)
      expect(tagsOf(tree)).not.toContain('a')
    }
    const { tree } = draw([{ type: 'section', text: { type: 'mrkdwn', text: marks } }])
    expect(tagsOf(tree)).toEqual(expect.arrayContaining(['strong', 'em', 'code', 'a', 's']))
    expect(textOf(tree)).toContain('@Priya Example')
  })

  test('mentions by name, a block that cannot be drawn as such, and the others whole beside it', () => {
    const { tree } = draw([
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }] },
      { type: 'hologram' },
      { type: 'rich_text', elements: 'nonsense' },
      { type: 'header', text: plain('After') },
    ])
    expect(textOf(tree)).toMatch(/^@Priya ExampleA block of type “hologram”, .* “rich_text”, .*After$/)
  })
})
