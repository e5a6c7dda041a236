import { type Passage, type Question, WrittenAnswer } from '../../record/answer.ts'
import { questionKey, questionPage } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'
import { toPassages } from '../../record/passages.ts'
import { pursuantReferences, referralReferences } from '../../record/references.ts'
import { safeLink } from '../../record/safe-link.ts'
import { htmlBlocks } from '../html/html-blocks.ts'
import type { ParliamentRecord } from './record.ts'

/** What is said at prorogation in the place of an answer; it answers nothing. */
const PROROGATION = /^\s*It has not proved possible to respond to [^.]{0,40}\.?[^.]{0,40} in the time available/i
/** What departments say in a holding answer, where the record does not mark it as one. */
const HOLDING = /\bit will not be possible to answer this question within the usual time period\b/i

/** Whether a record holds an answer: not when it is unanswered, withdrawn, empty, or says that time ran out. */
export function isAnswered(record: ParliamentRecord): boolean {
  return !record.isWithdrawn && Boolean(record.dateAnswered) && !PROROGATION.test(plain(record)) && plain(record) !== ''
}

/** All that a record says, for the topic to decide on: heading, question, and answer as plain text. */
export function wholeText(record: ParliamentRecord): string {
  return [record.heading ?? '', text(record.questionText), plain(record)].join('\n')
}

/** The keys of all the questions that the record's answer answers, in one order whichever of them the record is. */
export function groupOf(record: ParliamentRecord): string[] {
  const grouped = (record.groupedQuestionsDates ?? []).map((one) => ({ tabled: one.dateTabled, uin: one.questionUin }))
  return [...new Set([keyOf(record), ...grouped.map(tidyKey)])].sort()
}

/** The key of the record's own question. */
export function keyOf(record: ParliamentRecord): string {
  return tidyKey({ tabled: record.dateTabled, uin: record.uin })
}

const tidyKey = ({ tabled, uin }: { tabled: string; uin: string }) =>
  questionKey({ tabled, uin: uin.trim().toUpperCase() })

/**
 * The one answer that records of a group share, with all their questions: those that are here in the order of their
 * keys, then those that are only named. What is said is taken from the record that changed last. The same records give
 * the same answer, in whatever order they come.
 * @throws z.ZodError where the records do not make an answer
 */
export function makeAnswer(records: readonly [ParliamentRecord, ...ParliamentRecord[]]): WrittenAnswer {
  const [first, ...others] = records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [
    ParliamentRecord,
    ...ParliamentRecord[],
  ]
  const said = records.toSorted(latestFirst)[0] as ParliamentRecord
  const answered = said.dateAnswered ?? ''
  const passages = readPassages(said.answerText)
  const original = readPassages(said.originalAnswerText)
  const here = new Set(records.map(keyOf))
  const named = [...new Set(records.flatMap(groupOf))].filter((key) => !here.has(key)).sort()
  const asked = records.map((record) => text(record.questionText)).join('\n')

  return WrittenAnswer.parse({
    house: first.house,
    heading: said.heading?.trim() || `Written question ${first.uin}`,
    questions: [question(first), ...others.map(question), ...named.map(namedQuestion)],
    department: said.answeringBodyName.trim(),
    ...(said.answeringMember?.name && { answeredBy: { name: said.answeringMember.name.trim() } }),
    answered,
    ...((said.answerIsHolding || HOLDING.test(plain(said))) && { holding: true }),
    ...(said.dateAnswerCorrected && { corrected: said.dateAnswerCorrected }),
    passages,
    ...(said.dateAnswerCorrected && original.length > 0 && { original }),
    references: [
      ...pursuantReferences(asked, answered),
      ...referralReferences(passages.map(passageText).join('\n'), answered),
    ],
    attachments: attachments(said),
    source: questionPage(question(first)),
  })
}

function latestFirst(a: ParliamentRecord, b: ParliamentRecord): number {
  const changed = ({ dateAnswerCorrected, dateAnswered }: ParliamentRecord) => dateAnswerCorrected ?? dateAnswered ?? ''
  return changed(b).localeCompare(changed(a)) || a.id - b.id
}

function question(record: ParliamentRecord): Question {
  const asker = record.askingMember?.name?.trim()
  return {
    id: record.id,
    uin: record.uin.trim().toUpperCase(),
    tabled: record.dateTabled,
    text: text(record.questionText),
    ...(asker && { asker }),
  }
}

function namedQuestion(key: string): Pick<Question, 'tabled' | 'uin'> {
  const [tabled, uin] = key.split('/') as [string, string]
  return { tabled, uin }
}

function readPassages(html: string | null | undefined): Passage[] {
  return toPassages(htmlBlocks(html ?? ''))
}

/** Text that may hold entities and marks, as people read it. */
function text(html: string): string {
  return readPassages(html).map(passageText).join('\n\n')
}

const plain = (record: ParliamentRecord) => text(record.answerText ?? '')

function attachments({ attachments }: ParliamentRecord): WrittenAnswer['attachments'] {
  return (attachments ?? []).flatMap(({ title, url }) => {
    const link = url ? safeLink(url.replaceAll(' ', '%20')) : undefined
    return link?.startsWith('https:') ? [{ title: title?.trim() || link, url: link }] : []
  })
}
