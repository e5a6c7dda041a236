import type { ActionsBlock, Button } from '@slack/types'
import { passageName } from '../../answering/passage-name.ts'
import type { AnswerReply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import { longDate } from '../../record/dates.ts'
import { WORDS } from '../../wording/words.ts'
import { button } from './controls.ts'
import { COPY, copyValue } from './copy-modal.ts'
import { FULL_ANSWER, NEWER_ANSWER } from './full-answer.ts'
import { SHARE, shareValue } from './share.ts'

/** What can be done with the first passage of a reply, and `more` buttons in the same row. */
export function answerButtons(reply: AnswerReply, more: readonly Button[] = []): ActionsBlock {
  const { best: found } = reply
  const name = passageName(found)
  // For screen readers, which meet the same buttons under every answer.
  const of = (text: string) => ({ label: `${text}: ${found.answer.heading}` })
  const { newer } = found
  return {
    type: 'actions',
    elements: [
      button(FULL_ANSWER, WORDS.fullAnswer, name, of(WORDS.fullAnswer)),
      button(COPY, WORDS.copy, copyValue(name, shortfallOf(reply)), of(WORDS.copy)),
      ...(newer
        ? [
            button(NEWER_ANSWER, WORDS.newerAnswer, passageName(newer), {
              label: `${WORDS.newerAnswer}, ${longDate(newer.answer.answered)}`,
            }),
          ]
        : []),
      ...more,
    ],
  }
}

/** The button that shares a reply; ephemeral ones alone have it. */
export function shareButton(reply: AnswerReply): Button {
  return button(SHARE, WORDS.share, shareValue(reply), { label: `${WORDS.share}: ${reply.best.answer.heading}` })
}
