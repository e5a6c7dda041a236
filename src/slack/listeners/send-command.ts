import type { App } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { gapsMessage } from '../blocks/gap-list.ts'
import { EPHEMERAL, type Message, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { followCommand } from '../follow-command.ts'
import { type Person, tenantOf } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import { requestedMessage } from '../requested-message.ts'
import { type Context, gapsFor } from '../services.ts'

/** `/send QUESTION` and its subcommands: an ephemeral reply. */
export function listenToSendCommand(app: App, context: Context): void {
  app.command('/send', async ({ ack, client, command, context: installed, respond }) => {
    await ack()
    const reply = (message: Message) => respond({ ...EPHEMERAL, ...message })
    await orApologise(
      context.log,
      'command.send',
      async () => {
        const typed = plainQuestion(command.text ?? '')
        const person = { team: tenantOf(installed), user: command.user_id }
        if (typed.toLowerCase() === 'gaps') return reply(await gapsReply(context, person))
        const following = await followCommand(context, client, command, person)
        if (following === 'shown') return
        if (following) return reply(following)
        const request = context.answering.request(typed)
        return reply(await requestedMessage(context, person, request))
      },
      reply,
      tellPerson(client, command.user_id),
    )
  })
}

/** What could not be answered, for administrators; for anybody else, that it is not for them. */
async function gapsReply(context: Context, person: Person): Promise<Message> {
  const shown = await gapsFor(context, person)
  if (shown) return gapsMessage(shown)
  return noticeMessage(context.admins?.length ? WORDS.gapsForAdmins : WORDS.gapsNoAdmins)
}
