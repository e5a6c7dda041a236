import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { passageText } from '../../../src/record/passage-text.ts'
import { parsePage } from '../../../src/sources/parallel-parliament/parse-page.ts'
import { shared } from '../../shared.ts'

const TEXT = `Schools: Ramps

(asked on 1st May 2024) - View Source

Question to the Department for Education:

To ask the Secretary of State for Education, how many ramps there are.


Answered by
Jo Minister Portrait
Jo Minister
This question was answered on 9th May 2024

We count ramps in three ways:

• by school
• by year

There are 1,204 ramps.

Year\tRamps
2023\t1,100

Reticulating Splines`

const HTML = `<!doctype html><html><head><title>Ramps</title></head><body><nav>Home</nav>
<h2>Schools: Ramps</h2>
<p>(asked on 1st May 2024) - <a href="https://questions-statements.parliament.uk/written-questions/detail/2024-05-01/24680">View Source</a></p>
<p>Asked by: Sam Member (Labour - Somewhere)</p>
<p>Question to the Department for Education:</p>
<p>To ask the Secretary of State for Education, how many ramps there are.</p>
<div>Answered by Jo Minister - Minister of State (Education)</div>
<div>This question was answered on 9th May 2024</div>
<p>See <a href="https://www.gov.uk/ramps">the count</a>:</p><ul><li>by school</li></ul>
<footer>About us</footer></body></html>`

describe('a saved page becomes a written answer', () => {
  test('from text copied from the page, without the page’s own lines', () => {
    const answer = parsePage(TEXT, { given: '24680' })
    expect(answer).toMatchObject({
      house: 'Commons',
      heading: 'Schools: Ramps',
      questions: [
        {
          uin: '24680',
          tabled: '2024-05-01',
          text: 'To ask the Secretary of State for Education, how many ramps there are.',
        },
      ],
      department: 'Department for Education',
      answeredBy: { name: 'Jo Minister' },
      answered: '2024-05-09',
      source: 'https://questions-statements.parliament.uk/written-questions/detail/2024-05-01/24680',
    })
    expect(answer.passages.map(passageText)).toEqual([
      'We count ramps in three ways:\n• by school\n• by year',
      'There are 1,204 ramps.',
      'Year | Ramps\n2023 | 1,100',
    ])
  })

  test('from its HTML, with its links, its asker, the minister’s role, and the UIN that it links to', () => {
    const answer = parsePage(HTML)
    expect(answer.questions[0]).toMatchObject({ uin: '24680', asker: 'Sam Member' })
    expect(answer.answeredBy).toEqual({ name: 'Jo Minister', role: 'Minister of State (Education)' })
    expect(answer.passages).toEqual([
      [
        { type: 'paragraph', content: ['See ', { text: 'the count', href: 'https://www.gov.uk/ramps' }, ':'] },
        { type: 'list', ordered: false, items: [{ depth: 0, content: ['by school'] }] },
      ],
    ])
  })

  test('from HTML that links to Parliament’s page at its older address', () => {
    const older =
      'https://www.parliament.uk/business/publications/written-questions-answers-statements/written-question'
    const page = HTML.replace(/https:\/\/questions-statements[^"]*detail/, `${older}/Commons`)
    expect(page).toContain(`${older}/Commons/2024-05-01/24680`)
    expect(parsePage(page).questions[0].uin).toBe('24680')
  })

  test('a UIN with HL is a Lords question, written in capitals', () => {
    const answer = parsePage(TEXT, { given: 'hl123' })
    expect([answer.house, answer.questions[0].uin]).toEqual(['Lords', 'HL123'])
  })

  test('the page’s own UIN wins over the fallback', () => {
    expect(parsePage(HTML, { fallback: '2' }).questions[0].uin).toBe('24680')
    expect(parsePage(TEXT, { fallback: '2' }).questions[0].uin).toBe('2')
  })

  test('from HTML whose lines are separated only by line breaks', () => {
    const page = HTML.replace(
      'Minister of State (Education)</div>\n<div>This',
      'Minister of State (Education)<br>This',
    ).replace(
      '9th May 2024</div>\n<p>See',
      '9th May 2024<br>There are <a href="https://www.gov.uk/seven">seven</a>.</div>\n<p>See',
    )
    const answer = parsePage(page)
    expect(answer.answeredBy?.name).toBe('Jo Minister')
    expect(answer.passages[0]).toEqual([
      { type: 'paragraph', content: ['There are ', { text: 'seven', href: 'https://www.gov.uk/seven' }, '.'] },
    ])
  })

  test('the heading is the one that the page marks, even if other text is between it and the question', () => {
    expect(parsePage(HTML.replace('</h2>', '</h2><p>Share</p><p>Tweet</p>')).heading).toBe('Schools: Ramps')
  })

  test('a name that is repeated is not taken for a role', () => {
    expect(parsePage(TEXT.replace('Jo Minister Portrait', 'Jo Minister'), { given: '24680' }).answeredBy).toEqual({
      name: 'Jo Minister',
    })
  })

  test('a sentence of the answer that begins like a line of the page is kept', () => {
    const page = TEXT.replace('There are 1,204 ramps.', 'This information is provided by schools.')
    expect(parsePage(page, { given: '24680' }).passages).toHaveLength(3)
  })

  const seed = shared('seeds/135027.txt')
  test.skipIf(seed.missing)(`the committed first answer is the saved page, imported${seed.note}`, () => {
    const committed = JSON.parse(
      readFileSync(new URL('../../../corpus/2018-03-29-135027.json', import.meta.url), 'utf8'),
    ) as unknown
    expect(parsePage(readFileSync(seed.file, 'utf8'), { given: '135027' })).toEqual(committed)
  })
})

describe('a page that can’t be parsed is refused with the line that failed', () => {
  const without = (line: string) => TEXT.replace(line, 'Something else')
  test.each([
    [
      'a page of something else',
      'Hello\nworld',
      'line 1: expected "(asked on DATE)" here or below, but it says "Hello"',
    ],
    ['no text at all', '', 'expected "(asked on DATE)" here or below, but the page ends'],
    ['no department', without('Question to the Department for Education:'), 'line 5: expected "Question to'],
    ['a date that is none', TEXT.replace('1st May', '31st June'), 'line 3: expected a date like "29th March 2018"'],
    ['no answering member', TEXT.replace('Jo Minister Portrait\nJo Minister\n', ''), 'line 10: expected one name'],
    ['an answer before its question', TEXT.replace('9th May 2024', '9th May 2023'), 'expected a date on or after'],
    ['no answer', TEXT.slice(0, TEXT.indexOf('We count')), 'expected the answer, but'],
    ['no question', TEXT.replace(/To ask.*\n/, ''), 'expected the question'],
    [
      'two pages in one file',
      TEXT.replace(/\n\nReticulating.*/, '\n\n') + TEXT,
      'line 27: expected the end of the answer',
    ],
    ['a page of HTML that breaks off', HTML.slice(0, HTML.indexOf('</a>:')), 'the page breaks off'],
    ['no heading', TEXT.replace('Schools: Ramps', ''), 'expected the heading above this line'],
  ])('%s', (_what, page, message) => {
    expect(() => parsePage(page, { given: '24680' })).toThrow(message)
  })

  test('one without a UIN, with the option to give it', () => {
    expect(() => parsePage(TEXT)).toThrow('give it with --uin N')
  })

  test('a UIN or a day that differs from the page’s own link', () => {
    expect(() => parsePage(HTML, { given: '1' })).toThrow('the page links to question 24680, and --uin says 1')
    expect(() => parsePage(HTML.replace('2024-05-01/', '2024-05-02/'))).toThrow(
      'the day that the page links to, 2024-05-02',
    )
  })

  test('an invalid UIN', () => {
    expect(() => parsePage(TEXT, { given: '12a' })).toThrow('"12a" is no UIN')
  })
})
