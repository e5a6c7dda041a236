import type { webApi } from '@slack/bolt'
import { type Message, NO_UNFURLS } from '../blocks/text.ts'

/** Gives a function that writes to a person directly, as the bot: for an apology that can't go where it belongs, say. */
export function tellPerson(
  client: webApi.WebClient,
  user: string | undefined,
): (message: Message) => Promise<webApi.ChatPostMessageResponse> {
  return async (message) => {
    if (user === undefined) throw new Error('nobody is known to tell')
    return client.chat.postMessage({ channel: user, ...NO_UNFURLS, ...message })
  }
}
