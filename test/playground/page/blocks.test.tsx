import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Blocks } from '../../../playground/page/blocks.tsx'
import { CastContext, createWorkspace, WorkspaceContext } from '../../../playground/page/workspace.ts'
import { type Block, withBlockIds } from '../../../playground/workspace/shapes.ts'

const CAST = {
  etag: '',
  bot: { user: 'B', name: 'Bot' },
  people: [{ id: 'U1', name: 'Priya Example', dm: 'D1' }],
  channels: [],
  shortcuts: [],
  commands: [],
}

/** The blocks as HTML. React escapes all text, so every `<` in the result begins a tag. */
const draw = (blocks: Block[]) =>
  renderToStaticMarkup(
    <WorkspaceContext value={createWorkspace(() => {})}>
      <CastContext value={CAST}>
        <Blocks blocks={withBlockIds(blocks)} surface={{}} />
      </CastContext>
    </WorkspaceContext>,
  )
const tagsOf = (html: string) => [...html.matchAll(/<(?<tag>[a-z0-9]+)/g)].map(({ groups }) => groups?.tag)
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
const plain = (text: string) => ({ type: 'plain_text', text })

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
    ['mrkdwn that nobody escaped', { type: 'section', text: { type: 'mrkdwn', text: HOSTILE } }],
    [
      'a button',
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: plain(HOSTILE), accessibility_label: HOSTILE }],
      },
    ],
    ['a cell', { type: 'table', rows: [[{ type: 'raw_text', text: HOSTILE }]] }],
    ['a block that cannot be drawn', { type: HOSTILE }],
  ])('in %s', (_where, block) => {
    const html = draw([block])
    expect(tagsOf(html)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:img|script)$/)]))
    expect(textOf(html)).toContain('onerror=alert(1)')
  })

  test.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x'])(
    'a link to %s becomes plain text',
    (url) => {
      const html = draw([
        said({ type: 'link', url, text: 'here' }),
        { type: 'section', text: { type: 'mrkdwn', text: `<${url}|there>` } },
      ])
      expect(html).not.toContain('href=')
      expect(textOf(html)).toContain('here')
    },
  )
})

describe('blocks are drawn', () => {
  test('controls have names, values and limits', () => {
    const html = draw([
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
    expect(html).toMatch(/<h3>Heading<\/h3>/)
    expect(html).toMatch(/<button[^>]*>One<\/button>/)
    expect(html).toMatch(/<select aria-label="Choose"><option value="a" selected="">A<\/option><\/select>/)
    const id = /<textarea id="(?<id>[^"]+)"[^>]*maxLength="7"/.exec(html)?.groups?.id
    expect(html).toContain(`<label for="${id}"`)
    expect(textOf(html)).toContain('Say (optional)')
    expect(html).toMatch(/aria-label="Good".*aria-label="Bad"/)
  })

  test('check boxes are drawn as a group with a name, those that are chosen at first ticked', () => {
    const options = ['A', 'B'].map((text) => ({ text: plain(text), value: text }))
    const html = draw([
      {
        type: 'input',
        label: plain('Tick some'),
        element: { type: 'checkboxes', action_id: 'some', options, initial_options: options.slice(1) },
      },
    ])
    expect(html).toMatch(/id="(?<id>[^"]+)"[^>]*>Tick some<.*role="group"[^>]* aria-labelledby="\k<id>"/)
    expect([...html.matchAll(/type="checkbox"(?:(?! checked)[^>])*( checked)?/g)].map(([, on]) => on)).toEqual([
      undefined,
      ' checked',
    ])
  })

  test('plain text is shown as it is, whatever marks are in it; mrkdwn is formatted', () => {
    const marks = 'a *b* _c_ `d` <https://x.example|z> <@U1> :smile: &amp; ~e~'
    for (const block of [
      { type: 'header', text: plain(marks) },
      { type: 'actions', elements: [{ type: 'button', action_id: 'a', text: plain(marks) }] },
      { type: 'table', rows: [[{ type: 'raw_text', text: marks }]] },
      { type: 'context', elements: [plain(marks)] },
    ]) {
      const html = draw([block])
      expect(textOf(html), block.type).toBe(marks)
      expect(tagsOf(html)).not.toContain('a')
    }
    const html = draw([{ type: 'section', text: { type: 'mrkdwn', text: marks } }])
    expect(tagsOf(html)).toEqual(expect.arrayContaining(['strong', 'em', 'code', 'a', 's']))
    expect(textOf(html)).toContain('@Priya Example :smile: & e')
  })

  test('mentions show names; a block that cannot be drawn says so, and the others are whole', () => {
    const html = draw([
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }] },
      { type: 'hologram' },
      { type: 'rich_text', elements: 'nonsense' },
      { type: 'input', label: plain('Broken') },
      { type: 'header', text: plain('After') },
    ])
    expect(textOf(html)).toMatch(
      /^@Priya Example.*cannot draw.*“hologram”.*cannot draw.*“rich_text”.*cannot draw.*“input”.*After$/,
    )
  })

  test('lists keep their kind, first number and indentation; quotes and preformatted text are drawn as such', () => {
    const inside = { type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] }
    const html = draw([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_list', style: 'ordered', offset: 2, elements: [inside] },
          { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [inside] },
          { type: 'rich_text_quote', elements: inside.elements },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'as is' }] },
        ],
      },
    ])
    expect(html).toContain('<ol style="margin-inline-start:0" start="3"><li><strong>x</strong></li></ol>')
    expect(html).toContain('<ul style="margin-inline-start:28px"><li><strong>x</strong></li></ul>')
    expect(html).toMatch(/<blockquote[^>]*><strong>x<\/strong><\/blockquote><pre>as is<\/pre>/)
  })
})
