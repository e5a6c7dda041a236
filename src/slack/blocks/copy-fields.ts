import type { KnownBlock } from '@slack/types'
import { cutText, inParts } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { plainText, richText, span } from './text.ts'

/** Of a view whose button only closes it. */
export const COPY_DONE = 'copy_done'

/** More don't fit a view. */
const MAX_PARTS = 20

/** A text in a field to copy from, also on a phone; a long one in several fields, with a line if not all of it fits. */
export function copyFields(text: string, label: string = WORDS.copyLabel): KnownBlock[] {
  const parts = inParts(text, LIMITS.plainTextInput.maxLength, cutText)
  const all = parts.slice(0, MAX_PARTS)
  return [
    ...all.map((part, nth) => ({
      type: 'input' as const,
      block_id: `copy_${nth}`,
      label: plainText(
        all.length === 1 ? label : `${label}. ${WORDS.copyPart(nth + 1, all.length)}`,
        LIMITS.input.label,
      ),
      element: {
        type: 'plain_text_input' as const,
        action_id: 'copy_text',
        multiline: true,
        initial_value: part,
      },
    })),
    ...(parts.length > MAX_PARTS ? [richText([span(WORDS.shortenedView, { italic: true })])] : []),
  ]
}
