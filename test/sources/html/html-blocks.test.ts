import { describe, expect, test } from 'vitest'
import { htmlBlocks } from '../../../src/sources/html/html-blocks.ts'

const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })

describe('HTML becomes the blocks that a reader sees', () => {
  test('each paragraph is a block, with entities decoded and spaces collapsed as in a browser', () => {
    expect(htmlBlocks('<p>Caf&eacute; &amp;&nbsp;bar\n  here </p><p>Two</p>')).toEqual([
      paragraph('Café & bar here'),
      paragraph('Two'),
    ])
  })

  test('empty paragraphs are dropped', () => {
    expect(htmlBlocks('<p> </p><p>&nbsp;</p><p>One</p><p><br></p>')).toEqual([paragraph('One')])
  })

  test('text outside any paragraph is a paragraph', () => {
    expect(htmlBlocks('One<p>Two</p>Three')).toEqual([paragraph('One'), paragraph('Two'), paragraph('Three')])
  })

  test('one line break stays in its paragraph, two in a row end it', () => {
    expect(htmlBlocks('<p>One<br>still one<br><br>Two</p>')).toEqual([paragraph('One\nstill one'), paragraph('Two')])
  })

  test('links keep their address, and the text around them its spaces', () => {
    expect(htmlBlocks('<p>See <a href="https://www.gov.uk/a?b=1&amp;c=2">the <b>code</b></a>.</p>')).toEqual([
      paragraph('See ', { text: 'the code', href: 'https://www.gov.uk/a?b=1&c=2' }, '.'),
    ])
  })

  test('spaces in an address are encoded, as in a browser', () => {
    const href = 'https://www.gov.uk/winter#:~:text=You can get,Credit'
    expect(htmlBlocks(`<p><a href=" ${href} ">words</a></p>`)).toEqual([
      paragraph({ text: 'words', href: 'https://www.gov.uk/winter#:~:text=You%20can%20get,Credit' }),
    ])
  })

  test('an Outlook safelink is replaced by its real address', () => {
    const wrapped =
      'https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fsend&amp;data=05%7C01&amp;reserved=0'
    expect(htmlBlocks(`<p><a href="${wrapped}">SEND</a></p>`)).toEqual([
      paragraph({ text: 'SEND', href: 'https://www.gov.uk/send' }),
    ])
  })

  test.each(['javascript:alert(1)', 'mailto:a@b.c', '#top', 'https://a.b/x|y', ''])(
    'an address that cannot be linked safely leaves its text: %j',
    (href) => {
      expect(htmlBlocks(`<p><a href="${href}">words</a></p>`)).toEqual([paragraph('words')])
    },
  )

  test('a list keeps its items and their depth', () => {
    expect(htmlBlocks('<ol><li>One<ul><li>inner</li></ul></li><li><p>Two</p></li><li> </li></ol>')).toEqual([
      {
        type: 'list',
        ordered: true,
        items: [
          { depth: 0, content: ['One'] },
          { depth: 1, content: ['inner'] },
          { depth: 0, content: ['Two'] },
        ],
      },
    ])
  })

  test('a table keeps its rows and empty cells; empty rows are dropped', () => {
    const html =
      '<table><thead><tr><th>Year</th><th>Plans</th></tr></thead><tbody><tr><td><p>2024</p></td><td></td></tr><tr><td> </td></tr></tbody></table>'
    expect(htmlBlocks(html)).toEqual([
      {
        type: 'table',
        rows: [
          [['Year'], ['Plans']],
          [['2024'], []],
        ],
      },
    ])
  })

  test('text after an inner list stays after it', () => {
    const [list] = htmlBlocks('<ul>lead<li>a<ul><li>b</li></ul>after</li></ul>')
    expect(list).toMatchObject({
      items: [
        { depth: 0, content: ['lead'] },
        { depth: 0, content: ['a'] },
        { depth: 1, content: ['b'] },
        { depth: 0, content: ['after'] },
      ],
    })
  })

  test('a numbered list that does not start at 1 keeps its first number', () => {
    expect(htmlBlocks('<ol start="4"><li>four</li></ol>')).toMatchObject([{ start: 4 }])
  })

  test('cells that span several columns or rows keep the columns aligned', () => {
    const html =
      '<table><caption>Plans</caption><tr><th rowspan="2">Year</th><th colspan="2">Plans</th></tr><tr><td>new</td><td>old</td></tr></table>'
    expect(htmlBlocks(html)).toEqual([
      paragraph('Plans'),
      {
        type: 'table',
        rows: [
          [['Year'], ['Plans'], []],
          [[], ['new'], ['old']],
        ],
      },
    ])
  })

  test('the cells of a table in a list item are separated by spaces', () => {
    expect(htmlBlocks('<ul><li>x<table><tr><td>1</td><td>2</td></tr></table></li></ul>')).toMatchObject([
      { items: [{ content: ['x\n1 2'] }] },
    ])
  })

  test('scripts, styles and navigation are dropped', () => {
    expect(htmlBlocks('<style>p{}</style><nav>Menu</nav><p>One</p><script>two()</script>')).toEqual([paragraph('One')])
  })

  test('broken HTML is read as far as possible', () => {
    expect(htmlBlocks('<p>One<p>Two</b></li>')).toEqual([paragraph('One'), paragraph('Two')])
  })
})
