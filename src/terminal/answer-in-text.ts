import type { Answering } from '../answering/answering.ts'
import type { Turn } from '../answering/conversation.ts'
import type { Request } from '../answering/request.ts'
import { askedBeforeText } from '../wording/asked-before-text.ts'
import { answerListText, answersToList, topicListText, topicsToList } from '../wording/list-text.ts'
import { furtherText, saidText } from '../wording/said-text.ts'

/** What answers a text that is typed at a terminal. */
export type AnswersText = Pick<Answering, 'askedBefore' | 'browse' | 'isAbout' | 'next' | 'request'>

/** What to print for a text. */
interface TextAnswer {
  text: string
  /** What can be asked for next; '' where there is nothing. */
  further: string
  /** False for a question that was not answered. */
  answered: boolean
  /** The turn of the conversation to remember. */
  turn: Turn | undefined
}

/**
 * Lists what "latest", "about …" and "asked before …" ask for, and filters alone where there is no question for them to narrow. Answers any
 * other text as a message of a conversation.
 */
export async function answerInText(
  answering: AnswersText,
  typed: string,
  last: Turn | undefined,
  today: string,
): Promise<TextAnswer> {
  const request = answering.request(typed)
  if (request.kind === 'asked-before') {
    const asked = await answering.askedBefore(request.draft, today)
    return { text: askedBeforeText(asked), further: '', answered: asked.kind === 'near', turn: last }
  }
  const narrows = last !== undefined && request.kind === 'newest' && request.onlyFilters
  const list = narrows ? undefined : listed(answering, request)
  if (list !== undefined) return { text: list, further: '', answered: true, turn: last }
  const { said, turn } = await answering.next(typed, last, today)
  return {
    text: saidText(said, today),
    further: furtherText(said),
    answered: said.kind !== 'reply' || said.shown.reply.kind === 'answer',
    turn,
  }
}

function listed(answering: AnswersText, request: Request): string | undefined {
  switch (request.kind) {
    case 'newest':
    case 'about': {
      const { title, answers } = answersToList(answering, request)
      return answerListText(title, answers)
    }
    case 'topics': {
      const { title, topics } = topicsToList(request, answering.browse.topics(request.filters))
      return topicListText(title, topics)
    }
    case 'ask':
    case 'asked-before':
    case 'small-talk':
    case 'status':
      return undefined
  }
}
