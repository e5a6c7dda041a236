import { type Filter, parseFilters } from '../search/question/filters.ts'

/** What `/send` is asked to do. */
export type SendRequest =
  | { kind: 'help' }
  | { kind: 'latest'; filters: readonly Filter[] }
  | { kind: 'status' }
  | { kind: 'about'; topic: string; filters: readonly Filter[] }
  | { kind: 'ask'; question: string }

/**
 * Reads the text behind `/send`. Only a word on its own is a command: "latest figures on …" is a question. Lists can be
 * narrowed by the filters of questions.
 */
export function readSendRequest(text: string): SendRequest {
  const word = text.toLowerCase()
  if (word === '' || word === 'help') return { kind: 'help' }
  if (word === 'status') return { kind: word }
  const { text: asked, filters, wrong } = parseFilters(text)
  if (wrong.length > 0) return { kind: 'ask', question: text }
  const onlyFilters = asked === '' && filters.every(({ name }) => name !== 'uin')
  if (asked.toLowerCase() === 'latest' || onlyFilters) return { kind: 'latest', filters }
  const topic = /^about\s+(?<topic>\S.*)$/is.exec(asked)?.groups?.topic
  return topic === undefined ? { kind: 'ask', question: text } : { kind: 'about', topic, filters }
}
