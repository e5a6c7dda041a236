import type { App, MessageShortcut } from '@slack/bolt'
import { z } from 'zod'
import { questionsIn } from '../../answering/questions-in.ts'
import { helpMessage } from '../blocks/about.ts'
import { replyMessage } from '../blocks/reply.ts'
import { type Message, NO_UNFURLS } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { plainQuestion } from '../plain-question.ts'
import { type Context, lookOf } from '../services.ts'

export const FIND_SHORTCUT = 'find_send_answers'

const Said = z.object({
  text: z.string().default(''),
  attachments: z.array(z.object({ text: z.string().default(''), is_share: z.boolean().optional() })).default([]),
})

/** The text of a message with that of messages it forwards; attachments of other kinds count only if it has no text. */
function textOf(message: unknown): string {
  const { text, attachments } = Said.catch({ text: '', attachments: [] }).parse(message)
  const said = attachments.filter(({ is_share }) => is_share || text.trim() === '').map((one) => one.text)
  return [text, ...said].filter((part) => part.trim() !== '').join('\n')
}

/** "Find SEND answers" on a message: an ephemeral reply to each question in it. */
export function listenToFindAnswersShortcut(app: App, context: Context): void {
  const { answering, log } = context
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: FIND_SHORTCUT },
    async ({ ack, respond, shortcut }) => {
      await ack()
      const tell = (message: Message) =>
        respond({
          response_type: 'ephemeral',
          replace_original: false,
          ...NO_UNFURLS,
          ...message,
        })
      await orApologise(
        log,
        'shortcut.find_answers',
        async () => {
          const questions = questionsIn(plainQuestion(textOf(shortcut.message)))
          if (questions.length === 0) await tell(helpMessage())
          for (const question of questions)
            await tell(
              replyMessage(await answering.page(answering.parse(question)), { ...lookOf(context), share: true }),
            )
        },
        tell,
      )
    },
  )
}
