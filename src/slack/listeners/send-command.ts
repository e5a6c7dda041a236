import type { App } from '@slack/bolt'
import type { Filter } from '../../search/question/filter.ts'
import { WORDS } from '../../wording/words.ts'
import { helpMessage, statusMessage } from '../blocks/about.ts'
import { answerListMessage } from '../blocks/answer-list.ts'
import { replyMessage } from '../blocks/reply.ts'
import { smallTalkMessage } from '../blocks/said-message.ts'
import { type Message, NO_UNFURLS } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { plainQuestion } from '../plain-question.ts'
import { type Context, lookOf, statusOf } from '../services.ts'

const MAX_LISTED = 10

/** `/send QUESTION` and its subcommands: an ephemeral reply. */
export function listenToSendCommand(app: App, context: Context): void {
  app.command('/send', async ({ ack, command, respond }) => {
    await ack()
    const reply = (message: Message) => respond({ response_type: 'ephemeral', ...NO_UNFURLS, ...message })
    await orApologise(
      context.log,
      'command.send',
      async () => reply(await send(context, command.user_id, plainQuestion(command.text ?? ''))),
      reply,
    )
  })
}

async function send(context: Context, user: string, typed: string): Promise<Message> {
  const { answering, recent } = context
  const request = answering.request(typed)
  switch (request.kind) {
    case 'help':
      return helpMessage()
    case 'status':
      return statusMessage(await statusOf(context), await answering.verdicts?.counts())
    case 'newest':
      return list(context, WORDS.newestAnswers, request.filters)
    case 'about':
      return list(context, WORDS.answersAbout(request.topic), request.filters, request.topic)
    case 'small-talk':
      return smallTalkMessage(request.about)
    case 'ask':
      recent.add(user, request.question)
      return replyMessage(await answering.page(request.question), { ...lookOf(context), share: true })
  }
}

/** The newest answers that pass the filters, under a title that names the filters. */
function list({ answering }: Context, title: string, filters: readonly Filter[], about?: string): Message {
  const only = filters.map(({ name, value }) => WORDS.filter[name](value))
  return answerListMessage(
    [title, only.join(', ')].join(' ').trim(),
    answering.browse.newest(MAX_LISTED, filters, about),
  )
}
