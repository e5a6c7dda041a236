import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { READ_IN_FULL } from '../blocks/answer-list.ts'
import { FULL_ANSWER, FULL_ANSWER_OF, fullAnswerModal, NEWER_ANSWER } from '../blocks/full-answer.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

/** The controls that open an answer in full: buttons of replies, newer answers and references, and selects of lists. */
export function listenToFullAnswer(app: App, context: Context): void {
  for (const actionId of [FULL_ANSWER, NEWER_ANSWER, FULL_ANSWER_OF, READ_IN_FULL])
    showModalOnPress(app, context, { actionId, event: 'action.full_answer' }, (name) => {
      const answer = context.answering.fullAnswer(name)
      return answer ? fullAnswerModal(answer, context.today()) : sentenceModal(WORDS.gone)
    })
}
