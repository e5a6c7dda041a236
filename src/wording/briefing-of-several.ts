import type { BriefingEntry } from '../answering/briefing.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { longDate } from '../record/dates.ts'
import { briefing, markedCitation } from './briefing.ts'
import { escapeMarkdown, linkedMarkdown, passageMarkdown, quoteMarkdown } from './markdown.ts'
import { WORDS } from './words.ts'

/** Ministers answer up to some twenty questions at once. */
const MAX_QUESTIONS = 5

/** All passages of a briefing as one plain text: each with the question, the quotation, its citation and its marks. */
export function briefingText(entries: readonly BriefingEntry[]): string {
  return entries.map((entry, nth) => entryText(entry, nth + 1)).join('\n\n\n')
}

function entryText(entry: BriefingEntry, number: number): string {
  if (entry.kind === 'gone') return `${number}. ${goneLine(entry)}`
  const { found, shortfall } = entry
  return [
    `${number}. ${found.answer.heading}`,
    questionLines(found.answer).join('\n'),
    briefing(found, shortfall),
    ...changedLine(entry),
  ].join('\n\n')
}

/** The same as Markdown, which word processors can import. */
export function briefingMarkdown(entries: readonly BriefingEntry[]): string {
  return `${[`# ${WORDS.briefing}`, ...entries.map((entry, nth) => entryMarkdown(entry, nth + 1))].join('\n\n')}\n`
}

function entryMarkdown(entry: BriefingEntry, number: number): string {
  if (entry.kind === 'gone') return `## ${number}. ${linkedMarkdown(goneLine(entry))}`
  const { found, shortfall } = entry
  return [
    `## ${number}. ${oneLine(found.answer.heading)}`,
    ...questionLines(found.answer).map(oneLine),
    quoteMarkdown(passageMarkdown(found.passage)),
    linkedMarkdown(markedCitation(found, shortfall)),
    ...changedLine(entry).map(escapeMarkdown),
  ].join('\n\n')
}

const oneLine = (text: string) => escapeMarkdown(text.replace(/\s+/g, ' ').trim())

function questionLines({ questions }: WrittenAnswer): string[] {
  const others = questions.slice(MAX_QUESTIONS).map(({ uin }) => uin)
  return [
    ...questions
      .slice(0, MAX_QUESTIONS)
      .map(({ uin, asker, tabled, text = '' }) => `${WORDS.questionOf(uin, asker, longDate(tabled))} ${text}`.trim()),
    ...(others.length > 0 ? [WORDS.otherQuestions(others)] : []),
  ]
}

/** That the record has another text than the one that was added; none if it hasn't. */
export function changedLine(entry: BriefingEntry): string[] {
  return entry.kind === 'there' && entry.changed ? [WORDS.changedSinceAdded] : []
}

function goneLine({ source }: Extract<BriefingEntry, { kind: 'gone' }>): string {
  return `${WORDS.goneSinceAdded} ${source}`
}
