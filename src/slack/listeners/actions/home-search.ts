import type { App, BlockAction } from '@slack/bolt'
import { z } from 'zod'
import { helpMessage } from '../../blocks/help.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK, HOME_SEARCH_BUTTON } from '../../blocks/home.ts'
import { noticeModal, replyModal } from '../../blocks/reply-modal.ts'
import { orApologise } from '../../or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Services } from '../../services.ts'

/** What stands in the Home's search box, be it sent by Enter or by the button. */
const SearchState = z.object({
  values: z.object({
    [HOME_SEARCH_BLOCK]: z.object({ [HOME_SEARCH]: z.object({ value: z.string().nullish() }) }),
  }),
})

/** A search in the App Home: the reply opens in a modal. */
export function listenToHomeSearch(app: App, { ask, log }: Services): void {
  for (const actionId of [HOME_SEARCH, HOME_SEARCH_BUTTON])
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, client }) => {
      await ack()
      const open = (view: ReturnType<typeof noticeModal>) => client.views.open({ trigger_id: body.trigger_id, view })
      await orApologise(
        log,
        'action.home_search',
        async () => {
          const state = SearchState.parse(body.view?.state)
          const question = plainQuestion(state.values[HOME_SEARCH_BLOCK][HOME_SEARCH].value ?? '')
          await open(question === '' ? noticeModal(helpMessage().blocks) : replyModal(await ask(question)))
        },
        ({ blocks }) => open(noticeModal(blocks)),
      )
    })
}
