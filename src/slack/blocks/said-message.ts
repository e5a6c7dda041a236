import type { Said } from '../../answering/conversation.ts'
import type { SmallTalk } from '../../answering/small-talk-phrases.ts'
import { nothingNewerText } from '../../wording/said-text.ts'
import { WORDS } from '../../wording/words.ts'
import { askedBeforeMessage } from './asked-before.ts'
import { fullAnswerMessage } from './full-answer.ts'
import { moreMessage, type ReplyLook, replyMessage } from './reply.ts'
import { whoAskedIt, whoSaidIt } from './short-answer.ts'
import { type Message, noticeMessage } from './text.ts'

/** What there is to say in a conversation, as a message. */
export function saidMessage(said: Said, look: ReplyLook): Message {
  switch (said.kind) {
    case 'small-talk':
      return smallTalkMessage(said.about)
    case 'reply':
      return replyMessage(said.shown, look)
    case 'asked-before':
      return askedBeforeMessage(said.asked)
    case 'more':
      return moreMessage(said.shown)
    case 'nothing-more':
      return noticeMessage(WORDS.nothingMore)
    case 'who':
      return whoSaidIt(said.found, look.today)
    case 'who-asked':
      return whoAskedIt(said.found)
    case 'full':
      return fullAnswerMessage(said.answer, look.today)
    case 'nothing-newer':
      return noticeMessage(nothingNewerText(said.found))
    case 'gone':
      return noticeMessage(WORDS.gone)
  }
}

/** A friendly line to a message that asks nothing; about help, with where to find all of it. */
export function smallTalkMessage(about: SmallTalk): Message {
  const line = WORDS.smallTalk[about]
  return noticeMessage(about === 'help' ? `${line} ${WORDS.moreHelp}` : line)
}
