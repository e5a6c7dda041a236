import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Shortfall } from '../../answering/shortfall.ts'
import type { Found } from '../../search/found.ts'
import { briefing } from '../../wording/briefing.ts'
import { cutText, inParts } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { parseJson } from './carried-question.ts'
import { CarriedShortfall, carryShortfall } from './carried-shortfall.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { header, plainText, richText, span } from './text.ts'

export const COPY = 'copy_passage'
export const COPY_DONE = 'copy_done'

/** More don't fit a view. */
const MAX_PARTS = 20

const Copied = CarriedShortfall.extend({ passage: z.string() })

/** What the copy button carries: the name of a passage or an answer, with what it lacks as an answer, if anything. */
export function copyValue(name: string, shortfall: Shortfall): string {
  return Object.keys(shortfall).length === 0 ? name : JSON.stringify({ passage: name, ...carryShortfall(shortfall) })
}

export function parseCopyValue(value: string): { name: string; shortfall: Shortfall } {
  const { passage: name = value, ...shortfall } = Copied.safeParse(parseJson(value)).data ?? {}
  return { name, shortfall }
}

/**
 * A passage with its citation in a field to copy from, also on a phone; a long one in several fields. Slack asks for a
 * submit button with a field, which is the way to close it. Ages are counted to `today`.
 */
export function copyModal(found: Found, today: string, shortfall: Shortfall = {}): ModalView {
  const parts = inParts(briefing(found, shortfall), LIMITS.plainTextInput.maxLength, cutText)
  const all = parts.slice(0, MAX_PARTS)
  const cut: KnownBlock[] = parts.length > MAX_PARTS ? [richText([span(WORDS.shortenedView, { italic: true })])] : []
  return {
    type: 'modal',
    callback_id: COPY_DONE,
    title: plainText(WORDS.copyTitle, LIMITS.view.title),
    submit: plainText(WORDS.done, LIMITS.view.submit),
    blocks: [
      header(found.answer.heading),
      sourceLine(found),
      ...noteBlocks(found, today),
      ...all.map((text, part) => ({
        type: 'input' as const,
        block_id: `copy_${part}`,
        label: plainText(
          all.length === 1 ? WORDS.copyLabel : `${WORDS.copyLabel}. ${WORDS.copyPart(part + 1, all.length)}`,
          LIMITS.input.label,
        ),
        element: {
          type: 'plain_text_input' as const,
          action_id: 'copy_text',
          multiline: true,
          initial_value: text,
        },
      })),
      ...cut,
    ],
  }
}
