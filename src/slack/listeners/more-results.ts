import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { z } from 'zod'
import { carriedQuestion } from '../blocks/carried-question.ts'
import { inPlaceOf, isMarked } from '../blocks/correction.ts'
import { noticeModal, replyModal } from '../blocks/modals.ts'
import { MORE_RESULTS, PREVIOUS_RESULTS, parseMoreValue } from '../blocks/other-passages.ts'
import { replyMessage } from '../blocks/reply.ts'
import { EPHEMERAL, IN_PLACE } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { quotedInReply } from '../kept-posts.ts'
import { personIn } from '../person.ts'
import { type Context, lookOf } from '../services.ts'

/** Where a message is that everybody there sees. */
const Posted = z.object({
  channel_id: z.string(),
  message_ts: z.string(),
  thread_ts: z.string().optional(),
  is_ephemeral: z.literal(false).optional(),
})

/** "More results" and "Previous results": another page of the other passages, in place. */
export function listenToMoreResults(app: App, context: Context): void {
  const { answering, keptPosts, log } = context
  for (const actionId of [MORE_RESULTS, PREVIOUS_RESULTS])
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed, respond }) => {
        await ack()
        const { view } = body
        await orApologise(
          log,
          'action.more_results',
          async () => {
            const wanted = parseMoreValue(action.value)
            if (!wanted) throw new Error('the value of a paging button is no page')
            const look = { ...lookOf(context), share: wanted.share ?? false }
            const shown = await answering.page(carriedQuestion(wanted.question, answering.parse), wanted.page)
            if (view) await client.views.update({ view_id: view.id, view: replyModal(shown, look) })
            else {
              await respond({ ...IN_PLACE, ...inPlaceOf(body.message, replyMessage(shown, look)) })
              const { data: at } = look.share ? {} : Posted.safeParse(body.container)
              if (!at) return
              const whose = { ...personIn(installed, body), channel: at.channel_id }
              const message = { ts: at.message_ts, thread: at.thread_ts }
              await keptPosts.turn(whose, message, quotedInReply(shown.reply), isMarked(body.message))
            }
          },
          (apology) =>
            view
              ? client.views.update({ view_id: view.id, view: noticeModal(apology.blocks) })
              : respond({ ...EPHEMERAL, ...apology }),
          tellPerson(client, body.user.id),
        )
      },
    )
}
