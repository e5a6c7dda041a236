import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import { z } from 'zod'
import { parsePassageName, passageName } from '../../answering/passage-name.ts'
import type { AnswerReply, Reply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { longDate } from '../../record/dates.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { CarriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import { COPY, copyValue } from './copy-modal.ts'
import { FULL_ANSWER, NEWER_ANSWER } from './full-answer.ts'
import type { Surface } from './quotation.ts'
import { SHARE, shareValue } from './share.ts'
import { plainText, richText, span } from './text.ts'

export const FEEDBACK = 'feedback'
/** Ids of the plain buttons that views have, which allow no feedback buttons; ids must differ within a block. */
export const FEEDBACK_PLAIN = /^feedback_(?:helpful|unhelpful)$/
const FEEDBACK_BLOCK = 'feedback_block'

/** What can be done with the first passage of a reply, and `more` buttons in the same row. */
export function answerButtons(reply: AnswerReply, more: readonly Button[] = []): ActionsBlock {
  const { best: found } = reply
  const name = passageName(found)
  // For screen readers, which meet the same buttons under every answer.
  const of = (text: string) => ({ label: `${text}: ${found.answer.heading}` })
  const { newer } = found
  return {
    type: 'actions',
    elements: [
      button(FULL_ANSWER, WORDS.fullAnswer, name, of(WORDS.fullAnswer)),
      button(COPY, WORDS.copy, copyValue(name, shortfallOf(reply)), of(WORDS.copy)),
      ...(newer
        ? [
            button(NEWER_ANSWER, WORDS.newerAnswer, passageName(newer), {
              label: `${WORDS.newerAnswer}, ${longDate(newer.answer.answered)}`,
            }),
          ]
        : []),
      ...more,
    ],
  }
}

/** The button that shares a reply; ephemeral ones alone have it. */
export function shareButton(reply: AnswerReply): Button {
  return button(SHARE, WORDS.share, shareValue(reply), { label: `${WORDS.share}: ${reply.best.answer.heading}` })
}

const Verdict = z.object({
  helpful: z.boolean(),
  passage: z.string().transform(parsePassageName).optional(),
  question: CarriedQuestion,
})

/** The verdict that a press gives; undefined if the value wasn't written by this app. */
export function parseFeedback(value: string | undefined): z.infer<typeof Verdict> | undefined {
  return Verdict.safeParse(parseJson(value)).data
}

/** Helpful or not: Slack's feedback buttons in messages, plain ones in views, which don't allow those. */
export function feedbackButtons(reply: Reply, surface: Surface): KnownBlock {
  const value = (helpful: boolean) =>
    JSON.stringify({
      helpful,
      ...(reply.kind !== 'no-answer' && { passage: passageName(reply.best) }),
      question: carryQuestion(reply.question),
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

/** The blocks of a view with thanks in place of the feedback buttons. */
export function thanked(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block) => (block.block_id === FEEDBACK_BLOCK ? richText([span(WORDS.thanks)]) : block))
}
