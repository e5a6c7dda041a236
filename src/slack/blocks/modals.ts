import type { KnownBlock, ModalView } from '@slack/types'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { type ReplyLook, replyBlocks } from './reply.ts'
import { noticeMessage, plainText } from './text.ts'

/** A reply in a modal, as a search opens it. */
export function replyModal(shown: ReplyPage, look: ReplyLook): ModalView {
  return noticeModal(replyBlocks(shown, 'view', look))
}

/** Shown in a modal until the reply is there. */
export function waitingModal(): ModalView {
  return sentenceModal(WORDS.searching)
}

export function sentenceModal(sentence: string): ModalView {
  return noticeModal(noticeMessage(sentence).blocks)
}

/** A modal to read and close. */
export function noticeModal(blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS.replyTitle, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [...blocks],
  }
}
