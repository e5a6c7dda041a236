import type { KnownBlock } from '@slack/types'
import { WORDS } from '../../wording/words.ts'
import type { Message } from './message.ts'
import { messageText, richText, section, words } from './text.ts'

/** How to ask, with examples. */
export function helpMessage(): Message {
  const bullets = (lines: readonly string[]) => lines.map((line) => `• ${line}`)
  const lines = [
    WORDS.whatItIs,
    `${WORDS.howToAsk} ${WORDS.examplesIntro}`,
    ...bullets(WORDS.examples),
    WORDS.whereToAsk,
    ...bullets(WORDS.commands),
    WORDS.filters,
  ]
  return { text: messageText(lines.join('\n')), blocks: [richText([words(WORDS.whatItIs)]), ...helpBlocks()] }
}

/** The same without what this is. */
export function helpBlocks(): KnownBlock[] {
  return [
    list(`${WORDS.howToAsk} ${WORDS.examplesIntro}`, WORDS.examples),
    list(WORDS.whereToAsk, WORDS.commands),
    richText([words(WORDS.filters)]),
  ]
}

function list(intro: string, items: readonly string[]): KnownBlock {
  return {
    type: 'rich_text',
    elements: [
      section([words(intro)]),
      { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => section([words(item)])) },
    ],
  }
}
