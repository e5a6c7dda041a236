import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { questionToAskAgain } from '../blocks/home.ts'
import { EPHEMERAL, IN_PLACE, type Message } from '../blocks/text.ts'
import { parseTopicValue, TOPIC, TOPIC_SEARCH } from '../blocks/topic-list.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { type Person, personIn } from '../person.ts'
import { newestMessage, requestedMessage } from '../requested-message.ts'
import type { Context } from '../services.ts'

/** A press in a list of topics: the answers of the topic, or the reply to what was typed, take the place of the list. */
export function listenToTopicList(app: App, context: Context): void {
  const on = (actionId: string | RegExp, work: (value: string, person: Person) => Message | Promise<Message>) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, respond }) => {
        await ack()
        await orApologise(
          context.log,
          'action.topic',
          async () => respond({ ...IN_PLACE, ...(await work(action.value ?? '', personIn(body))) }),
          (apology) => respond({ ...EPHEMERAL, ...apology }),
          tellPerson(client, body.user.id),
        )
      },
    )
  on(TOPIC, (value) => {
    const wanted = parseTopicValue(value)
    if (!wanted) throw new Error('the value of a topic’s button is no topic')
    const { topic, filters } = wanted
    return newestMessage(context, WORDS.answersAbout(topic), filters, ({ heading }) => heading === topic)
  })
  on(TOPIC_SEARCH, (value, person) =>
    requestedMessage(context, person, { kind: 'ask', question: questionToAskAgain(value, context.answering.parse) }),
  )
}
