import type { webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Log } from '../../log.ts'
import { WORDS } from '../../wording/words.ts'
import { fileModal } from '../blocks/file-modal.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { sendFile, type TextFile } from './send-file.ts'

/** Sends a person a file; where Slack takes none of the app, the modal has its text to copy. */
export async function fileOrText(
  client: webApi.WebClient,
  log: Log,
  user: string,
  file: TextFile,
  line: string,
): Promise<ModalView> {
  const sent = await sendFile(client, log, user, file, line)
  return sent ? sentenceModal(WORDS.fileSent) : fileModal(file.content)
}
