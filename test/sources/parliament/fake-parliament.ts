import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A record as the API has it. */
export type FakeRecord = Record<string, unknown> & {
  id: number
  uin: string
  dateTabled: string
  dateAnswered: string | null
}

export function record(draft: Partial<FakeRecord> & { id: number }): FakeRecord {
  const dateTabled = draft.dateTabled ?? '2024-03-01'
  return {
    uin: String(draft.id),
    house: 'Commons',
    heading: 'Special Educational Needs',
    questionText: 'To ask the Secretary of State for Education, what is planned.',
    dateForAnswer: dateTabled,
    isWithdrawn: false,
    askingMemberId: 1,
    askingMember: { id: 1, name: 'Sam Member', listAs: 'Member, Sam' },
    answeringBodyId: 60,
    answeringBodyName: 'Department for Education',
    answeringMemberId: 2,
    answeringMember: { id: 2, name: 'Jo Minister', listAs: 'Minister, Jo' },
    dateAnswered: '2024-03-08',
    answerText: `<p>Answer number ${draft.id}.</p>`,
    answerIsHolding: false,
    answerIsCorrection: false,
    dateAnswerCorrected: null,
    originalAnswerText: '',
    groupedQuestions: [],
    groupedQuestionsDates: [],
    attachmentCount: 0,
    attachments: [],
    ...draft,
    dateTabled,
  } as FakeRecord
}

/** A record with these is not about the topic. */
export const OTHER = { heading: 'Roads', questionText: 'To ask about roads.' }

/** 250 answers over six months, of which two in five belong to the topic; long ones mention it after the point where lists clip texts. */
export function manyRecords(): FakeRecord[] {
  return Array.from({ length: 250 }, (_, n) => {
    const month = String((n % 6) + 1).padStart(2, '0')
    const about = n % 5 < 2 ? 'SEND matters.' : 'We send help.'
    return record({
      id: 1000 + n,
      ...OTHER,
      dateTabled: `2024-${month}-01`,
      dateAnswered: `2024-${month}-${String((n % 27) + 1).padStart(2, '0')}`,
      answerText: `<p>${'A long paragraph. '.repeat(n % 30)}</p><p>${about} Number ${n}.</p>`,
    })
  })
}

export interface Faults {
  limitPerSecond?: number
  resetEvery?: number
  soft500Every?: number
  delayMs?: number
  /** A wrong total in every list. */
  totalResults?: number
  /** Every page is the first. */
  ignoreSkip?: boolean
}

/** Parliament's API with a few records and its quirks: clipped lists, unknown parameters ignored, and faults on demand. */
export interface FakeParliament {
  url: string
  records: FakeRecord[]
  faults: Faults
  /** The requests that were answered, without those that met a fault. */
  requests: { path: string; parameters: URLSearchParams; userAgent: string }[]
  close: () => Promise<void>
}

export async function startFakeParliament(records: FakeRecord[], faults: Faults = {}): Promise<FakeParliament> {
  const requests: FakeParliament['requests'] = []
  const fake: Pick<FakeParliament, 'records' | 'faults'> = { records, faults }
  let received = 0
  let second = 0
  let inSecond = 0

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const { limitPerSecond, resetEvery, soft500Every, delayMs } = fake.faults
    const say = (status: number, body: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    received++
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) [second, inSecond] = [now, 0]
    inSecond++
    if (limitPerSecond && inSecond > limitPerSecond)
      return res.writeHead(429, { 'content-type': 'text/html', 'retry-after': '1' }).end('<html>Just a moment</html>')
    if (resetEvery && received % resetEvery === 0) return req.socket.resetAndDestroy()
    if (soft500Every && received % soft500Every === 0) return say(200, { title: 'Internal Server Error', status: 500 })
    if (delayMs) await new Promise((done) => setTimeout(done, delayMs))

    const url = new URL(req.url ?? '', 'http://parliament')
    requests.push({ path: url.pathname, parameters: url.searchParams, userAgent: req.headers['user-agent'] ?? '' })
    const [first, second_] = url.pathname.replace('/api/writtenquestions/questions', '').split('/').filter(Boolean)
    if (first === undefined) return say(200, list(fake.records, url.searchParams, fake.faults))
    const found = fake.records.find((one) =>
      second_ === undefined ? String(one.id) === first : one.dateTabled === first && one.uin === second_,
    )
    return found ? say(200, { value: found, links: [] }) : say(404, { status: 404, title: 'Not Found' })
  }

  const server = createServer((req, res) => void handle(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

function list(records: readonly FakeRecord[], parameters: URLSearchParams, { totalResults, ignoreSkip }: Faults) {
  const between = (date: unknown, what: string) => {
    const [from, to] = [parameters.get(`${what}WhenFrom`), parameters.get(`${what}WhenTo`)]
    return (!from && !to) || (typeof date === 'string' && date >= (from ?? '') && date <= (to ?? '9999'))
  }
  const term = parameters.get('searchTerm')?.toLowerCase() ?? ''
  const bodies = parameters.getAll('answeringBodies')
  const matching = records
    .filter((one) => between(one.dateAnswered, 'answered') && between(one.dateAnswerCorrected, 'corrected'))
    .filter((one) => `${one.heading} ${one.questionText} ${one.answerText}`.toLowerCase().includes(term))
    .filter((one) => bodies.length === 0 || bodies.includes(String(one.answeringBodyId)))
    .filter((one) => parameters.get('answered') !== 'Answered' || one.dateAnswered !== null)
    .filter((one) => parameters.get('includeWithdrawn') === 'true' || one.isWithdrawn !== true)
  const skip = ignoreSkip ? 0 : Number(parameters.get('skip') ?? 0)
  const rows = matching.slice(skip, skip + Number(parameters.get('take') ?? 20)).map((one) => ({
    ...one,
    questionText: String(one.questionText).slice(0, 255),
    answerText: `${String(one.answerText)
      .replace(/<[^>]+>/g, '')
      .slice(0, 255)}...`,
    askingMember: null,
    answeringMember: null,
    attachments: [],
  }))
  return { totalResults: totalResults ?? matching.length, results: rows.map((value) => ({ value, links: [] })) }
}
