import type { ActionsBlock } from '@slack/types'
import { z } from 'zod'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { WORDS } from '../../wording/words.ts'
import { readInFull } from './answer-list.ts'
import { button } from './button.ts'
import { carriedQuestion, readJson } from './carried-question.ts'

export const MORE_RESULTS = 'more_results'
export const PREVIOUS_RESULTS = 'previous_results'

const MoreValue = z.object({ question: z.string(), page: z.int().min(0).max(1000), share: z.boolean().optional() })

/** Which page of whose results a press asks for; undefined for what no button of ours says. */
export function readMoreValue(value: string | undefined): z.infer<typeof MoreValue> | undefined {
  return MoreValue.safeParse(readJson(value)).data
}

/** What can be done with the other passages: read one in full, and turn to the pages before and after. */
export function pagingControls({ reply, page, more }: ReplyPage, share: boolean): ActionsBlock[] {
  const others = reply.kind === 'answer' ? reply.others : reply.nearest
  const to = (page: number) =>
    JSON.stringify({ question: carriedQuestion(reply.question), page, ...(share && { share }) })
  const elements = [
    ...(others.length > 0 ? [readInFull(others.map(({ answer }) => answer))] : []),
    ...(page > 0 ? [button(PREVIOUS_RESULTS, WORDS.previousResults, to(page - 1))] : []),
    ...(more ? [button(MORE_RESULTS, WORDS.moreResults, to(page + 1))] : []),
  ]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}
