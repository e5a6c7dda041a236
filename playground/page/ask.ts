/** What went wrong with a question to the playground, in its own words. */
export class AskError extends Error {
  override name = 'AskError'
}

/** Asks the playground. @throws AskError where it refuses, TypeError where it is gone */
export async function ask<Answer>(path: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  const said = (await answer.json().catch(() => ({}))) as Answer & { error?: string }
  if (!answer.ok) throw new AskError(said.error ?? String(answer.status))
  return said
}
