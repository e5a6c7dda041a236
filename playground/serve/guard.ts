import type { IncomingHttpHeaders } from 'node:http'

/**
 * Why a request is refused; undefined for one by the playground's own page. The Host says that no other name was made
 * to lead here (DNS rebinding), the Origin that no other page asks: browsers send it with every POST, and let no page
 * choose it. Files hold nothing of anybody's, so they need no Origin.
 */
export function refusal(
  { host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  port: number,
  asks: 'file' | 'data',
): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (host === undefined || !hosts.includes(host)) return 'this is not the address of the playground'
  if (origin !== undefined && origin !== `http://${host}`) return 'another page may not ask here'
  if (asks === 'file') return undefined
  if (origin === undefined) return 'only the page of the playground may ask here'
  if (site !== undefined && site !== 'same-origin') return 'another site may not ask here'
  return undefined
}

/** Nothing but the page's own files runs or is loaded, nothing can be put in as HTML, nobody may frame it. */
export const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const
