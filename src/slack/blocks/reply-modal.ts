import type { ModalView } from '@slack/types'
import type { Reply } from '../../search/reply.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { replyBlocks } from './reply.ts'
import { plainText } from './text.ts'

/** A reply in a modal: what a search in the App Home opens. */
export function replyModal(reply: Reply): ModalView {
  return noticeModal(replyBlocks(reply, 'view'))
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
