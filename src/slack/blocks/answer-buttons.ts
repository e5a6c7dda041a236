import type { ActionsBlock } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import { longDate } from '../../record/dates.ts'
import type { Found } from '../../search/found.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './button.ts'
import { COPY } from './copy-modal.ts'
import { FULL_ANSWER, NEWER_ANSWER } from './full-answer.ts'
import { SHARE, shareValue } from './share.ts'

/** What can be done with the passage that answers. Ephemeral replies can be shared. */
export function answerButtons(found: Found, question: string, shareable: boolean): ActionsBlock {
  const name = passageName(found)
  // Screen readers meet these buttons under every answer: they say of which each is.
  const of = (text: string) => ({ label: `${text}: ${found.answer.heading}` })
  const { newer } = found
  return {
    type: 'actions',
    elements: [
      button(FULL_ANSWER, WORDS.fullAnswer, name, of(WORDS.fullAnswer)),
      button(COPY, WORDS.copy, name, of(WORDS.copy)),
      ...(newer
        ? [
            button(NEWER_ANSWER, WORDS.newerAnswer, passageName(newer), {
              label: `${WORDS.newerAnswer}, ${longDate(newer.answer.answered)}`,
            }),
          ]
        : []),
      ...(shareable ? [button(SHARE, WORDS.share, shareValue(found, question), of(WORDS.share))] : []),
    ],
  }
}
