import type { App } from '@slack/bolt'
import { EPHEMERAL, type Message } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { tenantOf } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import { requestedMessage } from '../requested-message.ts'
import type { Context } from '../services.ts'

/** `/send QUESTION` and its subcommands: an ephemeral reply. */
export function listenToSendCommand(app: App, context: Context): void {
  app.command('/send', async ({ ack, client, command, context: installed, respond }) => {
    await ack()
    const reply = (message: Message) => respond({ ...EPHEMERAL, ...message })
    await orApologise(
      context.log,
      'command.send',
      async () => {
        const request = context.answering.request(plainQuestion(command.text ?? ''))
        const person = { team: tenantOf(installed), user: command.user_id }
        return reply(await requestedMessage(context, person, request))
      },
      reply,
      tellPerson(client, command.user_id),
    )
  })
}
