import type { ModalView } from '@slack/types'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { noticeMessage } from './notice.ts'
import { type ReplyControls, replyBlocks } from './reply.ts'
import { plainText } from './text.ts'

/** A reply in a modal: what a search opens. */
export function replyModal(shown: ReplyPage, controls: ReplyControls = {}): ModalView {
  return noticeModal(replyBlocks(shown, 'view', controls))
}

/** What stands in a modal until the reply is there. */
export function waitingModal(): ModalView {
  return noticeModal(noticeMessage(WORDS.searching).blocks)
}

/** Blocks to read, in a modal that can only be closed. */
export function noticeModal(blocks: ModalView['blocks']): ModalView {
  return {
    type: 'modal',
    title: plainText(WORDS.replyTitle, LIMITS.view.title),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks,
  }
}
