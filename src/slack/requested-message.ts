import type { Request } from '../answering/request.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import type { Filter } from '../search/question/filter.ts'
import { ANSWERS_LISTED, listTitle, topicsToList } from '../wording/list-text.ts'
import { WORDS } from '../wording/words.ts'
import { helpMessage, statusMessage } from './blocks/about.ts'
import { answerListMessage } from './blocks/answer-list.ts'
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
      return statusMessage(await statusOf(context), await answering.verdicts?.counts())
    case 'newest':
      return newestMessage(context, WORDS.newestAnswers, request.filters)
    case 'about': {
      const { topic, filters } = request
      return newestMessage(context, WORDS.answersAbout(topic), filters, answering.isAbout(topic))
    }
    case 'topics':
      return topicsMessage(context, request)
    case 'small-talk':
      return request.about === 'help' ? helpMessage(await answering.suggestions()) : smallTalkMessage(request.about)
    case 'ask': {
      const shown = await answering.page(request.question)
      recent.add(person, shown.reply)
      return replyMessage(shown, { ...lookOf(context), share: true })
    }
  }
}

/** The newest answers that pass the filters, under a title that names the filters. */
export function newestMessage(
  { answering }: Context,
  title: string,
  filters: readonly Filter[],
  isWanted?: (answer: WrittenAnswer) => boolean,
): Message {
  return answerListMessage(listTitle(title, filters), answering.browse.newest(ANSWERS_LISTED, filters, isWanted))
}

function topicsMessage({ answering }: Context, request: Extract<Request, { kind: 'topics' }>): Message {
  const { typed, filters } = request
  const { title, topics } = topicsToList(request, answering.browse.topics(filters))
  const search = typed && { text: typed.topic, question: typed.question }
  return topicListMessage(title, topics, { filters, ...(search && { search }) })
}
