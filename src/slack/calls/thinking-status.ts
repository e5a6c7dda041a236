import type { webApi } from '@slack/bolt'
import type { Log } from '../../log.ts'
import { WORDS } from '../../wording/words.ts'

/** Faster work gets no status. */
const PATIENCE_MS = 500

/** Does the work, and shows a status in the thread from half a second on until it is done. */
export async function whileWaiting(
  client: webApi.WebClient,
  log: Log,
  channel: string,
  thread: string,
  work: () => Promise<void>,
): Promise<void> {
  const setStatus = (status: string) =>
    client.assistant.threads
      .setStatus({ channel_id: channel, thread_ts: thread, status })
      .catch((error) => log.warn('slack.status', { error: String(error) }))
  let shown: Promise<unknown> | undefined
  const timer = setTimeout(() => {
    shown = setStatus(WORDS.statusSearching)
  }, PATIENCE_MS)
  try {
    await work()
  } finally {
    clearTimeout(timer)
    // Slack removes the status at the next message in the thread; a reply outside the thread needs this.
    if (shown) await shown.then(() => setStatus(''))
  }
}
