import { z } from 'zod'
import { Day } from './dates.ts'
import { Uin } from './identity.ts'
import { safeLink } from './safe-link.ts'

/** Deeper than any list of the record. */
export const MAX_LIST_DEPTH = 8

const HttpsUrl = z.string().refine((url) => safeLink(url)?.startsWith('https:'), 'an https address')

/** A piece of running text: plain, or linked as the record links it. */
const Inline = z.union([z.string(), z.strictObject({ text: z.string(), href: z.string() })])
export type Inline = z.infer<typeof Inline>

/** Running text without its links. */
export function inlineText(content: readonly Inline[]): string {
  return content.map((part) => (typeof part === 'string' ? part : part.text)).join('')
}

const RunningText = z.array(Inline).refine((content) => inlineText(content).trim() !== '', 'text that is not empty')

const Paragraph = z.strictObject({ type: z.literal('paragraph'), content: RunningText })
/** `depth` is 0 for an item of the list itself, 1 for an item of a list inside it, and so on. */
const ListItem = z.strictObject({ depth: z.int().min(0).max(MAX_LIST_DEPTH).default(0), content: RunningText })
/** `start` is the number of the first item if that is not 1. */
const List = z.strictObject({
  type: z.literal('list'),
  ordered: z.boolean(),
  start: z.int().min(0).optional(),
  items: z.array(ListItem).min(1),
})
/** Rows of cells. A cell is running text; some cells may be empty, but not all. */
const Table = z.strictObject({
  type: z.literal('table'),
  rows: z
    .array(z.array(z.array(Inline)).min(1))
    .refine((rows) => rows.flat().some((cell) => inlineText(cell).trim() !== ''), 'a table that is not empty'),
})

const Block = z.discriminatedUnion('type', [Paragraph, List, Table])
export type Block = z.infer<typeof Block>

/** What is found and quoted: a paragraph with the list that it introduces, or a table with its caption. */
export const Passage = z.array(Block).min(1)
export type Passage = z.infer<typeof Passage>

const Question = z.strictObject({
  /** Parliament's own number for the question, if known: never reused. */
  id: z.int().positive().optional(),
  uin: Uin,
  tabled: Day,
  text: z.string().min(1),
  /** The member who asked, as the record names them. */
  asker: z.string().min(1).optional(),
})
export type Question = z.infer<typeof Question>

/** A question of the same group whose own record is missing: only known from the records of the others. */
const NamedQuestion = Question.partial({ text: true })

/**
 * Another question that this one or its answer points to: this question was asked "pursuant to" its answer, or this
 * answer refers to it. `answered` is the day that the record gives for the other answer, if it gives one.
 */
const Reference = z.strictObject({
  kind: z.enum(['pursuant', 'referral']),
  uin: Uin,
  answered: Day.optional(),
})
export type Reference = z.infer<typeof Reference>

/** One answer that a minister gave to one or more written questions. */
export const WrittenAnswer = z.strictObject({
  house: z.enum(['Commons', 'Lords']),
  heading: z.string().min(1),
  /** All the questions that share this answer. The first identifies it. */
  questions: z.tuple([Question], NamedQuestion),
  department: z.string().min(1),
  /** Missing if the record names no member: then the department answered. */
  answeredBy: z.strictObject({ name: z.string().min(1), role: z.string().min(1).optional() }).optional(),
  answered: Day,
  /** A holding answer says that an answer will follow; the real one replaces it. */
  holding: z.literal(true).optional(),
  /** The day of the holding answer that this answer took the place of. */
  held: Day.optional(),
  corrected: Day.optional(),
  passages: z.array(Passage).min(1),
  /** What the answer said before it was corrected. */
  original: z.array(Passage).min(1).optional(),
  references: z.array(Reference).default([]),
  attachments: z.array(z.strictObject({ title: z.string().min(1), url: HttpsUrl })).default([]),
  /** The public page of the first question. */
  source: HttpsUrl.refine((url) => /(^|\.)parliament\.uk$/.test(new URL(url).hostname), 'a page of Parliament’s'),
})
export type WrittenAnswer = z.infer<typeof WrittenAnswer>
