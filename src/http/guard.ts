import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server'
import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problem } from './problem.ts'

/** Who may ask, and how often. */
export interface GuardOptions {
  /** Each client's token. Without one only this machine can reach the server. */
  tokens: readonly string[]
  requestsPerMinute: number
}

const LOOPBACK = localhostAllowedHostnames()

/**
 * Lets a request through if it is sent to this machine's own name or has a token, if no page of another site sent it, and
 * if its client hasn't asked too often. A client is a token; without one, an address.
 */
export function createGuard({ tokens, requestsPerMinute }: GuardOptions): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 })
  const hashes = tokens.map(hash)
  return async (c, next) => {
    const host = c.req.header('host')
    // A page can have its own name lead to 127.0.0.1, but can't send another Host (DNS rebinding), nor know a token.
    if (hashes.length === 0 && !validateHostHeader(host, LOOPBACK).ok)
      return problem(c, 'wrong-host', 'Without a token only this machine is answered.', 'Ask 127.0.0.1 or localhost.')
    if (!validateOriginHeader(c.req.header('origin'), [...LOOPBACK, hostname(host)]).ok)
      return problem(c, 'wrong-host', 'A web page of another site sent this.', 'Ask from a program instead.')
    const token = tokenIn(c.req.header('authorization'), hashes)
    const client = token === undefined ? `address ${getConnInfo(c).remote.address}` : `token ${token}`
    const wait = await limiter.consume(client).then(
      () => 0,
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000)
        throw refused
      },
    )
    if (wait > 0) {
      const most = `More than ${requestsPerMinute} requests came from you within a minute.`
      return problem(c, 'too-many', most, `Ask again in ${wait} s.`, { 'retry-after': String(wait) })
    }
    if (hashes.length > 0 && token === undefined)
      return problem(
        c,
        'no-token',
        'There is no token in the request, or a wrong one.',
        'Send the header "Authorization: Bearer " and one of the tokens that API_TOKEN has.',
        { 'www-authenticate': 'Bearer' },
      )
    return next()
  }
}

/** Which of the tokens a header has. Each is compared, in a time that depends on neither. */
function tokenIn(header: string | undefined, hashes: readonly Buffer[]): number | undefined {
  const given = hash(/^Bearer +(?<token>\S+) *$/i.exec(header ?? '')?.groups?.token ?? '')
  const equal = hashes.map((one) => timingSafeEqual(one, given))
  return equal.includes(true) ? equal.indexOf(true) : undefined
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The name in a Host header; '' if there is none. */
function hostname(host: string | undefined): string {
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
}
