import type { App } from '@slack/bolt'
import { askPage } from '../../../answering/reply-page.ts'
import { readSendRequest } from '../../../answering/send-request.ts'
import type { WrittenAnswer } from '../../../record/answer.ts'
import type { Names } from '../../../record/names.ts'
import type { Filter } from '../../../search/question/filters.ts'
import { passing } from '../../../search/question/passes.ts'
import { WORDS } from '../../../wording/words.ts'
import { answerListMessage } from '../../blocks/answer-list.ts'
import { statusMessage } from '../../blocks/corpus-status.ts'
import { helpMessage } from '../../blocks/help.ts'
import type { Message } from '../../blocks/message.ts'
import { replyMessage } from '../../blocks/reply.ts'
import { orApologise } from '../../calls/or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Context } from '../../services.ts'

const LISTED = 10

/** `/send QUESTION` and its subcommands: a reply that only the asker sees. */
export function listenToSendCommand(app: App, context: Context): void {
  app.command('/send', async ({ ack, command, respond }) => {
    await ack()
    const reply = (message: Message) =>
      respond({ response_type: 'ephemeral', unfurl_links: false, unfurl_media: false, ...message })
    await orApologise(
      context.log,
      'command.send',
      async () => reply(await send(context, command.user_id, plainQuestion(command.text ?? ''))),
      reply,
    )
  })
}

async function send(context: Context, user: string, text: string): Promise<Message> {
  const { corpus, feedback, keepQuestions, lastUpdated } = context
  const request = readSendRequest(text)
  switch (request.kind) {
    case 'help':
      return helpMessage()
    case 'latest':
      return newest(WORDS.newestAnswers, corpus.newest(), request.filters, corpus.names)
    case 'status':
      return statusMessage(
        { answers: corpus.newest(), lastUpdated: await lastUpdated?.().catch(() => undefined), keepQuestions },
        await feedback?.counts(),
      )
    case 'about': {
      const topic = request.topic.toLowerCase()
      const about = corpus.newest().filter(({ heading }) => heading.toLowerCase().includes(topic))
      if (about.length === 0) return answer(context, user, text)
      return newest(WORDS.answersAbout(request.topic), about, request.filters, corpus.names)
    }
    case 'ask':
      return answer(context, user, request.question)
  }
}

/** The first of the answers that pass the filters, under a title that says which those are. */
function newest(title: string, answers: readonly WrittenAnswer[], filters: readonly Filter[], names: Names): Message {
  const passed = answers.filter(passing(filters, names))
  const only = filters.map(({ name, value }) => WORDS.filter[name](value)).join(', ')
  return answerListMessage(only === '' ? title : `${title} ${only}`, passed.slice(0, LISTED))
}

async function answer({ ask, feedback, recent }: Context, user: string, question: string): Promise<Message> {
  recent.add(user, question)
  return replyMessage(await askPage(ask, question), { share: true, feedback: feedback !== undefined })
}
