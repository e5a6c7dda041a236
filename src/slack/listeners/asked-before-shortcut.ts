import type { App, MessageShortcut } from '@slack/bolt'
import { askedBeforeMessage } from '../blocks/asked-before.ts'
import { EPHEMERAL, type Message } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { messageTextOf } from '../message-text.ts'
import { plainQuestion } from '../plain-question.ts'
import type { Context } from '../services.ts'

export const ASKED_BEFORE_SHORTCUT = 'asked_before'

/** "Asked before?" on a message: its text is the draft question; one ephemeral list of earlier ones. */
export function listenToAskedBeforeShortcut(app: App, { answering, log, today }: Context): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: ASKED_BEFORE_SHORTCUT },
    async ({ ack, client, respond, shortcut }) => {
      await ack()
      const tell = (message: Message) => respond({ ...EPHEMERAL, ...message })
      await orApologise(
        log,
        'shortcut.asked_before',
        async () => {
          const draft = plainQuestion(messageTextOf(shortcut.message))
          return tell(askedBeforeMessage(await answering.askedBefore(draft, today())))
        },
        tell,
        tellPerson(client, shortcut.user.id),
      )
    },
  )
}
