import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'
import { UnknownHere } from '../deliver/stage.ts'
import { readBody } from '../workspace/web-api.ts'
import { servedFile } from './files.ts'
import { HEADERS, refusal } from './guard.ts'
import type { AnswerPage } from './requests.ts'

export interface PageServer {
  port: number
  close: () => Promise<void>
}

/** How many ports are tried where the wanted one is taken. */
const TRIED = 20

/** Serves the page on loopback, at that port or the next that is free, and answers what the page asks. */
export async function startPageServer(port: number, answer: AnswerPage, log: Log): Promise<PageServer> {
  const server = createServer((req, res) => {
    const closed = new AbortController()
    res.on('close', () => closed.abort())
    handle(req, res, closed.signal).catch((error: unknown) => {
      if (!(error instanceof z.ZodError || error instanceof UnknownHere || error instanceof SyntaxError))
        log.error('playground.request', error)
      if (!res.headersSent) send(res, 400, 'application/json', JSON.stringify({ error: messageOf(error) }))
    })
  })
  const listening = await listen(server, port)

  async function handle(req: IncomingMessage, res: ServerResponse, signal: AbortSignal): Promise<void> {
    const path = new URL(req.url ?? '/', 'http://127.0.0.1').pathname
    const asks = req.method === 'GET' || req.method === 'HEAD' ? 'file' : 'data'
    const refused = refusal(req.headers, listening, asks)
    if (refused !== undefined) return send(res, 403, 'text/plain', refused)
    if (asks === 'file') {
      const file = await servedFile(path)
      return file ? send(res, 200, file.type, file.body) : send(res, 404, 'text/plain', 'There is nothing here.')
    }
    if (req.method !== 'POST') return send(res, 405, 'text/plain', 'GET or POST')
    const answered = await answer(path, JSON.parse(await readBody(req)), signal)
    if (answered === undefined) return send(res, 404, 'application/json', '{}')
    send(res, 200, 'application/json', JSON.stringify(answered))
  }

  return {
    port: listening,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  if (!res.destroyed) res.writeHead(status, { ...HEADERS, 'content-type': type }).end(body)
}

function messageOf(error: unknown): string {
  return error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
}

async function listen(server: ReturnType<typeof createServer>, first: number): Promise<number> {
  for (let port = first; ; port++) {
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return (server.address() as AddressInfo).port
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!taken || port >= Math.min(first + TRIED, 65_535)) throw error
    }
  }
}
