import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { Request } from '../../answering/request.ts'
import { questionToAskAgain } from '../blocks/carried-question.ts'
import { EPHEMERAL, IN_PLACE } from '../blocks/text.ts'
import { parseTopicValue, TOPIC, TOPIC_SEARCH } from '../blocks/topic-list.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { personIn } from '../person.ts'
import { requestedMessage } from '../requested-message.ts'
import type { Context } from '../services.ts'

/** A press in a list of topics: the answers of the topic, or the reply to what was typed, take the place of the list. */
export function listenToTopicList(app: App, context: Context): void {
  const on = (actionId: string | RegExp, requestOf: (value: string) => Request) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed, respond }) => {
        await ack()
        await orApologise(
          context.log,
          'action.topic',
          async () => {
            const message = await requestedMessage(context, personIn(installed, body), requestOf(action.value ?? ''))
            return respond({ ...IN_PLACE, ...message })
          },
          (apology) => respond({ ...EPHEMERAL, ...apology }),
          tellPerson(client, body.user.id),
        )
      },
    )
  on(TOPIC, (value) => {
    const wanted = parseTopicValue(value)
    if (!wanted) throw new Error('the value of a topic’s button is no topic')
    return { kind: 'about', exact: true, ...wanted }
  })
  on(TOPIC_SEARCH, (value) => ({ kind: 'ask', question: questionToAskAgain(value, context.answering.parse) }))
}
