import type { Request } from '../answering/request.ts'
import { answersToList, topicsToList } from '../wording/list-text.ts'
import { helpMessage, statusMessage } from './blocks/about.ts'
import { answerListMessage } from './blocks/answer-list.ts'
import { askedBeforeMessage } from './blocks/asked-before.ts'
import { replyMessage } from './blocks/reply.ts'
import { smallTalkMessage } from './blocks/said-message.ts'
import type { Message } from './blocks/text.ts'
import { topicListMessage } from './blocks/topic-list.ts'
import type { Person } from './person.ts'
import { type Context, lookOf, statusOf } from './services.ts'

/** The reply to a request by that person, for them alone. */
export async function requestedMessage(context: Context, person: Person, request: Request): Promise<Message> {
  const { answering, recent } = context
  switch (request.kind) {
    case 'status':
      return statusMessage(await statusOf(context), await answering.verdicts?.counts(person.team))
    case 'newest':
    case 'about': {
      const { title, answers } = answersToList(answering, request)
      return answerListMessage(title, answers)
    }
    case 'topics':
      return topicsMessage(context, request)
    case 'asked-before':
      return askedBeforeMessage(await answering.askedBefore(request.draft, context.today()))
    case 'small-talk':
      return request.about === 'help' ? helpMessage(await answering.suggestions()) : smallTalkMessage(request.about)
    case 'ask': {
      const shown = await answering.page(request.question)
      await recent.add(person, shown.reply)
      return replyMessage(shown, { ...lookOf(context), share: true })
    }
  }
}

function topicsMessage({ answering }: Context, request: Extract<Request, { kind: 'topics' }>): Message {
  const { typed, filters } = request
  const { title, topics } = topicsToList(request, answering.browse.topics(filters))
  const search = typed && { text: typed.topic, question: typed.question }
  return topicListMessage(title, topics, { filters, ...(search && { search }) })
}
