import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { answerOnce } from '../asked-message.ts'
import { SUGGESTION } from '../blocks/welcome.ts'
import { escapeMrkdwn } from '../escape.ts'
import { personIn } from '../person.ts'
import type { Context } from '../services.ts'

/** A suggested question in a message: a press gets the reply that the question gets when it is typed there. */
export function listenToAskSuggestion(app: App, context: Context): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SUGGESTION },
    async ({ ack, action, body, client, context: installed }) => {
      await ack()
      const channel = body.channel?.id
      if (channel === undefined) return
      const person = personIn(installed, body)
      const asked = {
        ...person,
        eventId: `suggestion/${person.user}/${action.action_ts}`,
        channel,
        ts: action.action_ts,
        thread: undefined,
        text: escapeMrkdwn(action.value ?? ''),
      }
      await answerOnce(context, client, asked, { event: 'action.suggestion', thread: undefined, status: false })
    },
  )
}
