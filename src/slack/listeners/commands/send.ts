import type { App } from '@slack/bolt'
import { helpMessage } from '../../blocks/help.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { orApologise } from '../../or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Services } from '../../services.ts'

/** `/send QUESTION`: a reply that only the asker sees. Without a question, or with `help`: how to ask. */
export function listenToSendCommand(app: App, { ask, log }: Services): void {
  app.command('/send', async ({ ack, command, respond }) => {
    await ack()
    const question = plainQuestion(command.text ?? '')
    await orApologise(
      log,
      'command.send',
      async () => {
        const message = /^(help)?$/i.test(question) ? helpMessage() : replyMessage(await ask(question))
        await respond({ response_type: 'ephemeral', unfurl_links: false, unfurl_media: false, ...message })
      },
      (apology) => respond({ response_type: 'ephemeral', ...apology }),
    )
  })
}
