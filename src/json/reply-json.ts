import { z } from 'zod'
import type { Reply } from '../answering/reply.ts'
import { shortfallOf } from '../answering/shortfall.ts'
import { WrongFilter } from '../search/question/filter.ts'
import { parliamentSearch } from '../wording/parliament-search.ts'
import { questionNotes, shortfallNotes } from '../wording/reply-notes.ts'
import { hasWords, noAnswerLines } from '../wording/reply-text.ts'
import { FoundJson, foundJson } from './answer-json.ts'

/** A reply as programs read it: what `npm run ask -- --json` prints, the HTTP API sends and the MCP tool `ask` returns. */
export const ReplyJson = z
  .strictObject({
    kind: z
      .enum(['answer', 'closest', 'no-answer'])
      .describe('An answer, the closest that was found, which probably doesn’t answer, or nothing'),
    question: z.string().describe('As asked'),
    notes: z
      .array(z.string())
      .describe('In words: how the question was understood, what the passage doesn’t mention, why there is no answer'),
    best: FoundJson.optional().describe('Not with “no-answer”'),
    others: z.array(FoundJson).optional().describe('More passages, the nearest first; not with “no-answer”'),
    nearest: z.array(FoundJson).optional().describe('With “no-answer” alone: what may help'),
    reason: z
      .enum(['no-words', 'only-filters', 'unknown-uin', 'nothing-close', 'wrong-filter'])
      .optional()
      .describe('With “no-answer” alone: why'),
    wrongFilters: z.array(WrongFilter).optional().describe('The filters that can’t be used, and why'),
    covered: z
      .strictObject({
        answers: z.int().min(0),
        passing: z.int().min(0).optional().describe('How many of them pass the filters'),
        oldest: z.string(),
        newest: z.string(),
        fetching: z.enum(['idle', 'fetching', 'unreachable']).optional().describe('Why more may be missing'),
      })
      .optional()
      .describe('With “no-answer”: what was searched'),
    elsewhere: z.url().optional().describe('With “no-answer”: the same search on Parliament’s own site'),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('The estimated probability that “best” answers; missing where nothing was searched for'),
    offTopic: z.literal(true).optional().describe('No word of the question belongs to the field'),
    missing: z
      .array(
        z.strictObject({
          word: z.string(),
          inRecord: z.boolean().describe('Whether any answer mentions it'),
          place: z.boolean().describe('Whether it names a place'),
        }),
      )
      .optional()
      .describe('Words that matter and that the first passage doesn’t mention'),
    filters: z
      .array(z.strictObject({ name: z.string(), value: z.string() }))
      .optional()
      .describe('The filters that were applied'),
    repaired: z
      .array(z.strictObject({ typed: z.string(), read: z.string() }))
      .optional()
      .describe('Words that were read as others'),
  })
  .describe('The reply to a question')
export type ReplyJson = z.infer<typeof ReplyJson>

/** A reply as programs read it. Ages are counted to `today` (`yyyy-mm-dd`). */
export function replyJson(reply: Reply, today: string): ReplyJson {
  const { kind, question, filters, repaired, missing, confidence, offTopic } = reply
  return {
    kind,
    question: question.asked,
    notes: notesOf(reply),
    ...(reply.kind === 'no-answer'
      ? {
          reason: reply.reason,
          nearest: reply.nearest.map((found) => foundJson(found, today)),
          ...(reply.wrongFilters && { wrongFilters: reply.wrongFilters }),
          ...(reply.covered && { covered: reply.covered }),
          ...(hasWords(reply) && { elsewhere: parliamentSearch(question) }),
        }
      : { best: foundJson(reply.best, today), others: reply.others.map((found) => foundJson(found, today)) }),
    ...(confidence !== undefined && { confidence }),
    ...(offTopic && { offTopic }),
    ...(missing && { missing }),
    ...(filters && { filters: filters.map(({ name, value }) => ({ name, value })) }),
    ...(repaired && { repaired }),
  }
}

function notesOf(reply: Reply): string[] {
  const understood = questionNotes(reply)
  return reply.kind === 'no-answer'
    ? [...noAnswerLines(reply), ...understood]
    : [...understood, ...shortfallNotes(shortfallOf(reply))]
}
