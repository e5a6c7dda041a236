import { type Passage, type Question, WrittenAnswer } from '../../record/answer.ts'
import { parseQuestionKey, questionKey, questionPage } from '../../record/identity.ts'
import { passageText } from '../../record/passage-text.ts'
import { toPassages } from '../../record/passages.ts'
import { pursuantReferences, referralReferences } from '../../record/references.ts'
import { safeLink } from '../../record/safe-link.ts'
import { htmlBlocks } from '../html/html-blocks.ts'
import type { RecordTexts } from '../record-source.ts'
import type { ParliamentRecord } from './record.ts'

/** The standard text at prorogation, which is no answer. */
const PROROGATION = /^\s*It has not proved possible to respond to [^.]{0,40}\.?[^.]{0,40} in the time available/i
/** The standard text of a holding answer, for records that are not marked as one. */
const HOLDING = /\bit will not be possible to answer this question within the usual time period\b/i

/** Whether a record has an answer: false if it is unanswered, withdrawn, empty, or says that time ran out. */
export function isAnswered(record: ParliamentRecord): boolean {
  return !record.isWithdrawn && Boolean(record.dateAnswered) && !PROROGATION.test(plain(record)) && plain(record) !== ''
}

/** What the topic is looked for in. */
export function textsOf(record: ParliamentRecord): RecordTexts {
  return { asked: `${record.heading ?? ''}\n${text(record.questionText)}`, answer: plain(record) }
}

/** The keys of all questions that share the record's answer, sorted: the same list for each record of the group. */
export function groupOf(record: ParliamentRecord): readonly [string, ...string[]] {
  const grouped = (record.groupedQuestionsDates ?? []).map((one) => ({ tabled: one.dateTabled, uin: one.questionUin }))
  return [...new Set([keyOf(record), ...grouped.map(questionKey)])].sort() as [string, ...string[]]
}

/** The key of the record's own question. */
export function keyOf(record: ParliamentRecord): string {
  return questionKey({ tabled: record.dateTabled, uin: record.uin })
}

/**
 * The one answer that the records of a group share. Its questions are those of the records, sorted by key, then those
 * that the records only name. Everything else is taken from the record that changed last. The result does not depend on
 * the order of the records.
 * @throws z.ZodError if the records make no valid answer
 */
export function makeAnswer(records: readonly [ParliamentRecord, ...ParliamentRecord[]]): WrittenAnswer {
  const [first, ...others] = records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [
    ParliamentRecord,
    ...ParliamentRecord[],
  ]
  const latest = records.toSorted(latestFirst)[0] as ParliamentRecord
  const answered = latest.dateAnswered ?? ''
  const passages = parsePassages(latest.answerText)
  const original = parsePassages(latest.originalAnswerText)
  const here = new Set(records.map(keyOf))
  const named = [...new Set(records.flatMap(groupOf))].filter((key) => !here.has(key)).sort()
  const asked = records.map((record) => text(record.questionText)).join('\n')
  const holding = latest.answerIsHolding || HOLDING.test(plain(latest))

  return WrittenAnswer.parse({
    house: first.house,
    heading: latest.heading || `Written question ${first.uin}`,
    questions: [question(first), ...others.map(question), ...named.flatMap((key) => parseQuestionKey(key) ?? [])],
    department: latest.answeringBodyName,
    ...(latest.answeringMember?.name && { answeredBy: { name: latest.answeringMember.name } }),
    answered,
    ...(holding && { holding: true }),
    ...(!holding && latest.dateHoldingAnswer && { held: latest.dateHoldingAnswer }),
    ...(latest.dateAnswerCorrected && { corrected: latest.dateAnswerCorrected }),
    passages,
    ...(latest.dateAnswerCorrected && original.length > 0 && { original }),
    references: [...pursuantReferences(asked, answered), ...referralReferences(passages, answered)],
    attachments: attachments(latest),
    source: questionPage(question(first)),
  })
}

function latestFirst(a: ParliamentRecord, b: ParliamentRecord): number {
  const changed = ({ dateAnswerCorrected, dateAnswered }: ParliamentRecord) => dateAnswerCorrected ?? dateAnswered ?? ''
  return changed(b).localeCompare(changed(a)) || a.id - b.id
}

function question(record: ParliamentRecord): Question {
  const asker = record.askingMember?.name
  return {
    id: record.id,
    uin: record.uin,
    tabled: record.dateTabled,
    text: text(record.questionText),
    ...(asker && { asker }),
  }
}

function parsePassages(html: string | null | undefined): Passage[] {
  return toPassages(htmlBlocks(html ?? ''))
}

/** Text that may have entities and markup, as plain text. */
function text(html: string): string {
  return parsePassages(html).map(passageText).join('\n\n')
}

const plain = (record: ParliamentRecord) => text(record.answerText ?? '')

function attachments({ attachments }: ParliamentRecord): WrittenAnswer['attachments'] {
  return (attachments ?? []).flatMap(({ title, url }) => {
    const link = url ? safeLink(url.replaceAll(' ', '%20')) : undefined
    return link?.startsWith('https:') ? [{ title: title || link, url: link }] : []
  })
}
