import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import type { Found } from '../../search/found.ts'
import type { Question } from '../../search/question/question.ts'
import { plainCitation } from '../../wording/briefing.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { CarriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { type Message, messageText, plainText, richText, section, span } from './text.ts'

export const SHARE = 'share_answer'
export const SHARE_SUBMIT = 'share_submit'
const SHARE_BLOCK = 'share_line_block'
const SHARE_LINE = 'share_line'
const MAX_LINE = 1000

/** Of the question as JSON, so that all fits into a view's private_metadata. */
const MAX_QUESTION = 1500

/** The name of a passage, and the question for which it was found. */
const Shared = z.object({ passage: z.string(), question: CarriedQuestion })

export function shareValue(found: Found, question: Question): string {
  return JSON.stringify({ passage: passageName(found), question: carryQuestion(question, MAX_QUESTION) })
}

/** What the share button carries; undefined if the value wasn't written by this app. */
export function parseShareValue(value: string | undefined): z.infer<typeof Shared> | undefined {
  return Shared.safeParse(parseJson(value)).data
}

/** What is shared, to which channel, and the ephemeral reply that is deleted then. */
const ShareTarget = Shared.extend({ channel: z.string(), message: z.string(), responseUrl: z.string() })
export type ShareTarget = z.infer<typeof ShareTarget>

/** A preview of what is shared, and a field for a note. Ages are counted to `today`. */
export function shareModal(found: Found, target: ShareTarget, today: string): ModalView {
  return {
    type: 'modal',
    callback_id: SHARE_SUBMIT,
    private_metadata: JSON.stringify(target),
    title: plainText(WORDS.shareTitle, LIMITS.view.title),
    submit: plainText(WORDS.shareSubmit, LIMITS.view.submit),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [
      richText([span(WORDS.shareIntro)]),
      { type: 'rich_text', elements: [shortQuote(found.passage)] },
      sourceLine(found),
      ...noteBlocks(found, today),
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

const ShareState = z.object({
  private_metadata: z.string().transform((text) => ShareTarget.parse(parseJson(text))),
  state: z.object({
    values: z.object({ [SHARE_BLOCK]: z.object({ [SHARE_LINE]: z.object({ value: z.string().nullish() }) }) }),
  }),
})

/** What was submitted: the target, and the note. */
export function parseShare(view: unknown): { target: ShareTarget; line: string } {
  const { private_metadata: target, state } = ShareState.parse(view)
  return { target, line: (state.values[SHARE_BLOCK][SHARE_LINE].value ?? '').trim() }
}

/** Who shares: the id for Slack to show, the name for screen readers. */
interface Sharer {
  id: string
  name: string
}

/** A shared reply, with who shares it and their note above. */
export function sharedMessage(reply: Message, user: Sharer, line: string, found: Found): Message {
  const by: KnownBlock = {
    type: 'rich_text',
    elements: [
      section([span(`${WORDS.sharedBy} `), { type: 'user', user_id: user.id }]),
      ...(line === '' ? [] : [section([span(line)])]),
    ],
  }
  const said = [`${WORDS.sharedBy} ${user.name}`, line].filter((part) => part !== '').join('\n')
  const text = `${messageText(said)}\n\n${reply.text}`
  const short = messageText(`${said}\n\n${plainCitation(found.answer)}`)
  return {
    text: text.length <= LIMITS.message.text ? text : short,
    blocks: [by, ...reply.blocks],
  }
}
