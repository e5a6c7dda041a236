/** The name under which Slack asks an app to unfurl the links of a message. */
export function unfurlId(channel: string, ts: string): string {
  return `${channel}.${ts}`
}

/** The message whose links an unfurl_id stands for. */
export function messageOfUnfurl(id: string): { channel?: string; ts?: string } {
  const [channel, ...ts] = id.split('.')
  return ts.length === 2 && channel ? { channel, ts: ts.join('.') } : {}
}
