import type { Question } from '../search/question/question.ts'
import type { Ask, Reply } from './reply.ts'

/** How many passages besides the best are shown at a time. */
export const PAGE_SIZE = 4

/** A reply with one page of its other passages: the first page has none, the next have `PAGE_SIZE` each. */
export interface ReplyPage {
  reply: Reply
  /** From 0. */
  page: number
  /** How many passages come after this page, counted up to one more than the next page has. */
  left: number
}

/** Asks, and gives that page of the other passages; the last page where there are fewer by now. */
export async function askPage(ask: Ask, question: Question, page: number): Promise<ReplyPage> {
  const most = (page + 1) * PAGE_SIZE + 1
  const reply = await ask(question, { others: most })
  if (reply.kind === 'no-answer') return { reply, page: 0, left: 0 }
  const shown = Math.min(page, Math.ceil(reply.others.length / PAGE_SIZE))
  const end = shown * PAGE_SIZE
  return {
    reply: { ...reply, others: reply.others.slice(Math.max(0, end - PAGE_SIZE), end) },
    page: shown,
    left: Math.max(0, reply.others.length - end),
  }
}
