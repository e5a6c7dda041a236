import type { App, MessageShortcut } from '@slack/bolt'
import { z } from 'zod'
import { questionsIn } from '../../../answering/questions-in.ts'
import { askPage } from '../../../answering/reply-page.ts'
import { helpMessage } from '../../blocks/help.ts'
import type { Message } from '../../blocks/message.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { orApologise } from '../../calls/or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Context } from '../../services.ts'

export const FIND_SHORTCUT = 'find_send_answers'

const Said = z.object({
  text: z.string().default(''),
  attachments: z.array(z.object({ text: z.string().default(''), is_share: z.boolean().optional() })).default([]),
})

/** What a message says: a forwarded one says it in an attachment; the previews of links are no part of one with text. */
function textOf(message: unknown): string {
  const { text, attachments } = Said.catch({ text: '', attachments: [] }).parse(message)
  const said = attachments.filter(({ is_share }) => is_share || text.trim() === '').map((one) => one.text)
  return [text, ...said].filter((part) => part.trim() !== '').join('\n')
}

/** "Find SEND answers" on a message: a reply to each question in it, to the one who asked alone. */
export function listenToFindAnswers(app: App, { ask, feedback, log }: Context): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: FIND_SHORTCUT },
    async ({ ack, respond, shortcut }) => {
      await ack()
      const tell = (message: Message) =>
        respond({
          response_type: 'ephemeral',
          replace_original: false,
          unfurl_links: false,
          unfurl_media: false,
          ...message,
        })
      await orApologise(
        log,
        'shortcut.find_answers',
        async () => {
          const questions = questionsIn(plainQuestion(textOf(shortcut.message)))
          if (questions.length === 0) await tell(helpMessage())
          for (const question of questions)
            await tell(replyMessage(await askPage(ask, question), { share: true, feedback: feedback !== undefined }))
        },
        tell,
      )
    },
  )
}
