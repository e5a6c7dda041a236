import type { RespondArguments, webApi } from '@slack/bolt'

type Fetch = NonNullable<webApi.WebClientOptions['fetch']>

/** Answers by the response_url of an earlier press, which serves five times in thirty minutes. */
export type PostToResponseUrl = (url: string, message: RespondArguments) => Promise<void>

/** @throws Error with the status where Slack does not take it */
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
