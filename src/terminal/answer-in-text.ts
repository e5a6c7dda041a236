import type { Answering } from '../answering/answering.ts'
import type { Said, Turn } from '../answering/conversation.ts'
import type { Request } from '../answering/request.ts'
import { answerListText, answersToList, topicListText, topicsToList } from '../wording/list-text.ts'
import { furtherText, saidText } from '../wording/said-text.ts'

/** What answers a text that is typed at a terminal. */
export type AnswersText = Pick<Answering, 'browse' | 'isAbout' | 'next' | 'request'>

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
 * Lists what "latest" and "about …" ask for, and filters alone where there is no question for them to narrow. Answers any
 * other text as a message of a conversation.
 */
export async function answerInText(
  answering: AnswersText,
  typed: string,
  last: Turn | undefined,
  today: string,
): Promise<TextAnswer> {
  const request = answering.request(typed)
  const narrows = last !== undefined && request.kind === 'newest' && request.onlyFilters
  const list = narrows ? undefined : listed(answering, request)
  if (list !== undefined) return { text: list, further: '', answered: true, turn: last }
  const { said, turn } = await answering.next(typed, last, today)
  return {
    text: saidText(said, today),
    further: furtherText(said),
    answered: isAnswered(said),
    turn,
  }
}

function isAnswered(said: Said): boolean {
  if (said.kind === 'asked-before') return said.asked.kind === 'near'
  return said.kind !== 'reply' || said.shown.reply.kind === 'answer'
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
