import { AppError } from '../../app-error.ts'

/** A list of a hundred records has about 200 kB, the longest record 60 kB. */
const MAX_BYTES = 4 * 2 ** 20
const MAX_REDIRECTS = 5

/**
 * Fetches from the host of the request alone: a redirect to another one is not followed.
 * @throws AppError `parliament-unreachable` for such a redirect
 */
export async function fetchFromHost(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  let request = new Request(input)
  for (let redirects = 0; ; redirects++) {
    // Not as part of the Request: undici forgets the signal of one that is collected while the body is read.
    const response = await fetch(request, { ...init, redirect: 'manual' })
    const location = response.status < 300 || response.status > 399 ? null : response.headers.get('location')
    if (location === null) return response
    await response.body?.cancel()
    const to = URL.parse(location, request.url)
    if (to?.host !== new URL(request.url).host || redirects === MAX_REDIRECTS)
      throw new AppError('parliament-unreachable', `it redirects to ${to?.host ?? location}`)
    request = new Request(to, request)
  }
}

/**
 * The body of a response, its bytes counted as they come, unpacked.
 * @throws AppError `response-too-large`; the rest is not read then
 */
export async function boundedBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new AppError('response-too-large', `it is larger than ${MAX_BYTES / 2 ** 20} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
