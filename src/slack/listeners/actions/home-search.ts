import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { z } from 'zod'
import { askPage } from '../../../answering/reply-page.ts'
import { helpMessage } from '../../blocks/help.ts'
import { ASK_AGAIN, HOME_SEARCH, HOME_SEARCH_BLOCK, HOME_SEARCH_BUTTON } from '../../blocks/home.ts'
import { noticeModal, replyModal } from '../../blocks/reply-modal.ts'
import { showModal } from '../../calls/show-modal.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Context } from '../../services.ts'

/** What stands in the Home's search box, be it sent by Enter or by the button. */
const SearchState = z.object({
  values: z.object({
    [HOME_SEARCH_BLOCK]: z.object({ [HOME_SEARCH]: z.object({ value: z.string().nullish() }) }),
  }),
})

/** A search in the App Home, or one of one's last questions there: the reply opens in a modal. */
export function listenToHomeSearch(app: App, context: Context): void {
  const reply = async (user: string, typed: string) => {
    const question = plainQuestion(typed)
    if (question === '') return noticeModal(helpMessage().blocks)
    context.recent.add(user, question)
    return replyModal(await askPage(context.ask, question), { feedback: context.feedback !== undefined })
  }
  for (const actionId of [HOME_SEARCH, HOME_SEARCH_BUTTON])
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.home_search', () => {
        const { values } = SearchState.parse(body.view?.state)
        return reply(body.user.id, values[HOME_SEARCH_BLOCK][HOME_SEARCH].value ?? '')
      })
    })
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ASK_AGAIN },
    async ({ ack, action, body, client }) => {
      await ack()
      await showModal(context, client, body, 'action.ask_again', () => reply(body.user.id, action.value ?? ''))
    },
  )
}
