import type { App, MessageShortcut } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import { helpMessage } from '../blocks/about.ts'
import { replyMessage } from '../blocks/reply.ts'
import { shortAnswersMessage } from '../blocks/short-answers.ts'
import { EPHEMERAL, type Message, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { messageTextOf } from '../message-text.ts'
import { plainQuestion } from '../plain-question.ts'
import { type Context, lookOf } from '../services.ts'

export const FIND_SHORTCUT = 'find_send_answers'

/** "Find SEND answers" on a message: one ephemeral reply to what is asked in it. */
export function listenToFindAnswersShortcut(app: App, context: Context): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: FIND_SHORTCUT },
    async ({ ack, client, respond, shortcut }) => {
      await ack()
      const tell = (message: Message) => respond({ ...EPHEMERAL, ...message })
      await orApologise(
        context.log,
        'shortcut.find_answers',
        async () => tell(await repliesIn(context, plainQuestion(messageTextOf(shortcut.message)))),
        tell,
        tellPerson(client, shortcut.user.id),
      )
    },
  )
}

/** The reply to one question, or a list of short ones; where there is nothing to ask, that. */
async function repliesIn(context: Context, text: string): Promise<Message> {
  if (text === '') return helpMessage(await context.answering.suggestions())
  const { replies, left } = await context.answering.inMessage(text)
  const [first, ...others] = replies
  if (!first && left.length === 0) return noticeMessage(WORDS.noQuestionIn)
  if (first && others.length === 0 && left.length === 0) return replyMessage(first, { ...lookOf(context), share: true })
  return shortAnswersMessage(
    replies.map(({ reply }) => reply),
    context.today(),
    left,
  )
}
