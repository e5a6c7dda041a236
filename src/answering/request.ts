import type { Filter } from '../search/question/filter.ts'
import type { Question } from '../search/question/question.ts'
import type { Facet } from './facets.ts'
import type { SmallTalk } from './small-talk-phrases.ts'
import type { TopicMatch } from './topics.ts'

/** What somebody wants who may ask a question, or for a list, the status or help. */
export type Request =
  | { kind: 'status' }
  /** `onlyFilters` where the text is nothing but filters, which narrow the question before it if there is one. */
  | { kind: 'newest'; filters: readonly Filter[]; onlyFilters: boolean }
  /** The newest answers about a topic; with `exact` those under that very heading. */
  | { kind: 'about'; topic: string; exact?: true; filters: readonly Filter[] }
  /** The topics; where a topic was typed that is none, those nearest to it, if any are near. */
  | {
      kind: 'topics'
      typed?: { topic: string; question: Question; nearest: readonly Facet[] }
      filters: readonly Filter[]
    }
  | { kind: 'ask'; question: Question }
  /** Whether a draft question, filters and all, was asked before; '' where none was typed. */
  | { kind: 'asked-before'; draft: string }
  /** The text asks nothing of the record: a greeting, thanks, help. */
  | { kind: 'small-talk'; about: SmallTalk }

/** Longer than any heading: more is a question. */
const MAX_TOPIC_CHARS = 300

/** All of "asked before: DRAFT", in any case: a question that has the words further on ("was this asked before the election?") is none. */
const ASKED_BEFORE = /^asked before\b[\s:?]*(?<draft>.*)$/is

/** The draft question, '' where none was typed, of a text that asks whether it was asked before; undefined for other text. */
export function draftAskedBefore(typed: string): string | undefined {
  return ASKED_BEFORE.exec(typed)?.groups?.draft
}

/**
 * What a text asks for, `question` being that text parsed. A command must be all of the text besides filters: "latest
 * figures on …" is a question. "about …" is one, too, where `match` says so.
 */
export function requestOf(
  typed: string,
  question: Question,
  match: (topic: string, filters: readonly Filter[]) => TopicMatch,
): Request {
  if (typed.toLowerCase() === 'status') return { kind: 'status' }
  const draft = draftAskedBefore(typed)
  if (draft !== undefined) return { kind: 'asked-before', draft }
  const ask: Request = { kind: 'ask', question }
  const { text, filters, wrong } = question
  if (wrong.length > 0) return ask
  const onlyFilters = text === '' && filters.length > 0 && filters.every(({ name }) => name !== 'uin')
  if (text.toLowerCase() === 'latest' || onlyFilters) return { kind: 'newest', filters, onlyFilters }
  const about = /^(?:about\b|topics$)(?<rest>.*)$/is.exec(text)?.groups?.rest
  if (about === undefined || about.length > MAX_TOPIC_CHARS) return ask
  const topic = about.replace(/^[\s\p{P}]+|(?:(?!\?)[\s\p{P}])+$/gu, '')
  if (topic === '') return { kind: 'topics', filters }
  const found = match(topic, filters)
  switch (found.kind) {
    case 'named':
      return { kind: 'about', topic: topic.replace(/\?+$/, ''), filters }
    case 'near':
      return { kind: 'topics', typed: { topic, question, nearest: found.topics }, filters }
    case 'unknown':
      return { kind: 'topics', typed: { topic, question, nearest: [] }, filters }
    case 'question':
      return ask
  }
}
