import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Recorder } from '../inspector/recorder.ts'
import { listen } from '../serve/listen.ts'
import type { Args, PerformMethod } from './methods.ts'
import type { ResponseUrls } from './response-urls.ts'

/** In bytes. A view may have 250 kB, and becomes longer when it is escaped in a form. */
export const MAX_BODY = 2_000_000

/**
 * Slack as the app calls it, on 127.0.0.1: the Web API, at `url`, the response_urls, whose names follow `responseUrl`, and
 * the addresses for files, whose ids follow `uploadUrl`. It needs the app's token, and refuses every request of a browser.
 */
export async function startWebApi(
  token: string,
  perform: PerformMethod,
  responseUrls: ResponseUrls,
  recorder: Recorder,
  takeFile: (id: string, content: string) => boolean,
) {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MAX_BODY }), async (c, next) => {
    if (c.req.header('origin') !== undefined || c.req.method !== 'POST')
      return c.json({ ok: false, error: 'not_allowed' }, 403)
    return next()
  })
  app.post('/response/:name', async (c) => {
    const name = c.req.param('name')
    const args: Args = await c.req.json()
    const done = recorder.call('response_url', args, name)
    const { status, result } = await responseUrls.post(name, args)
    done({ ...result, status })
    return c.json(result, status)
  })
  app.post('/upload/:id', async (c) => {
    const taken = takeFile(c.req.param('id'), await c.req.text())
    return taken ? c.text('OK') : c.text('file_not_found', 404)
  })
  app.post('/api/:method', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${token}`) return c.json({ ok: false, error: 'invalid_auth' })
    const method = c.req.param('method')
    const isJson = c.req.header('content-type')?.includes('json')
    const args: Args = isJson ? await c.req.json() : formArguments(await c.req.text())
    const done = recorder.call(method, args)
    const result = await perform(method, args)
    done(result)
    return c.json(result)
  })
  const { port, close } = await listen(app, 0)
  const origin = `http://127.0.0.1:${port}`
  return { url: `${origin}/api/`, responseUrl: `${origin}/response/`, uploadUrl: `${origin}/upload/`, close }
}

/** Slack's clients send forms, with JSON for values that are not strings. */
function formArguments(body: string): Args {
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, parseField(value)]))
}

function parseField(value: string): unknown {
  if (!/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
