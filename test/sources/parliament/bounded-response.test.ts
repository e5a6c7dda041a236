import type { RequestListener } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { boundedBody, fetchFromHost } from '../../../src/sources/parliament/bounded-response.ts'
import { createParliamentSource } from '../../../src/sources/parliament/parliament-source.ts'
import { startHttpServer } from '../../http-server.ts'
import { record } from './fake-parliament.ts'

/** Collects what nothing refers to. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

const QUERY = { term: 'x', dated: 'answered', from: '2024-01-01', to: '2024-01-31' } as const
const MEBIBYTE = 2 ** 20

async function sourceOf(answer: RequestListener) {
  const server = await startHttpServer(answer)
  onTestFinished(() => server.close())
  return createParliamentSource({ url: server.url, requestsPerSecond: 1000, retryDelayMs: 1 })
}

describe('a response that is larger than any real one', () => {
  /** Writes JSON without end, and counts what it could write until the reader hung up. */
  const endless = () => {
    const sent = { bytes: 0, requests: 0 }
    const answer: RequestListener = (_request, response) => {
      sent.requests++
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"value":"')
      const chunk = 'x'.repeat(MEBIBYTE / 16)
      const more = () => {
        while (!response.destroyed) {
          sent.bytes += chunk.length
          if (!response.write(chunk)) return
        }
      }
      response.on('drain', more)
      more()
    }
    return { sent, answer }
  }

  test('is not read to its end, nor asked for again', async () => {
    const { sent, answer } = endless()
    const source = await sourceOf(answer)
    expect(await source.byId(7)).toEqual({
      unreadable: { record: 'question 7', problem: 'it is larger than 4 MB' },
    })
    expect(await source.byKey('2024-03-01/1')).toMatchObject({ unreadable: { record: 'question 2024-03-01/1' } })
    expect(sent.requests).toBe(2)
    // What is written, but not read, waits in the sockets.
    expect(sent.bytes).toBeLessThan(2 * 16 * MEBIBYTE)
  })

  test('is an error where it should be a list', async () => {
    const source = await sourceOf(endless().answer)
    await expect(source.list(QUERY, 0)).rejects.toMatchObject({
      code: 'parliament-unreachable',
      message: expect.stringContaining('its list: it is larger than 4 MB'),
    })
  })
})

describe('a redirect', () => {
  test('on the same host is followed', async () => {
    const source = await sourceOf((request, response) => {
      if (request.url?.startsWith('/moved/')) response.end(JSON.stringify({ value: record({ id: 1 }) }))
      else response.writeHead(301, { location: `/moved${request.url}` }).end()
    })
    expect(await source.byId(1)).toMatchObject({ raw: { id: 1 } })
  })

  test('to another host is not followed, and not tried again', async () => {
    let elsewhere = 0
    const other = await startHttpServer((_request, response) => {
      elsewhere++
      response.end(JSON.stringify({ value: record({ id: 1 }) }))
    })
    onTestFinished(() => other.close())
    let asked = 0
    const source = await sourceOf((request, response) => {
      asked++
      response.writeHead(302, { location: `${other.url}${request.url}` }).end()
    })
    await expect(source.byId(1)).rejects.toMatchObject({
      code: 'parliament-unreachable',
      message: expect.stringContaining(`it redirects to ${new URL(other.url).host}`),
    })
    expect({ asked, elsewhere }).toEqual({ asked: 1, elsewhere: 0 })
  })

  test('that never ends is given up', async () => {
    let asked = 0
    const source = await sourceOf((request, response) => {
      asked++
      response.writeHead(302, { location: request.url }).end()
    })
    await expect(source.byId(1)).rejects.toMatchObject({ code: 'parliament-unreachable' })
    expect(asked).toBe(6)
  })
})

test('a body that drips is read until the time is up, also where garbage is collected meanwhile', async () => {
  const server = await startHttpServer((_request, response) => {
    const drip = setInterval(() => response.write(' '), 50)
    response.on('close', () => clearInterval(drip))
  })
  onTestFinished(() => server.close())
  const response = await fetchFromHost(server.url, { signal: AbortSignal.timeout(2000) })
  const collecting = setInterval(collectGarbage, 100)
  onTestFinished(() => clearInterval(collecting))
  await expect(boundedBody(response)).rejects.toMatchObject({ name: 'TimeoutError' })
})
