import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { listen } from '../listen.ts'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

interface MonitoringOptions {
  port: number
  host: string
  readiness: () => Promise<Readiness>
  metrics: Pick<Metrics, 'contentType' | 'text'>
}

/** A server for those who run the bot, apart from the one that Slack calls. */
export interface MonitoringServer {
  /** The port chosen by the system, if 0 was asked for. */
  port: number
  stop: () => Promise<void>
}

/**
 * Serves `/healthz` (200 while the process lives), `/readyz` (200 or 503, with each check as JSON) and `/metrics`.
 * @throws AppError `port-taken`
 */
export async function startMonitoringServer({
  port,
  host,
  readiness,
  metrics,
}: MonitoringOptions): Promise<MonitoringServer> {
  const pages: Record<string, (res: ServerResponse) => Promise<void>> = {
    '/healthz': async (res) => send(res, 200, 'text/plain', 'ok\n'),
    async '/readyz'(res) {
      const { ready, checks } = await readiness()
      send(res, ready ? 200 : 503, 'application/json', `${JSON.stringify({ ready, checks })}\n`)
    },
    '/metrics': async (res) => send(res, 200, metrics.contentType, await metrics.text()),
  }
  const server = createServer(async (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return send(res, 405, 'text/plain', 'only GET\n')
    const page = pages[req.url?.split('?')[0] ?? '']
    try {
      await (page ? page(res) : send(res, 404, 'text/plain', `There is: ${Object.keys(pages).join(', ')}\n`))
    } catch (error) {
      send(res, 500, 'text/plain', `${(error as Error).message}\n`)
    }
  })
  server.requestTimeout = 10_000
  server.maxConnections = 100
  const where = await listen(server, { host, port, variable: 'METRICS_PORT', otherwise: 'leave it out' })
  return {
    port: where.port,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function send(res: ServerResponse, status: number, type: string, text: string): void {
  res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}
