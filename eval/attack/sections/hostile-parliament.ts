import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startHttpServer } from '../../../test/http-server.ts'
import { record } from '../../../test/sources/parliament/fake-parliament.ts'
import { startProgram } from '../../program/program.ts'
import type { Attack, Row, Section } from '../section.ts'

const MEBIBYTE = 2 ** 20
const MAX_BYTES = 500 * MEBIBYTE
/** A response that may be a passing fault is asked for nine times, with waits of two minutes together; 30 s for each that drips. */
const MAX_MS = 12 * 60_000
/** What a sync ends with where Parliament can't be used. */
const UNREACHABLE = 4

interface Fault {
  answer: RequestListener
  /** Whether it is certain at once, so that the short form has it. */
  quick: boolean
}

const json = (body: string): RequestListener => {
  return (_request, response) => void response.setHeader('content-type', 'application/json').end(body)
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'a body without end': {
    quick: true,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":["')
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(MEBIBYTE / 16)));
      }
      response.on('drain', more)
      more()
    },
  },
  'a redirect to another host': {
    quick: true,
    answer: (request, response) =>
      void response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/` }).end(),
  },
  'a redirect without end': {
    quick: true,
    answer: (request, response) => void response.writeHead(302, { location: request.url }).end(),
  },
  'a list without end': {
    quick: false,
    answer: json(
      JSON.stringify({
        totalResults: 1e9,
        results: Array.from({ length: 100 }, (_, n) => ({ value: record({ id: n + 1 }) })),
      }),
    ),
  },
  'JSON of another shape': { quick: true, answer: json('{"results":{}}') },
  'JSON that is nested without measure': { quick: false, answer: json(`{"results":${'['.repeat(2 * MEBIBYTE)}`) },
  'a body of 0 bytes': { quick: false, answer: json('') },
  'no JSON': { quick: false, answer: json('<html>Just a moment</html>') },
  'a body that drips': {
    quick: false,
    answer: async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      while (!response.destroyed) {
        response.write(' ')
        await sleep(100)
      }
    },
  },
}

export const hostileParliament: Section = {
  name: 'hostile Parliament',
  limitMs: MAX_MS + 60_000,
  async *run(attack) {
    const chosen = Object.entries(FAULTS).filter(([, { quick }]) => quick || !attack.short)
    // At the same time, since some wait for minutes.
    const rows = chosen.map(([what, { answer }], n) => syncWith(attack, what, answer, String(n)))
    for (const row of rows) yield await row
  },
}

async function syncWith({ folder, defer }: Attack, what: string, answer: RequestListener, name: string): Promise<Row> {
  const parliament = await startHttpServer(answer)
  defer(parliament.close)
  const sync = startProgram(
    ['src/cli.ts', 'sync', '--since', '2024-03-01', '--until', '2024-03-31'],
    { DATA_DIR: join(folder, name), PARLIAMENT_API_URL: parliament.url, SYNC_REQUESTS_PER_SECOND: '100' },
    { bytes: 2 * MAX_BYTES, ms: MAX_MS },
  )
  defer(sync.stop)
  const began = performance.now()
  const { code, signal, killedFor } = await sync.ended
  const seconds = (performance.now() - began) / 1000
  const peak = sync.peakBytes()
  const said = sync.stderr().trim().split('\n').at(-1) ?? ''
  return {
    tried: `a sync with ${what}`,
    count: 1,
    outcome: `ended with ${killedFor ?? signal ?? code} after ${seconds.toFixed(0)} s, ${peak === undefined ? '' : `${(peak / MEBIBYTE).toFixed(0)} MB at most, `}and said: ${said.slice(0, 110).replace(/http:\/\/\S+/, 'ADDRESS')}`,
    good: code === UNREACHABLE && said !== '' && (peak ?? 0) <= MAX_BYTES,
  }
}
