import { hash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { InstallPage } from '../../wording/install-words.ts'

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#1d2b2f;background:#fff}a{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1d4f5c;color:#fff}a:focus{outline:3px solid #ffbf47}'

/** Nothing but this text and this style is loaded, no other page may frame it, and its address, with a code of Slack's, goes nowhere. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Sends a page; `href` is where its link leads. */
export function sendPage(res: ServerResponse, status: number, page: InstallPage, href?: string): void {
  res.writeHead(status, HEADERS).end(pageHtml(page, href))
}

/** The same headers for a page that somebody else sends. */
export function setPageHeaders(res: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value)
}

export function pageHtml({ title, paragraphs, link }: InstallPage, href?: string): string {
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(link !== undefined && href !== undefined
      ? [`<p><a href="${escapeHtml(href)}">${escapeHtml(link)}</a></p>`]
      : []),
  ]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${parts.join('')}</main></body></html>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
