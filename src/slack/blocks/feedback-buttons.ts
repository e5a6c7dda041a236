import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { CarriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import type { Surface } from './quotation.ts'
import { plainText, richText, span } from './text.ts'

export const FEEDBACK = 'feedback'
/** Ids of the plain buttons that views have, which allow no feedback buttons; ids must differ within a block. */
export const FEEDBACK_PLAIN = /^feedback_(?:helpful|unhelpful)$/
/** Ids of the buttons that say why a reply was not helpful. */
export const FEEDBACK_REASON = /^feedback_reason_\d$/
const FEEDBACK_BLOCK = 'feedback_block'
/** The line above the reasons. */
const THANKS_BLOCK = 'feedback_thanks'

const REASONS = ['wrong-topic', 'out-of-date', 'doesnt-answer', 'other'] as const
/** Characters of JSON for a question: the rest of a button's value is for what else a verdict has. */
const QUESTION_ROOM = 1650

const Verdict = z.object({
  helpful: z.boolean(),
  /** The name of the passage that was shown first. */
  passage: z.string().optional(),
  question: CarriedQuestion,
  /** Which page of the other passages was shown, and whether the reply can be shared: an ephemeral one is drawn again. */
  page: z.int().min(0).max(1000).optional(),
  share: z.boolean().optional(),
  /** Of the verdict to which a reason is added. */
  id: z.string().optional(),
  reason: z.enum(REASONS).optional(),
})
export type Verdict = z.infer<typeof Verdict>

/** The verdict that a press gives; undefined if the value wasn't written by this app. */
export function parseFeedback(value: string | undefined): Verdict | undefined {
  return Verdict.safeParse(parseJson(value)).data
}

/** Helpful or not: Slack's feedback buttons in messages, plain ones in views, which don't allow those. */
export function feedbackButtons(
  { reply, page }: Pick<ReplyPage, 'reply' | 'page'>,
  surface: Surface,
  share = false,
): KnownBlock {
  const value = (helpful: boolean) =>
    JSON.stringify({
      helpful,
      ...(reply.kind !== 'no-answer' && { passage: passageName(reply.best) }),
      question: carryQuestion(reply.question, QUESTION_ROOM),
      ...(page > 0 && { page }),
      ...(share && { share }),
    } satisfies Verdict)
  if (surface === 'view')
    return {
      type: 'actions',
      block_id: FEEDBACK_BLOCK,
      elements: [
        button(`${FEEDBACK}_helpful`, WORDS.helpful, value(true), { label: WORDS.helpfulLabel }),
        button(`${FEEDBACK}_unhelpful`, WORDS.notHelpful, value(false), { label: WORDS.notHelpfulLabel }),
      ],
    }
  const choice = (helpful: boolean, text: string, label: string) => ({
    text: plainText(text, LIMITS.button.text),
    value: value(helpful),
    accessibility_label: label,
  })
  return {
    type: 'context_actions',
    block_id: FEEDBACK_BLOCK,
    elements: [
      {
        type: 'feedback_buttons',
        action_id: FEEDBACK,
        positive_button: choice(true, WORDS.helpful, WORDS.helpfulLabel),
        negative_button: choice(false, WORDS.notHelpful, WORDS.notHelpfulLabel),
      },
    ],
  }
}

/** Thanks for a verdict; for one that is not helpful, with buttons that say why. */
export function thanksFor(verdict: Verdict, id: string): { text: string; blocks: KnownBlock[] } {
  const reasons = REASONS.map((reason) => JSON.stringify({ ...verdict, id, reason } satisfies Verdict))
  // A button of an earlier version may carry a longer question.
  const asks = !verdict.helpful && !verdict.reason && reasons.every((value) => value.length <= LIMITS.button.value)
  if (!asks) return { text: WORDS.thanks, blocks: [{ ...richText([span(WORDS.thanks)]), block_id: THANKS_BLOCK }] }
  return {
    text: WORDS.thanksWhy,
    blocks: [
      { ...richText([span(WORDS.thanksWhy)]), block_id: THANKS_BLOCK },
      {
        type: 'actions',
        block_id: FEEDBACK_BLOCK,
        elements: REASONS.map((reason, n) => button(`feedback_reason_${n}`, WORDS.reasons[reason], reasons[n] ?? '')),
      },
    ],
  }
}

/** The blocks of a reply with thanks in place of the feedback buttons, or of the reasons. */
export function thanked(blocks: readonly KnownBlock[], thanks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.flatMap((block) => {
    if (block.block_id === THANKS_BLOCK) return []
    return block.block_id === FEEDBACK_BLOCK || block.type === 'context_actions' ? thanks : [block]
  })
}
