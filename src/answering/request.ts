import type { Filter } from '../search/question/filter.ts'
import type { Question } from '../search/question/question.ts'
import type { SmallTalk } from './small-talk-phrases.ts'

/** What somebody wants who may ask a question, or for a list, the status or help. */
export type Request =
  | { kind: 'help' }
  | { kind: 'status' }
  | { kind: 'newest'; filters: readonly Filter[] }
  /** The newest answers with that text in their heading. */
  | { kind: 'about'; topic: string; filters: readonly Filter[] }
  | { kind: 'ask'; question: Question }
  /** The text asks nothing of the record: a greeting, thanks. */
  | { kind: 'small-talk'; about: Exclude<SmallTalk, 'help'> }

/**
 * What a text asks for, `question` being that text parsed. A command must be all of the text besides filters: "latest
 * figures on …" is a question. "about …" is one, too, where `hasTopic` knows no such heading.
 */
export function requestOf(typed: string, question: Question, hasTopic: (topic: string) => boolean): Request {
  const word = typed.toLowerCase()
  if (word === '' || word === 'help') return { kind: 'help' }
  if (word === 'status') return { kind: 'status' }
  const ask: Request = { kind: 'ask', question }
  const { text, filters, wrong } = question
  if (wrong.length > 0) return ask
  const hasOnlyFilters = text === '' && filters.length > 0 && filters.every(({ name }) => name !== 'uin')
  if (text.toLowerCase() === 'latest' || hasOnlyFilters) return { kind: 'newest', filters }
  const topic = /^about\s+(?<topic>\S.*)$/is.exec(text)?.groups?.topic
  return topic !== undefined && hasTopic(topic) ? { kind: 'about', topic, filters } : ask
}
