import { z } from 'zod'
import type { FullAnswer } from '../answering/one-answer.ts'
import { Passage, type WrittenAnswer } from '../record/answer.ts'
import { answerKey, questionKey, questionPage } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found, PassageOfAnswer } from '../search/found.ts'
import { citation } from '../wording/citation.ts'
import { passageNotes } from '../wording/reply-notes.ts'

const Day = z.iso.date().describe('yyyy-mm-dd')
export const Key = z
  .string()
  .describe('The day on which the (first) question was tabled, and its UIN: 2018-03-29/135027')

/** A written question. */
export const QuestionJson = z
  .strictObject({
    key: Key,
    uin: z.string().describe('Parliament’s number of the question. It is used again in later sessions.'),
    tabled: Day,
    text: z.string().optional().describe('The question, word for word; missing where only the group is known'),
    asker: z.string().optional().describe('Who asked, as the record names them'),
    page: z.url().describe('Parliament’s public page of the question'),
  })
  .meta({ id: 'Question', description: 'A written question' })

/** A written answer without its text: who answered, when, which questions, where it stands. */
const AnswerJson = z
  .strictObject({
    key: Key,
    heading: z.string(),
    house: z.enum(['Commons', 'Lords']),
    department: z.string(),
    answeredBy: z
      .strictObject({ name: z.string(), role: z.string().optional() })
      .optional()
      .describe('The minister; missing where the record names none'),
    answered: Day,
    corrected: Day.optional().describe('The day on which the answer was corrected; missing where it was not'),
    holding: z.literal(true).optional().describe('It says only that an answer will follow'),
    questions: z.array(QuestionJson).min(1).describe('All the questions that share this answer'),
    citation: z.string().describe('Who answered, for which department, when, UIN and House, in one line'),
    source: z.url().describe('Parliament’s public page of the answer'),
  })
  .meta({ id: 'Answer', description: 'A written answer, without its text' })
type AnswerJson = z.infer<typeof AnswerJson>

const passage = {
  index: z.int().min(0).describe('Which of the answer’s passages it is, from 0'),
  text: z.string().describe('The passage, word for word, as plain text'),
  passage: Passage.describe('The same as the record has it: paragraphs, lists and tables, with their links'),
}

const PassageJson = z
  .strictObject(passage)
  .meta({ id: 'Passage', description: 'A passage of an answer, word for word' })

const PassageOfAnswerJson = z
  .strictObject({ answer: AnswerJson, ...passage })
  .meta({ id: 'PassageOfAnswer', description: 'A passage with its answer' })

/** Something to know before a passage is relied on, in words. */
const NoteJson = z
  .strictObject({ text: z.string(), links: z.array(z.strictObject({ text: z.string(), url: z.url() })) })
  .meta({ id: 'Note', description: 'What to know of a passage before it is relied on, in words for people' })
const notes = z
  .array(NoteJson)
  .describe('In words: that it is old, corrected, a holding answer, that a newer one is there')

const references = {
  refersTo: z.array(AnswerJson).optional().describe('The answers that it refers to instead of answering'),
  referredThrough: z.array(AnswerJson).optional().describe('Answers on the way to those, which only refer on'),
}

export const FoundJson = z
  .strictObject({
    answer: AnswerJson,
    ...passage,
    notes,
    alsoGiven: z.array(PassageOfAnswerJson).optional().describe('Where the same was said before, the newest first'),
    newer: PassageOfAnswerJson.optional().describe('A newer answer on the same matter'),
    ...references,
  })
  .meta({ id: 'Found', description: 'A passage that was found, with what to know of it' })
export type FoundJson = z.infer<typeof FoundJson>

export const FullAnswerJson = z
  .strictObject({
    answer: AnswerJson,
    passages: z.array(PassageJson).min(1).describe('All of the answer, word for word'),
    original: z.array(PassageJson).optional().describe('What it said before it was corrected'),
    attachments: z.array(z.strictObject({ title: z.string(), url: z.url() })),
    notes,
    ...references,
    mentions: z.array(AnswerJson).describe('The answers that it or its question refers to, where they are known here'),
    mentionsUnknown: z.array(z.string()).describe('The UINs of those that are not'),
    referredToBy: z.array(AnswerJson).describe('The answers that refer to this one, the newest first'),
  })
  .describe('All of a written answer')
export type FullAnswerJson = z.infer<typeof FullAnswerJson>

/** An answer without its text. */
function answerJson(answer: WrittenAnswer): AnswerJson {
  const { heading, house, department, answeredBy, answered, corrected, holding, questions, source } = answer
  return {
    key: answerKey(answer),
    heading,
    house,
    department,
    ...(answeredBy && { answeredBy }),
    answered,
    ...(corrected !== undefined && { corrected }),
    ...(holding && { holding }),
    questions: questions.map(questionJson),
    citation: citation(answer),
    source,
  }
}

/** One of an answer's questions. */
export function questionJson({ uin, tabled, text, asker }: WrittenAnswer['questions'][number]) {
  return {
    key: questionKey({ tabled, uin }),
    uin,
    tabled,
    ...(text !== undefined && { text }),
    ...(asker !== undefined && { asker }),
    page: questionPage({ tabled, uin }),
  }
}

/** A passage of an answer. */
function passageOfAnswerJson({ answer, index, passage }: PassageOfAnswer): z.infer<typeof PassageOfAnswerJson> {
  return { answer: answerJson(answer), ...passageJson(passage, index) }
}

/** A passage that was found. Ages are counted to `today` (`yyyy-mm-dd`). */
export function foundJson(found: Found, today: string): FoundJson {
  const { alsoGiven = [], newer } = found
  return {
    ...passageOfAnswerJson(found),
    notes: notesJson(found, today),
    ...(alsoGiven.length > 0 && { alsoGiven: alsoGiven.map(passageOfAnswerJson) }),
    ...(newer && { newer: passageOfAnswerJson(newer) }),
    ...referencesJson(found),
  }
}

/** All of an answer. Ages are counted to `today` (`yyyy-mm-dd`). */
export function fullAnswerJson({ found, refersTo, referredToBy }: FullAnswer, today: string): FullAnswerJson {
  const { answer } = found
  const { passages, original, attachments } = answer
  return {
    answer: answerJson(answer),
    passages: passages.map(passageJson),
    ...(original && { original: original.map(passageJson) }),
    attachments,
    notes: notesJson(found, today),
    ...referencesJson(found),
    mentions: refersTo.flatMap((one) => (typeof one === 'string' ? [] : answerJson(one))),
    mentionsUnknown: refersTo.filter((one) => typeof one === 'string'),
    referredToBy: referredToBy.map(answerJson),
  }
}

function passageJson(passage: Passage, index: number): z.infer<typeof PassageJson> {
  return { index, text: passageText(passage), passage }
}

/** What is said of a passage, in words. */
function notesJson(found: Found, today: string): z.infer<typeof NoteJson>[] {
  return passageNotes(found, today).map(({ text, links }) => ({
    text,
    links: links.map(({ before = '', text, url }) => ({ text: `${before}${text}`, url })),
  }))
}

function referencesJson({ refersTo = [], referredThrough = [] }: Found) {
  return {
    ...(refersTo.length > 0 && { refersTo: refersTo.map(answerJson) }),
    ...(referredThrough.length > 0 && { referredThrough: referredThrough.map(answerJson) }),
  }
}
