import { escapeMrkdwn } from '../escape.ts'
import type { Message } from './message.ts'
import { richText, words } from './text.ts'

/** A sentence of ours, as a message. */
export function noticeMessage(sentence: string): Message {
  return { text: escapeMrkdwn(sentence), blocks: [richText([words(sentence)])] }
}
