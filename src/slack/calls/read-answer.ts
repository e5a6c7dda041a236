/** What Slack answered to a call, with its body already read. */
export interface Answered {
  response: Response
  /** The error of an answer that says `"ok": false`. */
  error: string | undefined
  /** The connection broke off, or was too slow, before the whole body was read. */
  unread: boolean
}

/**
 * Reads the body of an answer. If it breaks off, a 200 that doesn't say `"ok": false` so far counts as done: Slack has
 * taken the call, and to say that it failed would follow a message by an apology.
 * @throws what broke off any other answer
 */
export async function readAnswer(response: Response, isMethod: boolean): Promise<Answered> {
  const { text, failure } = await read(response)
  if (failure !== undefined && (response.status !== 200 || saysNotOk(text))) throw failure
  const whole = failure === undefined ? text : '{"ok":true}'
  const error = response.status === 200 ? errorIn(whole, isMethod) : undefined
  const status = error !== undefined && !isMethod ? 502 : response.status
  return { response: answerOf(response, status, whole), error, unread: failure !== undefined }
}

async function read({ body }: Response): Promise<{ text: string; failure?: unknown }> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true })
    return { text: text + decoder.decode() }
  } catch (failure) {
    return { text, failure }
  }
}

/** Slack answers a response_url with "ok" or JSON; something between us and Slack may answer with anything. */
function errorIn(text: string, isMethod: boolean): string | undefined {
  if (!isMethod && ['', 'ok'].includes(text.trim())) return undefined
  try {
    const { ok, error } = JSON.parse(text) as { ok?: boolean; error?: string }
    return ok === false ? (error ?? 'unknown_error') : undefined
  } catch {
    return 'not_json'
  }
}

const saysNotOk = (text: string) => /"ok"\s*:\s*false/.test(text)

function answerOf({ statusText, headers }: Response, status: number, text: string): Response {
  const hasBody = ![204, 205, 304].includes(status)
  return new Response(hasBody ? text : null, { status, statusText, headers })
}
