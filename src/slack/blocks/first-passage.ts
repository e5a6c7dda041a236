import type { KnownBlock } from '@slack/types'
import type { AnswerReply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { missingNotes } from '../../wording/reply-notes.ts'
import { passageInSlack, type ShownPassage } from '../../wording/reply-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { noteBlocks, sourceLine } from './notes.ts'
import { quotation, type Surface } from './quotation.ts'
import { header, richText, shorten, span } from './text.ts'

const MAX_LINE_CHARS = 700

/** The first passage of a reply, cut as it is shown in Slack. */
export function shownInSlack(reply: AnswerReply): ShownPassage {
  return passageInSlack(reply, LIMITS.richText.text)
}

/**
 * The first passage of a reply with its source, what it doesn't mention and its notes; where it is only the closest,
 * under a line that says so. Ages are counted to `today`.
 */
export function firstPassage(reply: AnswerReply, surface: Surface, today: string): KnownBlock[] {
  const { passage, cut } = shownInSlack(reply)
  return [
    ...(reply.kind === 'closest' ? [richText([span(WORDS.closest, { bold: true })])] : []),
    header(reply.best.answer.heading),
    ...quotation(passage, surface),
    ...italicLines(cut === undefined ? [] : [cut]),
    sourceLine(reply.best),
    ...italicLines(missingNotes(shortfallOf(reply))),
    ...noteBlocks(reply.best, today),
  ]
}

/** A block of lines in italics, each cut; none where there are no lines. */
export function italicLines(lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return []
  return [richText(...lines.map((line) => [span(shorten(line, MAX_LINE_CHARS), { italic: true })]))]
}
