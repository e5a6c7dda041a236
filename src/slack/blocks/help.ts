import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import type { Message } from './message.ts'
import { richText, section, words } from './text.ts'

/** How to ask, with examples. */
export function helpMessage(): Message {
  const examples = WORDS.examples.map((example) => `• ${example}`)
  const lines = [WORDS.whatItIs, WORDS.howToAsk, WORDS.whereToAsk, WORDS.examplesIntro, ...examples]
  return {
    text: escapeMrkdwn(lines.join('\n')),
    blocks: [
      richText([words(WORDS.whatItIs)]),
      richText([words(`${WORDS.howToAsk} ${WORDS.whereToAsk}`)]),
      {
        type: 'rich_text',
        elements: [
          section([words(WORDS.examplesIntro)]),
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: WORDS.examples.map((example) => section([words(example)])),
          },
        ],
      },
    ],
  }
}
