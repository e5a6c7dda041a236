import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { askPage } from '../../../answering/reply-page.ts'
import { MORE_RESULTS, PREVIOUS_RESULTS, readMoreValue } from '../../blocks/more-results.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { noticeModal, replyModal } from '../../blocks/reply-modal.ts'
import { orApologise } from '../../calls/or-apologise.ts'
import type { Context } from '../../services.ts'

/** "More results" and "Previous results": another page of the other passages, in place. */
export function listenToMoreResults(app: App, context: Context): void {
  const { ask, feedback, log } = context
  for (const actionId of [MORE_RESULTS, PREVIOUS_RESULTS])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, respond }) => {
        await ack()
        const { view } = body
        await orApologise(
          log,
          'action.more_results',
          async () => {
            const asked = readMoreValue(action.value)
            if (!asked) throw new Error('a paging button carries no page')
            const controls = { share: asked.share ?? false, feedback: feedback !== undefined }
            const shown = await askPage(ask, asked.question, asked.page)
            if (view) await client.views.update({ view_id: view.id, view: replyModal(shown, controls) })
            else
              await respond({
                replace_original: true,
                unfurl_links: false,
                unfurl_media: false,
                ...replyMessage(shown, controls),
              })
          },
          (apology) =>
            view
              ? client.views.update({ view_id: view.id, view: noticeModal(apology.blocks) })
              : respond({ response_type: 'ephemeral', replace_original: false, ...apology }),
        )
      },
    )
}
