import type { RespondArguments, webApi } from '@slack/bolt'

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

/** Replies by the response_url of an earlier press, which works five times within thirty minutes. */
export type PostToResponseUrl = (url: string, message: RespondArguments) => Promise<void>

/** @throws Error with the status if Slack refuses it */
export function createPostToResponseUrl(send: Fetch): PostToResponseUrl {
  return async (url, message) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    if (!response.ok) throw new Error(`the response_url answered ${response.status}`)
  }
}
