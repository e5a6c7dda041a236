import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types'
import { answerKey, type Passage } from '../../corpus/answer.ts'
import type { Found } from '../../search/reply.ts'
import { cutPassage } from '../../wording/cut.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { quotation } from './passage.ts'
import { sourceLine } from './reply.ts'
import { header, plainText, richText, words } from './text.ts'

export const SHOW_PASSAGE = 'show_passage'

/** A passage by name: the key of its answer and its place in it. A button's value, so that it outlives the process. */
export interface PassageName {
  key: string
  index: number
}

/** The button that shows the whole of a passage that was cut. */
export function showPassageButton({ answer, index }: Found): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: SHOW_PASSAGE,
        text: plainText(WORDS.showWhole, LIMITS.button.text),
        value: `${answerKey(answer)}#${index}`,
      },
    ],
  }
}

/** The passage that a button's value names; undefined for what no button of ours says. */
export function readPassageName(value: string | undefined): PassageName | undefined {
  const found = /^(?<key>\d{4}-\d\d-\d\d\/(?:HL)?\d{1,7})#(?<index>\d{1,4})$/.exec(value ?? '')?.groups
  return found && { key: found.key as string, index: Number(found.index) }
}

/** The whole of a passage, in as many blocks as it takes. */
export function passageModal(found: Found): ModalView {
  const quoted = parts(found.passage).flatMap((part) => quotation(part, 'view'))
  const shown = fitting(quoted)
  return {
    type: 'modal',
    title: plainText(WORDS.wholePassage, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [
      header(found.answer.heading),
      ...shown,
      ...(shown.length < quoted.length ? [richText([words(WORDS.cutHere, { italic: true })])] : []),
      sourceLine(found),
    ],
  }
}

/** What the modal holds besides the passage, generously. */
const FRAME = { blocks: 3, bytes: 10_000 }

/** As many of the blocks as a view takes. */
function fitting(blocks: readonly KnownBlock[]): KnownBlock[] {
  let bytes = FRAME.bytes
  const over = blocks.findIndex((block, index) => {
    bytes += Buffer.byteLength(JSON.stringify(block)) + 1
    return bytes > LIMITS.view.bytes || index >= LIMITS.view.blocks - FRAME.blocks
  })
  return over < 0 ? [...blocks] : blocks.slice(0, over)
}

function parts(passage: Passage): Passage[] {
  const all: Passage[] = []
  for (let left: Passage | undefined = passage; left; ) {
    const { head, rest }: { head: Passage; rest: Passage | undefined } = cutPassage(left, LIMITS.richText.text)
    all.push(head)
    left = rest
  }
  return all
}
