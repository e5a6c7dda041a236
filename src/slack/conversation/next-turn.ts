import { followUp } from '../../answering/follow-up.ts'
import { passageName, passageNamed, readPassageName } from '../../answering/passage-name.ts'
import { askPage, type ReplyPage } from '../../answering/reply-page.ts'
import { WORDS } from '../../wording/words.ts'
import { helpMessage } from '../blocks/help.ts'
import type { Message } from '../blocks/message.ts'
import { noticeMessage } from '../blocks/notice.ts'
import { moreMessage, replyMessage } from '../blocks/reply.ts'
import { whoSaidIt } from '../blocks/who-said-it.ts'
import type { Context } from '../services.ts'
import type { Turn } from './conversations.ts'

/** What is said next in a conversation, and what is remembered of it. */
export interface NextTurn {
  message: Message
  turn: Turn | undefined
}

/** What to say to a question, or to a follow-up of the last turn. */
export async function nextTurn(context: Context, question: string, last: Turn | undefined): Promise<NextTurn> {
  if (/^(help)?$/i.test(question)) return { message: helpMessage(), turn: last }
  const asked = followUp(question, last, context.corpus.names)
  switch (asked.kind) {
    case 'who': {
      const found = passageNamed(context.corpus, last?.best)
      return { message: found ? whoSaidIt(found) : noticeMessage(WORDS.gone), turn: last }
    }
    case 'more': {
      const { question, page } = last as Turn
      const shown = await askPage(context.ask, question, page + 1)
      if (shown.page <= page) return { message: noticeMessage(WORDS.nothingMore), turn: last }
      return { message: moreMessage(shown), turn: turnOf(shown) }
    }
    case 'ask': {
      const shown = await askPage(context.ask, asked.question)
      return { message: replyMessage(shown, { feedback: context.feedback !== undefined }), turn: turnOf(shown) }
    }
  }
}

function turnOf({ reply, page }: ReplyPage): Turn {
  const best = reply.kind === 'answer' ? readPassageName(passageName(reply.best)) : undefined
  return { question: reply.question, page, best }
}
