import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { WORDS } from '../../../wording/words.ts'
import { noticeMessage } from '../../blocks/notice.ts'
import { noticeModal } from '../../blocks/reply-modal.ts'
import { passageModal, readPassageName, SHOW_PASSAGE } from '../../blocks/show-passage.ts'
import { orApologise } from '../../or-apologise.ts'
import type { Services } from '../../services.ts'

/** "Show all of it" under a passage that was cut: the whole of it, in a modal; on top of another where there is one. */
export function listenToShowPassage(app: App, { corpus, log }: Services): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SHOW_PASSAGE },
    async ({ ack, action, body, client }) => {
      await ack()
      const show = (view: ReturnType<typeof noticeModal>) => {
        const shown = { trigger_id: body.trigger_id, view }
        return body.view?.type === 'modal' ? client.views.push(shown) : client.views.open(shown)
      }
      await orApologise(
        log,
        'action.show_passage',
        async () => {
          const name = readPassageName(action.value)
          const answer = name && corpus.byKey(name.key)
          const passage = answer?.passages[name?.index ?? -1]
          const gone = noticeModal(noticeMessage(WORDS.gone).blocks)
          await show(answer && passage && name ? passageModal({ answer, passage, index: name.index }) : gone)
        },
        ({ blocks }) => show(noticeModal(blocks)),
      )
    },
  )
}
