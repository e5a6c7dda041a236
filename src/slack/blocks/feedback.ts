import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { passageName, readPassageName } from '../../answering/passage-name.ts'
import type { Reply } from '../../answering/reply.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './button.ts'
import { carriedQuestion, readJson } from './carried-question.ts'
import type { Surface } from './passage.ts'
import { plainText, richText, words } from './text.ts'

export const FEEDBACK = 'feedback'
/** Buttons of one block need ids of their own: where Slack's feedback buttons aren't allowed there are two plain ones. */
export const FEEDBACK_PLAIN = /^feedback_(?:helpful|unhelpful)$/
const FEEDBACK_BLOCK = 'feedback_block'

const FeedbackValue = z.object({
  helpful: z.boolean(),
  passage: z.string().transform(readPassageName).optional(),
  question: z.string(),
})

/** What a press says; undefined for what no button of ours says. */
export function readFeedback(value: string | undefined): z.infer<typeof FeedbackValue> | undefined {
  return FeedbackValue.safeParse(readJson(value)).data
}

/** Helpful or not: Slack's own feedback buttons in messages, plain ones in views, which don't allow those. */
export function feedbackButtons(reply: Reply, surface: Surface): KnownBlock {
  const value = (helpful: boolean) =>
    JSON.stringify({
      helpful,
      ...(reply.kind === 'answer' && { passage: passageName(reply.best) }),
      question: carriedQuestion(reply.question),
    })
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

/** The blocks of a view with thanks in the place of the feedback buttons. */
export function thanked(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block) => (block.block_id === FEEDBACK_BLOCK ? richText([words(WORDS.thanks)]) : block))
}
