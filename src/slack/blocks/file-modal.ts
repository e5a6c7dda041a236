import type { ModalView } from '@slack/types'
import { WORDS } from '../../wording/words.ts'
import { copyFields } from './copy-fields.ts'
import { copyView } from './copy-modal.ts'
import { richText, span } from './text.ts'

/** The text of a file that could not be sent, to copy. */
export function fileModal(content: string): ModalView {
  return copyView([richText([span(WORDS.fileNotAllowed)]), ...copyFields(content, WORDS.fileLabel)])
}
