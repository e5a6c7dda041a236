import type { webApi } from '@slack/bolt'
import type { Log } from '../../log.ts'
import { noticeMessage } from '../blocks/text.ts'
import { slackErrorOf } from './slack-error.ts'
import { tellPerson } from './tell-person.ts'

const TIMEOUT_MS = 20_000

/** A text file. */
export interface TextFile {
  name: string
  content: string
}

/**
 * Sends a file to a person directly, below a line of text. Gives false, and sends nothing, if Slack takes no file of the
 * app: the scope `files:write` is optional, and a workspace can forbid files.
 * @throws Error if it fails otherwise
 */
export async function sendFile(
  client: webApi.WebClient,
  log: Log,
  user: string,
  { name, content }: TextFile,
  line: string,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(content)
  const upload = await client.files.getUploadURLExternal({ filename: name, length: bytes.length }).catch((error) => {
    const refusal = slackErrorOf(error)
    if (refusal === undefined) throw error
    log.info('slack.file_refused', { error: refusal })
    return undefined
  })
  if (!upload) return false
  const { upload_url: url, file_id: id } = upload
  if (url === undefined || id === undefined) throw new Error('Slack gave no address for a file')
  const sent = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!sent.ok) throw new Error(`the upload of a file was answered with ${sent.status}`)
  // A file can be shared only by the id of the conversation, which a message to the person gives without a further scope.
  const { channel } = await tellPerson(client, user)(noticeMessage(line))
  await client.files.completeUploadExternal({ files: [{ id, title: name }], channel_id: String(channel) })
  return true
}
