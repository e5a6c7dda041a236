import type { Found } from '../../search/reply.ts'
import { plainCitation } from '../../wording/briefing.ts'
import { WORDS } from '../../wording/words.ts'
import { escapeMrkdwn } from '../escape.ts'
import { button } from './button.ts'
import { FULL_ANSWER } from './full-answer.ts'
import type { Message } from './message.ts'
import { passageName } from './passage-name.ts'
import { sourceLine } from './source-line.ts'
import { richText, words } from './text.ts'

/** Who said what was quoted last, when and where, with the link. */
export function whoSaidIt(found: Found): Message {
  return {
    text: escapeMrkdwn(`${WORDS.saidThat}\n${plainCitation(found.answer)}`),
    blocks: [
      richText([words(WORDS.saidThat)]),
      sourceLine(found),
      { type: 'actions', elements: [button(FULL_ANSWER, WORDS.fullAnswer, passageName(found))] },
    ],
  }
}
