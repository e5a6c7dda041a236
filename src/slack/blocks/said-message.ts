import type { Said } from '../../answering/conversation.ts'
import { WORDS } from '../../wording/words.ts'
import { helpMessage } from './about.ts'
import { moreMessage, type ReplyLook, replyMessage } from './reply.ts'
import { whoSaidIt } from './short-answer.ts'
import { type Message, noticeMessage } from './text.ts'

/** What there is to say in a conversation, as a message. */
export function saidMessage(said: Said, look: ReplyLook): Message {
  switch (said.kind) {
    case 'help':
      return helpMessage()
    case 'reply':
      return replyMessage(said.shown, look)
    case 'more':
      return moreMessage(said.shown)
    case 'nothing-more':
      return noticeMessage(WORDS.nothingMore)
    case 'who':
      return said.found ? whoSaidIt(said.found, look.today) : noticeMessage(WORDS.gone)
  }
}
