import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { type BriefingEntry, MOST_IN_BRIEFING } from '../../answering/briefing.ts'
import { briefingText, changedLine } from '../../wording/briefing-of-several.ts'
import { shortCitation } from '../../wording/citation.ts'
import { passageNotes, shortfallNotes } from '../../wording/reply-notes.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import { copyFields } from './copy-fields.ts'
import { copyView } from './copy-modal.ts'
import { noteBlock } from './notes.ts'
import { shortQuote } from './quotation.ts'
import { inLine, link, plainText, richText, section, span } from './text.ts'

export const BRIEFING_OPEN = 'briefing_open'
export const BRIEFING_COPY = 'briefing_copy'
export const BRIEFING_FILE = 'briefing_file'
export const BRIEFING_EMPTY = 'briefing_empty'
export const BRIEFING_REMOVE = 'briefing_remove'
/** Ids must differ within a block. */
export const BRIEFING_MOVE = /^briefing_(?:up|down)$/

const PASSAGE_CHARS = 180

/** The place, from 0, is part of it: a press that is late or comes twice moves a passage to no other place. */
const Move = z.object({ name: z.string(), place: z.int().min(0).max(MOST_IN_BRIEFING) })

/** Where a press moves a passage; undefined if the value wasn't written by this app. */
export function parseMove(value: string | undefined): z.infer<typeof Move> | undefined {
  return Move.safeParse(parseJson(value)).data
}

/** A person's briefing: its passages, to put in order, remove and copy. `said` is what came of the last press. Ages are counted to `today`. */
export function briefingModal(entries: readonly BriefingEntry[], today: string, said?: string): ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS.briefing, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [
      ...(said === undefined ? [] : [richText([span(said, { bold: true })])]),
      ...(entries.length === 0 ? [richText([span(WORDS.briefingEmpty)])] : briefingBlocks(entries, today)),
    ],
  }
}

/** The same in the App Home; nothing where nothing is collected. */
export function briefingInHome(entries: readonly BriefingEntry[], today: string): KnownBlock[] {
  if (entries.length === 0) return []
  const [count, ...rest] = briefingBlocks(entries, today, [button(BRIEFING_OPEN, WORDS.openBriefing, 'open')])
  return [{ type: 'divider' }, richText([span(WORDS.briefing, { bold: true })]), ...(count ? [count] : []), ...rest]
}

function briefingBlocks(entries: readonly BriefingEntry[], today: string, first: readonly Button[] = []): KnownBlock[] {
  return [
    richText([span(`${WORDS.inBriefing(entries.length, MOST_IN_BRIEFING)}. ${WORDS.briefingNote}`)]),
    ...entries.flatMap((entry, nth) => [entryBlock(entry, nth, today), entryButtons(entry, nth, entries.length)]),
    {
      type: 'actions',
      elements: [
        ...first,
        button(BRIEFING_COPY, WORDS.copyAll, 'copy', { style: 'primary' }),
        button(BRIEFING_FILE, WORDS.asMarkdown, 'file'),
        {
          ...button(BRIEFING_EMPTY, WORDS.startAnew, 'empty'),
          confirm: {
            title: plainText(WORDS.startAnew, LIMITS.confirm.title),
            text: plainText(WORDS.startAnewQuestion, LIMITS.confirm.text),
            confirm: plainText(WORDS.startAnew, LIMITS.confirm.button),
            deny: plainText(WORDS.cancel, LIMITS.confirm.button),
          },
        },
      ],
    },
  ]
}

/** A passage in one block: its heading, first sentences, citation and notes; that it changed, or is gone. */
function entryBlock(entry: BriefingEntry, nth: number, today: string): KnownBlock {
  if (entry.kind === 'gone')
    return richText([span(`${nth + 1}. ${WORDS.goneSinceAdded} `), link(entry.source, WORDS.source)])
  const { found, shortfall } = entry
  const { answer, passage } = found
  const lines = [...changedLine(entry), ...shortfallNotes(shortfall)]
  return {
    type: 'rich_text',
    elements: [
      section([span(`${nth + 1}. ${inLine(answer.heading)}`, { bold: true })]),
      shortQuote(passage, PASSAGE_CHARS),
      section([span(`${inLine(shortCitation(answer))} · `), link(answer.source, WORDS.source)]),
      ...lines.map((line) => section([span(inLine(line), { italic: true })])),
      ...passageNotes({ ...found, alsoGiven: [] }, today).flatMap((note) => noteBlock(note).elements),
    ],
  }
}

function entryButtons(entry: BriefingEntry, nth: number, count: number): ActionsBlock {
  const { name } = entry
  const heading = entry.kind === 'there' ? entry.found.answer.heading : ''
  const label = (text: string) => ({ label: WORDS.forEntry(text, nth + 1, heading) })
  const move = (id: string, text: string, place: number) =>
    button(`briefing_${id}`, text, JSON.stringify({ name, place } satisfies z.infer<typeof Move>), label(text))
  return {
    type: 'actions',
    elements: [
      ...(nth > 0 ? [move('up', WORDS.moveUp, nth - 1)] : []),
      ...(nth < count - 1 ? [move('down', WORDS.moveDown, nth + 1)] : []),
      button(BRIEFING_REMOVE, WORDS.remove, name, label(WORDS.remove)),
    ],
  }
}

/** All of a briefing as one text to copy. */
export function briefingCopyModal(entries: readonly BriefingEntry[]): ModalView {
  return copyView(copyFields(briefingText(entries)))
}
