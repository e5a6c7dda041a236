/** What `/send` is asked to do. */
export type SendRequest =
  | { kind: 'help' }
  | { kind: 'latest' }
  | { kind: 'status' }
  | { kind: 'about'; topic: string }
  | { kind: 'ask'; question: string }

/** Reads the text behind `/send`. Only a word on its own is a command: "latest figures on …" is a question. */
export function readSendRequest(text: string): SendRequest {
  const word = text.toLowerCase()
  if (word === '' || word === 'help') return { kind: 'help' }
  if (word === 'latest' || word === 'status') return { kind: word }
  const topic = /^about\s+(?<topic>\S.*)$/is.exec(text)?.groups?.topic
  return topic === undefined ? { kind: 'ask', question: text } : { kind: 'about', topic }
}
