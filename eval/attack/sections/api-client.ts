import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What came back over a connection: undefined in place of a status if nothing did. */
export interface Answered {
  status: number | undefined
  type: string
  body: string
}

const ANSWER_MS = 20_000

/** Opens a connection and sends that. What goes wrong with it is nobody's fault: it is closed. */
export function send(port: number, text: string | Buffer): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  return socket
}

/** Sends what may not be HTTP at all, and reads all that comes back until the other side closes; '' if it never does. */
export async function exchange(port: number, text: string | Buffer): Promise<string> {
  const socket = send(port, text)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    // The SDK keeps the connection of a stream, though it is asked to close it.
    const text = Buffer.concat(chunks.slice(-2)).toString()
    if (isWholeStream(text)) socket.destroy()
  })
  const late = setTimeout(() => {
    chunks.length = 0
    socket.destroy()
  }, ANSWER_MS)
  if (!socket.closed) await once(socket, 'close')
  clearTimeout(late)
  return Buffer.concat(chunks).toString()
}

const isWholeStream = (text: string) =>
  text.endsWith('\r\n0\r\n\r\n') || (/^content-type: text\/event-stream/m.test(text) && text.endsWith('\n\n'))

/** The answers that a connection gave, one after the other. */
export function answersIn(raw: string): Answered[] {
  return raw
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((one) => one.startsWith('HTTP/1.1 ') && !one.startsWith('HTTP/1.1 100 '))
    .map((one) => {
      const at = one.indexOf('\r\n\r\n')
      const head = one.slice(0, at)
      const rest = one.slice(at + 4)
      return {
        status: Number(head.slice(9, 12)),
        type: /^content-type: *(?<type>[^;\r\n]*)/im.exec(head)?.groups?.type ?? '',
        body: /^transfer-encoding: *chunked/im.test(head) ? withoutChunks(rest) : rest,
      }
    })
}

function withoutChunks(body: string): string {
  return body
    .split('\r\n')
    .filter((_line, nth) => nth % 2 === 1)
    .join('')
}

/** A request that asks for the connection to be closed after it. */
export function request(line: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const all = { host: '127.0.0.1', connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
  return `${line} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`
}

/** The first answer to what was sent. */
export async function answerTo(port: number, text: string | Buffer): Promise<Answered> {
  return answersIn(await exchange(port, text))[0] ?? { status: undefined, type: '', body: '' }
}

/** Does that for each, so many at once, and gives what came of it in order. */
export async function each<T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  const entries = all.entries()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [nth, one] of entries) done[nth] = await work(one)
    }),
  )
  return done
}

/** Waits until it holds; gives whether it does after so long. */
export async function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  for (let waited = 0; !holds() && waited < withinMs; waited += 50) await sleep(50)
  return holds()
}

/** How often each comes. */
export function counted(all: readonly (number | string | undefined)[]): string {
  const counts = Map.groupBy(all, (one) => String(one ?? 'closed'))
  return [...counts].map(([one, { length }]) => `${one} x ${length}`).join(', ')
}
