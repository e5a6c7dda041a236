import type { Message } from './message.ts'
import { messageText, richText, words } from './text.ts'

/** A sentence of ours, as a message. */
export function noticeMessage(sentence: string): Message {
  return { text: messageText(sentence), blocks: [richText([words(sentence)])] }
}
