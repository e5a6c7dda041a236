import type { KnownBlock, ModalView, RichTextBlock } from '@slack/types'
import { z } from 'zod'
import type { AnswerReply } from '../../answering/reply.ts'
import { firstPassageText } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { parseJson } from './carried-question.ts'
import { option } from './controls.ts'
import { feedbackButtons } from './feedback-buttons.ts'
import { firstPassage, italicLines, shownInSlack } from './first-passage.ts'
import { answerButtons } from './reply-buttons.ts'
import { Shared } from './share.ts'
import { type Message, messageText, plainText, richText, section, shorten, span } from './text.ts'

export const SHARE_SUBMIT = 'share_submit'
const SHARE_BLOCK = 'share_line_block'
const SHARE_LINE = 'share_line'
const QUESTION_BLOCK = 'share_question_block'
const WITH_QUESTION = 'share_with_question'
const MAX_LINE = 1000
const MAX_QUESTION_CHARS = 600

/** What is shared, to which channel, and the ephemeral reply that is deleted then. */
const ShareTarget = Shared.extend({ channel: z.string(), message: z.string(), responseUrl: z.string() })
export type ShareTarget = z.infer<typeof ShareTarget>

/**
 * A preview of all that will be posted, with a field for a note. The question that was asked is posted only if the user
 * ticks that. Ages are counted to `today`.
 */
export function shareModal(reply: AnswerReply, target: ShareTarget, user: string, today: string): ModalView {
  const question = questionLines(reply, target)
  return {
    type: 'modal',
    callback_id: SHARE_SUBMIT,
    private_metadata: JSON.stringify(target),
    title: plainText(WORDS.shareTitle, LIMITS.view.title),
    submit: plainText(WORDS.shareSubmit, LIMITS.view.submit),
    close: plainText(WORDS.cancel, LIMITS.view.close),
    blocks: [
      richText([span(WORDS.shareIntro)]),
      sharedBy(user),
      ...firstPassage(reply, 'view', today),
      ...(question.length > 0 ? questionChoice(question) : []),
      {
        type: 'input',
        block_id: SHARE_BLOCK,
        optional: true,
        label: plainText(WORDS.shareLine, LIMITS.input.label),
        element: { type: 'plain_text_input', action_id: SHARE_LINE, multiline: true, max_length: MAX_LINE },
      },
    ],
  }
}

/** A check box, unticked, and what a tick adds to the post. */
function questionChoice(question: readonly string[]): KnownBlock[] {
  return [
    {
      type: 'input',
      block_id: QUESTION_BLOCK,
      optional: true,
      label: plainText(WORDS.shareQuestion, LIMITS.input.label),
      element: { type: 'checkboxes', action_id: WITH_QUESTION, options: [option(WORDS.shareWith, 'with')] },
    },
    ...italicLines(question),
  ]
}

/** What is posted of the question if the asker wants that: the question, and how it was understood. */
function questionLines({ question }: AnswerReply, { understood = [] }: Shared): string[] {
  const asked = shorten(question.asked.trim(), MAX_QUESTION_CHARS)
  return asked === '' ? [] : [`${WORDS.wasAsked} ${asked}`, ...understood]
}

const Ticked = z.object({ [WITH_QUESTION]: z.object({ selected_options: z.array(z.unknown()).nullish() }) })
const ShareState = z.object({
  private_metadata: z.string().transform((text) => ShareTarget.parse(parseJson(text))),
  state: z.object({
    values: z.object({
      [SHARE_BLOCK]: z.object({ [SHARE_LINE]: z.object({ value: z.string().nullish() }) }),
      [QUESTION_BLOCK]: Ticked.optional(),
    }),
  }),
})

/** What was submitted. */
interface Share {
  target: ShareTarget
  /** The note; '' where there is none. */
  line: string
  /** Whether the question is posted, too. */
  withQuestion: boolean
}

export function parseShare(view: unknown): Share {
  const { private_metadata: target, state } = ShareState.parse(view)
  return {
    target,
    line: (state.values[SHARE_BLOCK][SHARE_LINE].value ?? '').trim(),
    withQuestion: (state.values[QUESTION_BLOCK]?.[WITH_QUESTION].selected_options ?? []).length > 0,
  }
}

/** Who shares: the id for Slack to show, the name for screen readers. */
interface Sharer {
  id: string
  name: string
}

/** The post: who shares it and their note, then what the preview shows. It takes verdicts only where it has the question. */
export function sharedMessage(
  reply: AnswerReply,
  { target, line, withQuestion }: Share,
  user: Sharer,
  { today, feedback }: { today: string; feedback: boolean },
): Message {
  const question = withQuestion ? questionLines(reply, target) : []
  const said = [`${WORDS.sharedBy} ${user.name}`, line].filter((part) => part !== '').join('\n')
  const passage = firstPassageText(reply, today, shownInSlack(reply))
  return {
    text: messageText([said, ...passage, ...question].join('\n\n')),
    blocks: [
      sharedBy(user.id, line),
      ...firstPassage(reply, 'message', today),
      answerButtons(reply),
      ...italicLines(question),
      ...(feedback && question.length > 0 ? [feedbackButtons({ reply, page: 0 }, 'message')] : []),
    ],
  }
}

function sharedBy(user: string, line = ''): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      section([span(`${WORDS.sharedBy} `), { type: 'user', user_id: user }]),
      ...(line === '' ? [] : [section([span(line)])]),
    ],
  }
}
