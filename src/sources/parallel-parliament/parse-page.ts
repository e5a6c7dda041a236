import { z } from 'zod'
import { WrittenAnswer } from '../../record/answer.ts'
import { parseLongDate } from '../../record/dates.ts'
import { parseQuestionPage, questionPage, Uin } from '../../record/identity.ts'
import { toPassages } from '../../record/passages.ts'
import { pursuantReferences, referralReferences } from '../../record/references.ts'
import { isCutOff, openPage, type Page } from './page.ts'

/** Lines of the page's own that are not part of the record. */
const FURNITURE = /^(view source|(.+ )?portrait)$/i
const END_OF_ANSWER = /^(reticulating splines\W*|link to this (page|section|speech)|©.*)$/i

const ASKED_ON = /^\(asked on (?<date>[^)]+)\)(?:\s*[-–]?\s*view source)?$/i
const ASKED_BY = /^asked by:?\s*(?<rest>.*)$/i
const QUESTION_TO = /^question to (?:the )?(?<department>[^:]+):?$/i
const ANSWERED_BY = /^answered by:?\s*(?<rest>.*)$/i
const ANSWERED_ON = /^this question was answered on (?<date>.+)$/i

/**
 * The written answer on a saved ParallelParliament page, from text copied off the page or from its HTML.
 * The page does not print the UIN: only its HTML holds it, in the link to the source.
 * @param uin from outside the page: `given` by a person wins over the page, the page wins over `fallback`
 * @throws Error whose message names the line that could not be recognised, or the limit that the page is over
 */
export function parsePage(
  content: string,
  uin: { given?: string | undefined; fallback?: string | undefined } = {},
): WrittenAnswer {
  if (isCutOff(content)) throw new Error('the page breaks off, with no </html> at its end: save it again')
  const page = openPage(content)
  const askedOn = find(page, 0, ASKED_ON, '"(asked on DATE)"')
  const questionTo = find(page, askedOn.line + 1, QUESTION_TO, '"Question to the DEPARTMENT:"')
  const answeredBy = find(page, questionTo.line + 1, ANSWERED_BY, '"Answered by"')
  const answeredOn = find(page, answeredBy.line + 1, ANSWERED_ON, '"This question was answered on DATE"')
  const marked = page.lines.findIndex((line, index) => index > answeredOn.line && END_OF_ANSWER.test(line))
  const end = marked < 0 ? page.lines.length : marked
  const another = page.lines.findIndex((line, index) => index > answeredOn.line && index < end && ASKED_ON.test(line))
  if (another >= 0) throw fail(page, another, 'the end of the answer (one question a file)')

  const asker = askerOf(page, askedOn.line + 1, questionTo.line)
  const linked = page.links(askedOn.line, questionTo.line).map(parseQuestionPage).find(Boolean)
  const typed = uin.given ?? linked?.uin ?? uin.fallback
  if (typed === undefined) throw new Error('the page does not say the UIN of the question: give it with --uin N')
  const number = typed.toUpperCase()
  if (!Uin.safeParse(number).success) throw new Error(`"${typed}" is no UIN: digits, with HL before them in the Lords`)
  if (linked && linked.uin !== number)
    throw new Error(`the page links to question ${linked.uin}, and --uin says ${number}`)
  const tabled = parseDate(page, askedOn)
  if (linked && linked.tabled !== tabled)
    throw fail(page, askedOn.line, `the day that the page links to, ${linked.tabled}`)

  const question = {
    uin: number,
    tabled,
    text: filled(page, questionTo.line + 1, answeredBy.line, 'the question').join('\n\n'),
    ...(asker && { asker }),
  }
  const answered = parseDate(page, answeredOn)
  if (answered < question.tabled) throw fail(page, answeredOn.line, `a date on or after ${question.tabled}`)
  const passages = toPassages(page.blocks(answeredOn.line + 1, end))
  if (passages.length === 0) throw fail(page, answeredOn.line + 1, 'the answer')

  const answer = WrittenAnswer.safeParse({
    house: question.uin.startsWith('HL') ? 'Lords' : 'Commons',
    heading: heading(page, askedOn.line),
    questions: [question],
    department: (questionTo.groups.department as string).trim(),
    answeredBy: memberOf(page, answeredBy, answeredOn.line),
    answered,
    passages,
    references: [...pursuantReferences(question.text, answered), ...referralReferences(passages, answered)],
    source: questionPage(question),
  })
  if (!answer.success) throw new Error(z.prettifyError(answer.error))
  return answer.data
}

interface Found {
  line: number
  groups: Record<string, string>
}

function find(page: Page, from: number, pattern: RegExp, expected: string): Found {
  const line = page.lines.findIndex((text, index) => index >= from && pattern.test(text))
  if (line < 0) {
    const next = page.lines.findIndex((text, index) => index >= from && text !== '' && !FURNITURE.test(text))
    throw fail(page, next < 0 ? page.lines.length : next, `${expected} here or below`)
  }
  return { line, groups: { ...pattern.exec(page.lines[line] as string)?.groups } }
}

function fail(page: Page, line: number, expected: string): Error {
  const found = page.lines[line]
  const quoted = found === undefined ? 'the page ends' : found === '' ? 'the line is empty' : `it says "${clip(found)}"`
  return new Error(`${page.place(line)}: expected ${expected}, but ${quoted}`)
}

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

/** The lines between two lines that are part of the record. */
function said(page: Page, from: number, to: number): string[] {
  return page.lines.slice(from, to).filter((line) => line !== '' && !FURNITURE.test(line))
}

function filled(page: Page, from: number, to: number, expected: string): string[] {
  const lines = said(page, from, to)
  if (lines.length === 0) throw fail(page, to, expected)
  return lines
}

/** The nearest heading above; in a text, which marks no headings, the nearest line. */
function heading(page: Page, askedOn: number): string {
  const above = page.lines.slice(0, askedOn)
  const marked = above.findLast((line, index) => line !== '' && page.isHeading(index))
  return marked ?? (filled(page, 0, askedOn, 'the heading above this line').at(-1) as string)
}

function parseDate(page: Page, { line, groups }: Found): string {
  const date = parseLongDate(groups.date as string)
  if (date === undefined) throw fail(page, line, 'a date like "29th March 2018"')
  return date
}

function askerOf(page: Page, from: number, to: number): string | undefined {
  const lines = said(page, from, to)
  const first = lines.findIndex((line) => ASKED_BY.test(line))
  if (first < 0) return undefined
  const rest = ASKED_BY.exec(lines[first] as string)?.groups?.rest
  return withoutParty(rest || lines[first + 1] || '') || undefined
}

/** "Georgia Gould - Minister of State (Education)", or the name and the role on lines of their own. */
function memberOf(page: Page, answeredBy: Found, answeredOn: number): NonNullable<WrittenAnswer['answeredBy']> {
  const onLine = answeredBy.groups.rest as string
  const lines = [...new Set([...(onLine === '' ? [] : [onLine]), ...said(page, answeredBy.line + 1, answeredOn)])]
  if (lines.length === 0 || lines.length > 2) throw fail(page, answeredBy.line, 'one name below this line')
  const [name, role] = (lines.length === 1 ? (lines[0] as string).split(/ [-–] (.+)/) : lines) as [string, string?]
  return { name: withoutParty(name), ...(role && { role }) }
}

/** A name without the party in brackets behind it. */
function withoutParty(name: string): string {
  const typed = name.trim()
  return typed.endsWith(')') ? typed.slice(0, Math.max(0, typed.lastIndexOf('('))).trim() : typed
}
