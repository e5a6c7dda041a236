import type { Question } from '../search/question/question.ts'
import type { Ask, Reply } from './reply.ts'

/** How many passages besides the best are shown at a time. */
export const PAGE_SIZE = 4

/** A reply with one page of its other passages. */
export interface ReplyPage {
  reply: Reply
  /** From 0. */
  page: number
  /** Whether there is a page after this one. */
  more: boolean
}

/** Asks, and gives that page of the other passages; the last page where there are fewer by now. */
export async function askPage(ask: Ask, question: Question, page: number): Promise<ReplyPage> {
  const reply = await ask(question, { others: (page + 1) * PAGE_SIZE + 1 })
  if (reply.kind !== 'answer') return { reply, page: 0, more: false }
  const last = Math.max(0, Math.ceil(reply.others.length / PAGE_SIZE) - 1)
  const shown = Math.min(page, last)
  const end = (shown + 1) * PAGE_SIZE
  return {
    reply: { ...reply, others: reply.others.slice(shown * PAGE_SIZE, end) },
    page: shown,
    more: reply.others.length > end,
  }
}
