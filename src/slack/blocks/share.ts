import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import { todayInEngland } from '../../record/dates.ts'
import type { Found } from '../../search/found.ts'
import { plainCitation } from '../../wording/briefing.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { carriedQuestion, readJson } from './carried-question.ts'
import type { Message } from './message.ts'
import { noteBlocks } from './notes.ts'
import { shortQuote } from './short-quote.ts'
import { sourceLine } from './source-line.ts'
import { messageText, plainText, richText, section, words } from './text.ts'

export const SHARE = 'share_answer'
export const SHARE_SUBMIT = 'share_submit'
const SHARE_BLOCK = 'share_line_block'
const SHARE_LINE = 'share_line'
const MAX_LINE = 1000

/** As JSON, so that it fits with all else into a view's private_metadata. */
const MAX_QUESTION = 1500

/** A passage by its name, and the question that it was found for. */
const Shared = z.object({ passage: z.string(), question: z.string() })

export function shareValue(found: Found, question: string): string {
  return JSON.stringify({ passage: passageName(found), question: carriedQuestion(question, MAX_QUESTION) })
}

/** What the share button carries; undefined for what no button of ours says. */
export function readShareValue(value: string | undefined): z.infer<typeof Shared> | undefined {
  return Shared.safeParse(readJson(value)).data
}

/** What is shared, where it goes, and what becomes spent by it. */
const ShareTarget = Shared.extend({ channel: z.string(), message: z.string(), responseUrl: z.string() })
export type ShareTarget = z.infer<typeof ShareTarget>

/** What would be shared, and a chance to add a line. */
export function shareModal(found: Found, target: ShareTarget, today: string = todayInEngland(Date.now())): ModalView {
  return {
    type: 'modal',
    callback_id: SHARE_SUBMIT,
    private_metadata: JSON.stringify(target),
    title: plainText(WORDS.shareTitle, LIMITS.view.title),
    submit: plainText(WORDS.shareSubmit, LIMITS.view.submit),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [
      richText([words(WORDS.shareIntro)]),
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
  private_metadata: z.string().transform((text) => ShareTarget.parse(readJson(text))),
  state: z.object({
    values: z.object({ [SHARE_BLOCK]: z.object({ [SHARE_LINE]: z.object({ value: z.string().nullish() }) }) }),
  }),
})

/** What was submitted, and where to. */
export function readShare(view: unknown): { target: ShareTarget; line: string } {
  const { private_metadata: target, state } = ShareState.parse(view)
  return { target, line: (state.values[SHARE_BLOCK][SHARE_LINE].value ?? '').trim() }
}

/** Who shares: shown by their id, named in what screen readers read. */
interface Sharer {
  id: string
  name: string
}

/** A reply as it is shared: who shares it and what they add, in front of the reply itself. */
export function sharedMessage(reply: Message, user: Sharer, line: string, found: Found): Message {
  const by: KnownBlock = {
    type: 'rich_text',
    elements: [
      section([words(`${WORDS.sharedBy} `), { type: 'user', user_id: user.id }]),
      ...(line === '' ? [] : [section([words(line)])]),
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
