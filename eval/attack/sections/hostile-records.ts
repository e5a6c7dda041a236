import { join } from 'node:path'
import { startHttpServer } from '../../../test/http-server.ts'
import { record } from '../../../test/sources/parliament/fake-parliament.ts'
import { startProgram } from '../../program/program.ts'
import type { Section } from '../section.ts'

const MAX_BYTES = 700 * 2 ** 20
const MAX_MS = 2 * 60_000
const MEBIBYTE = 2 ** 20

/** Answers that are larger than any real one. Each is made when it is asked for, since some take megabytes. */
const TOO_LARGE: Readonly<Record<string, () => string>> = {
  'cells with row and column spans, 0.7 MB': () =>
    `<table>${`<tr>${'<td rowspan=50 colspan=50>x'.repeat(27)}`.repeat(1000)}</table>`,
  'cells with row and column spans, 0.28 MB': () =>
    `<table>${`<tr>${'<td rowspan=50 colspan=50>x'.repeat(27)}`.repeat(380)}</table>`,
  'a table of 3 MB': () => `<table>${'<tr><td>x<td>y'.repeat(210_000)}</table>`,
  'a table of 10 MB': () => `<table>${'<tr><td>x<td>y'.repeat(700_000)}</table>`,
  '300,000 line breaks': () => '<br>x'.repeat(300_000),
  '50,000 elements inside each other': () => '<div>'.repeat(50_000),
  'bold text that goes on in each paragraph': () =>
    `<p>${Array.from({ length: 90 }, (_, n) => `<b id=${n}>`).join('')}${'<p>x'.repeat(19_000)}`,
  'a text of 3 MB': () => 'x'.repeat(3 * MEBIBYTE),
  'a text of 100 MB': () => 'x'.repeat(100 * MEBIBYTE),
}
/** At the limits: these are read. */
const LARGE: Readonly<Record<string, () => string>> = {
  '19,000 paragraphs': () => '<p>x'.repeat(19_000),
  '290,000 spaces': () => `x${' '.repeat(290_000)}x`,
  '9,000 links': () => '<a href="https://a.b/c">x</a> '.repeat(9000),
  'a tag with 50,000 attributes': () => `<p ${Array.from({ length: 50_000 }, (_, n) => n.toString(36)).join(' ')}>x`,
  '35,000 openings of references': () => 'I refer '.repeat(35_000),
}

export const hostileRecords: Section = {
  name: 'hostile records',
  async *run({ folder, defer }) {
    const answers = [...Object.entries(TOO_LARGE), ...Object.entries(LARGE)]
    const parliament = await startHttpServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://parliament')
      const id = Number(pathname.split('/').at(-1))
      const answerText = answers[id - 1]?.[1]()
      const isFirst = searchParams.get('skip') === '0' && searchParams.has('answeredWhenFrom')
      const rows = isFirst ? answers.map((_, n) => ({ value: record({ id: n + 1, answerText: 'x...' }) })) : []
      const isList = Number.isNaN(id)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify(
          isList
            ? { totalResults: rows.length, results: rows }
            : { value: record({ id, answerText: answerText ?? 'x' }) },
        ),
      )
    })
    defer(parliament.close)
    const sync = startProgram(
      ['src/cli.ts', 'sync', '--since', '2024-03-01', '--until', '2024-03-31'],
      { DATA_DIR: join(folder, 'data'), PARLIAMENT_API_URL: parliament.url, SYNC_REQUESTS_PER_SECOND: '100' },
      { bytes: 2 * MAX_BYTES, ms: MAX_MS },
    )
    defer(sync.stop)
    const began = performance.now()
    const { code, signal, killedFor } = await sync.ended
    const seconds = (performance.now() - began) / 1000
    for (const [n, [what]] of answers.entries()) {
      const reason = new RegExp(`^Left out: question ${n + 1}: (.*)$`, 'm').exec(sync.stdout())?.[1]
      const outcome = code !== 0 ? 'the sync did not end' : reason === undefined ? 'read' : `left out by id: ${reason}`
      yield { tried: what, count: 1, outcome, good: code === 0 && (reason !== undefined) === what in TOO_LARGE }
    }
    const peak = sync.peakBytes()
    yield {
      tried: 'all of these in one sync',
      count: answers.length,
      outcome: `ended with ${killedFor ?? signal ?? code} after ${seconds.toFixed(0)} s, with ${peak === undefined ? 'no figure of memory' : `${(peak / MEBIBYTE).toFixed(0)} MB at most`}`,
      good: code === 0 && (peak ?? 0) <= MAX_BYTES,
    }
  },
}
