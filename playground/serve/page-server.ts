import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'
import { UnknownHere } from '../deliver/user.ts'
import { MAX_BODY } from '../workspace/web-api.ts'
import { buildPage, type PageFiles } from './build-page.ts'
import { refusal } from './guard.ts'
import { type Listening, listen } from './listen.ts'

/** How many ports are tried after the wanted one. */
const MORE_PORTS = 20

/** Only the page's own files are loaded or run, HTML is never made from strings, and no other page may frame it. */
const HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ['data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  strictTransportSecurity: false,
})

/**
 * Serves the page on 127.0.0.1, at `port` or the next free one, and the `data` that it requests by POST. The page is built
 * when it is first requested.
 */
export async function startPageServer(port: number, data: Hono, log: Log): Promise<Listening> {
  let files: Promise<PageFiles> | undefined
  let ownPort = port
  const app = new Hono()
  app.use(HEADERS, async (c, next) => {
    c.header('cache-control', 'no-store')
    const asks = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'file' : 'data'
    const refused = refusal(c.req.header(), ownPort, asks)
    if (refused !== undefined) return c.text(refused, 403)
    if (asks === 'data' && c.req.method !== 'POST') return c.text('GET or POST', 405)
    return next()
  })
  app.use(bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.json({ error: 'the request is too long' }, 400) }))
  app.route('/', data)
  app.get('*', async (c) => {
    files ??= buildPage()
    const built = await files
    const file = Object.hasOwn(built, c.req.path) ? built[c.req.path] : undefined
    return file ? c.body(file.body, 200, { 'content-type': file.type }) : c.notFound()
  })
  app.onError((error, c) => {
    const isOfThePage = error instanceof z.ZodError || error instanceof UnknownHere || error instanceof SyntaxError
    if (!isOfThePage) log.error('playground.request', error)
    return c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400)
  })
  const server = await listen(app, port, MORE_PORTS)
  ownPort = server.port
  return server
}
