import type { ModalView } from '@slack/types'
import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import type { Shortfall } from '../../answering/shortfall.ts'
import type { Found } from '../../search/found.ts'
import { briefing } from '../../wording/briefing.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { addButton } from './add-to-briefing.ts'
import { parseJson } from './carried-question.ts'
import { CarriedShortfall, carryShortfall } from './carried-shortfall.ts'
import { COPY_DONE, copyFields } from './copy-fields.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { header, plainText } from './text.ts'

export const COPY = 'copy_passage'

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
 * A passage with its citation in a field to copy from, and a button that adds it to the briefing; `value` is what the copy
 * button carried. Slack asks for a submit button with a field, which is the way to close it. Ages are counted to `today`.
 */
export function copyModal(found: Found, today: string, value: string = passageName(found)): ModalView {
  const { shortfall } = parseCopyValue(value)
  return copyView([
    header(found.answer.heading),
    sourceLine(found),
    ...noteBlocks(found, today),
    { type: 'actions', elements: [addButton(found, value)] },
    ...copyFields(briefing(found, shortfall)),
  ])
}

/** A modal to copy from. */
export function copyView(blocks: ModalView['blocks'], title: string = WORDS.copyTitle): ModalView {
  return {
    type: 'modal',
    callback_id: COPY_DONE,
    title: plainText(title, LIMITS.view.title),
    submit: plainText(WORDS.done, LIMITS.view.submit),
    blocks,
  }
}
