import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../src/app-error.ts'
import type { ApiParts } from '../../src/http/api.ts'
import type { ApiOptions } from '../../src/http/api-options.ts'
import { startApiServer } from '../../src/http/api-server.ts'
import { ProblemJson } from '../../src/http/problem.ts'
import { FullAnswerJson } from '../../src/json/answer-json.ts'
import { QuestionsJson } from '../../src/json/questions-json.ts'
import { ReplyJson } from '../../src/json/reply-json.ts'
import { StatusJson } from '../../src/json/status-json.ts'
import { createLog } from '../../src/log.ts'
import { answeringFrom } from '../answering/answering-from.ts'
import { answer } from '../answers.ts'

const TOKENS = ['first-token-0123456789abcdefghijkl', 'second-token-0123456789abcdefghijk']

const answers = [
  answer({
    uin: '200001',
    heading: 'Ramps',
    paragraphs: ['Every school has a ramp.', 'Ramps are inspected by the council.'],
    corrected: '2024-02-01',
    passages: [
      [
        {
          type: 'paragraph',
          content: ['Ramps are inspected by ', { text: 'the council', href: 'https://a.example/' }, '.'],
        },
      ],
      [{ type: 'list', ordered: false, items: [{ depth: 0, content: ['Lifts are not.'] }] }],
    ],
    original: [[{ type: 'paragraph', content: ['Ramps are inspected by nobody.'] }]],
    references: [
      { kind: 'referral', uin: '200002' },
      { kind: 'pursuant', uin: '999' },
    ],
  }),
  answer({
    uin: '200002',
    heading: 'Ramps',
    answered: '2024-01-10',
    holding: true,
    paragraphs: ['I will answer about ramps.'],
  }),
  answer({ uin: 'HL77', heading: 'Doors', paragraphs: ['Doors are wide.'] }),
]

interface Api {
  url: string
  get: (path: string, init?: RequestInit) => Promise<Response>
  log: string[]
}

async function start(options: Partial<ApiOptions> = {}, parts: Partial<ApiParts> = {}): Promise<Api> {
  const log: string[] = []
  const { url, stop } = await startApiServer(
    {
      answering: answeringFrom(answers),
      lastGood: async () => '2026-11-20T08:00:00.000Z',
      log: createLog('debug', (line) => log.push(line)),
      ...parts,
    },
    { host: '127.0.0.1', port: 0, tokens: [], requestsPerMinute: 1000, stopGraceMs: 1000, ...options },
  )
  onTestFinished(stop)
  return { url, get: (path, init) => fetch(url + path, init), log }
}

/** The status of a response, and what it says is wrong. */
async function refusal(response: Response) {
  const { error } = ProblemJson.parse(await response.json())
  return { status: response.status, ...error }
}

/** The status of a request with headers that `fetch` doesn't let anybody set. */
const statusWith = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((done, failed) => {
    httpRequest(url, { headers }, (response) => {
      response.resume()
      done(response.statusCode)
    })
      .on('error', failed)
      .end()
  })

describe('/v1/ask', () => {
  test('gives the passage word for word, with its citation, source, data and notes in words', async () => {
    const { get } = await start()
    const response = await get('/v1/ask?q=who+inspects+ramps')
    expect(response.headers.get('content-type')).toContain('application/json')
    const reply = ReplyJson.parse(await response.json())
    expect(reply.best).toMatchObject({
      text: 'Ramps are inspected by the council.',
      passage: answers[0]?.passages[0],
      answer: {
        key: '2024-01-08/200001',
        corrected: '2024-02-01',
        citation:
          'A Minister, Minister of State · Department for Education · 15 January 2024, corrected 1 February 2024 · UIN 200001 · House of Commons',
        source: answers[0]?.source,
      },
      refersTo: [{ key: '2024-01-08/200002', holding: true }],
    })
    const notes = (reply.best?.notes ?? []).map(({ text }) => text)
    expect(notes).toContain('Corrected on 1 February 2024. This is the corrected text.')
    expect(notes).toContain('It refers to this answer:')
  })

  test('says plainly that the closest is only that, and what it doesn’t mention', async () => {
    const base = answeringFrom(answers)
    const ask: typeof base.ask = async (question) => {
      const [best] = answers
      if (!best) throw new Error('no answers')
      return {
        kind: 'closest',
        question,
        best: { answer: best, index: 0, passage: best.passages[0] ?? [] },
        others: [],
        missing: [{ word: 'Surrey', inRecord: true, place: true }],
      }
    }
    const { get } = await start({}, { answering: { ...base, ask } })
    expect(ReplyJson.parse(await (await get('/v1/ask?q=ramps+in+Surrey')).json())).toMatchObject({
      kind: 'closest',
      notes: ['The closest found: it may not answer the question.', 'Doesn’t mention: Surrey.'],
      missing: [{ word: 'Surrey' }],
    })
  })

  test('says why there is nothing, what was searched, and where else to look', async () => {
    const { get } = await start()
    const nothing = ReplyJson.parse(await (await get('/v1/ask?q=when+does+HS2+reach+Crewe')).json())
    expect(nothing).toMatchObject({ kind: 'no-answer', reason: 'nothing-close', covered: { answers: 3 } })
    expect(nothing.elsewhere).toContain('SearchTerm=when+does+HS2')
    const filtered = ReplyJson.parse(await (await get('/v1/ask?q=ramps+since:May')).json())
    expect(filtered).toMatchObject({
      kind: 'no-answer',
      reason: 'wrong-filter',
      wrongFilters: [{ typed: 'since:May' }],
    })
    expect(filtered.notes.join(' ')).toContain('write dates as 2024')
  })

  test('gives as many others as asked for', async () => {
    const { get } = await start()
    const others = async (query: string) => ReplyJson.parse(await (await get(`/v1/ask?q=ramps${query}`)).json()).others
    expect(await others('')).not.toEqual([])
    expect(await others('&others=0')).toEqual([])
  })

  test.for([
    ['', 'the parameter q is missing'],
    ['?q=+', 'the parameter q is empty'],
    ['?q=ramps&q=lifts', 'the parameter q is there twice'],
    [`?q=${'a'.repeat(5001)}`, 'the parameter q has 5,000 characters at most'],
    ['?q=ramps&others=many', 'the parameter others is a whole number'],
    ['?q=ramps&others=', 'the parameter others is a whole number'],
    ['?q=ramps&others=+', 'the parameter others is a whole number'],
    ['?q=ramps&others=1e1', 'the parameter others is a whole number'],
    ['?q=ramps&others=0x5', 'the parameter others is a whole number'],
    ['?q=ramps&others=1&others=2', 'the parameter others is a whole number'],
    ['?q=ramps&others=-1', 'the parameter others is 0 at least'],
    ['?q=ramps&others=21', 'the parameter others is 20 at most'],
    ['?question=ramps', 'there is no such parameter: there are q and others'],
  ] as const)('with %s is refused, with what to do', async ([query, message]) => {
    const { get } = await start()
    const refused = await refusal(await get(`/v1/ask${query}`))
    expect(refused).toMatchObject({ status: 400, code: 'wrong-request' })
    expect(refused.message).toContain(message)
    expect(refused.advice).toContain('/v1/ask?q=')
  })
})

describe('/v1/asked-before', () => {
  const questions = [
    answer({ uin: '200001', question: 'how many schools have ramps', answered: '2024-01-10' }),
    answer({ uin: '200002', question: 'what goats eat' }),
  ]
  const ask = async (query: string) => {
    const { get } = await start({}, { answering: answeringFrom(questions) })
    return get(`/v1/asked-before${query}`)
  }
  const near = async (query: string) => QuestionsJson.parse(await (await ask(query)).json())

  test('gives the earlier questions like a draft, with what was answered', async () => {
    expect(await near('?q=how+many+schools+have+ramps+before:2025')).toMatchObject({
      draft: 'how many schools have ramps before:2025',
      notes: expect.arrayContaining(['One earlier question is like yours:', 'Showing answers before 2025.']),
      questions: [{ question: { uin: '200001' }, found: { answer: { key: '2024-01-08/200001' } }, recent: false }],
    })
  })

  test('says that there is none, and which filter can’t be used', async () => {
    const none = await near('?q=whether+moonlight+is+regulated')
    expect(none).toMatchObject({ questions: [] })
    expect(none.notes[0]).toBe('I found no earlier question like that.')
    const wrong = await near('?q=ramps+since:soon')
    expect(wrong).toMatchObject({ questions: [], wrongFilters: [{ typed: 'since:soon', reason: 'no-date' }] })
  })

  test.for([
    ['', 'the parameter q is missing: it is the draft'],
    ['?q=ramps&others=1', 'there is no such parameter: there is q'],
  ] as const)('with %s is refused, with what to do', async ([query, message]) => {
    const refused = await refusal(await ask(query))
    expect(refused).toMatchObject({ status: 400, code: 'wrong-request' })
    expect(refused.message).toContain(message)
    expect(refused.advice).toContain('/v1/asked-before?q=')
  })
})

describe('/v1/answers/', () => {
  test('gives all of an answer, its slash written as it is or as %2F, its UIN in small letters too', async () => {
    const { get } = await start()
    const paths = ['2024-01-08/200001', '2024-01-08%2F200001', '2024-01-08%2f200001']
    const full = await Promise.all(paths.map(async (path) => (await get(`/v1/answers/${path}`)).json()))
    for (const one of full) expect(one).toEqual(full[0])
    expect(FullAnswerJson.parse(full[0])).toMatchObject({
      passages: [
        { index: 0, text: 'Ramps are inspected by the council.' },
        { index: 1, text: '• Lifts are not.' },
      ],
      original: [{ text: 'Ramps are inspected by nobody.' }],
      mentions: [{ key: '2024-01-08/200002' }],
      mentionsUnknown: ['999'],
    })
    expect((await get('/v1/answers/2024-01-08/hl77')).status).toBe(200)
    const referred = FullAnswerJson.parse(await (await get('/v1/answers/2024-01-08/200002')).json())
    expect(referred.referredToBy).toMatchObject([{ key: '2024-01-08/200001' }])
  })

  test('of a key that isn’t here leads to Parliament; of what is no key says what one is', async () => {
    const { get } = await start()
    expect(await refusal(await get('/v1/answers/2024-01-08/200009'))).toMatchObject({
      status: 404,
      advice: expect.stringContaining(
        'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/200009',
      ),
    })
    for (const path of ['zebras', '2024-01-08', '2024-13-08/1', '2024-01-08/200001/x', '%E0%A4%A', '..%2f..%2fetc'])
      expect(await refusal(await get(`/v1/answers/${path}`))).toMatchObject({
        status: 400,
        advice: expect.stringContaining('such as 2018-03-29/135027'),
      })
  })
})

test('/v1/status says what is covered, with its licence', async () => {
  const { get } = await start()
  expect(StatusJson.parse(await (await get('/v1/status')).json())).toMatchObject({
    answers: 3,
    oldest: '2024-01-10',
    newest: '2024-01-15',
    coverage: '3 answers, from 10 January 2024 to 15 January 2024.',
    fetching: 'idle',
    meaning: 'off',
    lastSync: '2026-11-20T08:00:00.000Z',
    licence: expect.stringContaining('Open Parliament Licence'),
  })
})

test('/v1/status is given also while the database is away, without when answers were last fetched', async () => {
  const { get } = await start({}, { lastGood: () => Promise.reject(new Error('it is away')) })
  const status = StatusJson.parse(await (await get('/v1/status')).json())
  expect(status).toMatchObject({ answers: 3 })
  expect(status).not.toHaveProperty('lastSync')
})

test('what isn’t there is named, and nothing can be changed', async () => {
  const { get } = await start()
  for (const path of ['/', '/v1', '/v1/asks', '/v1/answers', '/v1/answers/', '//evil'])
    expect(await refusal(await get(path))).toMatchObject({ status: 404, advice: expect.stringContaining('/v1/ask') })
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const response = await get('/v1/answers/2024-01-08/200001', { method })
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(await refusal(response)).toMatchObject({ status: 405, advice: 'Use GET: nothing can be changed.' })
  }
  expect((await get('/v1/status', { method: 'HEAD' })).status).toBe(200)
})

describe('a token', () => {
  test('is asked for where there is one, and each client has its own', async () => {
    const { get } = await start({ tokens: TOKENS })
    const bearer = (token: string) => get('/v1/status', { headers: { authorization: token } })
    for (const token of TOKENS) expect((await bearer(`Bearer ${token}`)).status).toBe(200)
    expect((await bearer(`bearer  ${TOKENS[0]}`)).status).toBe(200)
    for (const wrong of [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${TOKENS[0]}`,
      `Bearer ${TOKENS[0]}x`,
      `Bearer ${TOKENS.join(',')}`,
    ]) {
      const response = await bearer(wrong)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(await refusal(response)).toMatchObject({ status: 401, advice: expect.stringContaining('API_TOKEN') })
    }
    for (const path of ['/v1/ask?q=ramps', '/v1/openapi.json', '/mcp', '/nowhere'])
      expect((await get(path)).status).toBe(401)
  })
})

describe('pages in a browser', () => {
  test('that have their own name lead to this machine are refused, where no token protects it', async () => {
    const { url } = await start()
    const { port } = new URL(url)
    const status = `${url}/v1/status`
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'localhost', '[::1]'])
      expect(await statusWith(status, { host })).toBe(200)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.1',
    ])
      expect(await statusWith(status, { host })).toBe(403)
    expect(await statusWith(`${url}/mcp`, { host: 'evil.example' })).toBe(403)
  })

  test('of other sites are refused, with a token too', async () => {
    for (const tokens of [[], TOKENS]) {
      const { url } = await start({ tokens })
      const authorization = `Bearer ${TOKENS[0]}`
      for (const origin of ['https://evil.example', 'null', 'file://', 'http://localhost.evil.example'])
        expect(await statusWith(`${url}/v1/status`, { origin, authorization })).toBe(403)
      expect(await statusWith(`${url}/v1/status`, { origin: 'http://localhost:5173', authorization })).toBe(200)
    }
  })

  test('behind a proxy are answered at its own name, with a token', async () => {
    const { url } = await start({ tokens: TOKENS })
    const headers = { host: 'answers.example', authorization: `Bearer ${TOKENS[1]}` }
    expect(await statusWith(`${url}/v1/status`, headers)).toBe(200)
    expect(await statusWith(`${url}/v1/status`, { ...headers, origin: 'https://answers.example' })).toBe(200)
  })
})

describe('the rate', () => {
  test('is limited for each client, and says when to ask again', async () => {
    const { get } = await start({ tokens: TOKENS, requestsPerMinute: 3 })
    const ask = (token: string | undefined) => get('/v1/status', { headers: { authorization: `Bearer ${token}` } })
    const statuses = [await ask(TOKENS[0]), await ask(TOKENS[0]), await ask(TOKENS[0])].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200])
    const refused = await ask(TOKENS[0])
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(await refusal(refused)).toMatchObject({ status: 429, advice: `Ask again in ${seconds} s.` })
    expect((await ask(TOKENS[1])).status).toBe(200)
  })

  test('is limited for guesses of a token, too', async () => {
    const { get } = await start({ tokens: TOKENS, requestsPerMinute: 2 })
    const guess = async (n: number) =>
      (await get('/v1/status', { headers: { authorization: `Bearer guess-${n}` } })).status
    expect([await guess(1), await guess(2), await guess(3)]).toEqual([401, 401, 429])
  })
})

describe('a failure', () => {
  test('is told with a reference that the log has, and neither has what was asked', async () => {
    const ask = async () => {
      throw new Error('the index is broken')
    }
    const { get, log } = await start({}, { answering: { ...answeringFrom(answers), ask } })
    const refused = await refusal(await get('/v1/ask?q=zebras'))
    expect(refused).toMatchObject({ status: 500, code: 'failed' })
    const [reference] = /[0-9a-f]{8}/.exec(refused.advice) ?? []
    expect(log).toHaveLength(1)
    expect(log[0]).toContain(`"reference":"${reference}"`)
    expect(log[0]).toContain('the index is broken')
    expect(log[0]).not.toContain('zebras')
  })

  test('of an index elsewhere says when to ask again', async () => {
    const ask = async () => {
      throw new AppError('search-unavailable', 'The index can’t be reached')
    }
    const { get } = await start({}, { answering: { ...answeringFrom(answers), ask } })
    const response = await get('/v1/ask?q=zebras')
    expect(response.headers.get('retry-after')).toBe('60')
    expect(await refusal(response)).toMatchObject({ status: 503, code: 'unavailable' })
  })

  test('of MCP is told the same way', async () => {
    const ask = async () => {
      throw new Error('the index is broken')
    }
    const { get, log } = await start({}, { answering: { ...answeringFrom(answers), ask } })
    const params = { name: 'ask', arguments: { question: 'zebras' } }
    const response = await get('/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    })
    expect(await response.text()).toContain('Sorry, something went wrong')
    expect(log.join('\n')).toContain('"event":"mcp.failed"')
    expect(log.join('\n')).not.toContain('zebras')
  })
})

test('questions that MCP finds say in words, and in blocks, what was looked through', async () => {
  const { get } = await start()
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  for (const [draft, title] of [
    ['how many goats since:2030', 'I found no earlier question like that.'],
    ['how many ramps are there in schools, before:2025', 'like yours:'],
  ] as const) {
    const params = { name: 'find_questions', arguments: { draft } }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
    const text = await (await get('/mcp', { method: 'POST', headers, body })).text()
    const { result } = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '{}')
    for (const shown of [result.content[0].text, JSON.stringify(result._meta.slack.blocks)]) {
      expect(shown).toContain(title)
      expect(shown).toContain(/2\d{3}$/.exec(draft)?.[0])
      for (const note of result.structuredContent.notes) expect(shown).toContain(note)
    }
  }
})

test('a resource of MCP that isn’t there is none, not a failure of the program', async () => {
  const { get } = await start()
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  for (const key of ['2024-01-08/200009', 'zebras/1']) {
    const uri = `send-answers://answers/${key}`
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } })
    const [, data = '{}'] =
      /^data: (.*)$/m.exec(await (await get('/mcp', { method: 'POST', headers, body })).text()) ?? []
    const { error } = JSON.parse(data)
    expect([-32002, -32602]).toContain(error.code)
    expect(error).toMatchObject({ message: expect.stringMatching(/key/), data: { uri } })
  }
})

test('a request of MCP that is too large is refused', async () => {
  const { get } = await start()
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const response = await get('/mcp', { method: 'POST', headers, body: JSON.stringify({ a: 'x'.repeat(70_000) }) })
  expect(response.status).toBe(413)
})

test('several messages of MCP in one request are refused: they would be one request of the rate, and may never be answered', async () => {
  const { get } = await start({ requestsPerMinute: 4 })
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const one = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'ask', arguments: { question: 'ramps' } } }
  for (const body of [JSON.stringify([one, { ...one, id: 2 }]), ` \n${JSON.stringify([one, one])}`, '[]']) {
    const response = await get('/mcp', { method: 'POST', headers, body })
    expect([response.status, await response.json()]).toEqual([
      400,
      { jsonrpc: '2.0', id: null, error: { code: -32600, message: expect.stringContaining('batches are not taken') } },
    ])
  }
  const alone = await get('/mcp', { method: 'POST', headers, body: JSON.stringify(one) })
  expect(await alone.text()).toContain('"result":')
})

test('what happens is counted, by the way that it came in and by what came of it', async () => {
  const seen: unknown[] = []
  const { get } = await start({}, { observe: (happening) => seen.push(happening) })
  await get('/v1/ask?q=ramps')
  await get('/v1/ask?q=when+does+HS2+reach+Crewe')
  expect(seen).toEqual([
    { kind: 'replied', surface: 'api', reply: expect.stringMatching(/^answer|closest$/), seconds: expect.any(Number) },
    { kind: 'replied', surface: 'api', reply: 'no-answer', seconds: expect.any(Number) },
  ])
})

test('a stop waits for the reply that is under way, and for no idle connection', async () => {
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const base = answeringFrom(answers)
  const ask: typeof base.ask = async (...args) => {
    begun.resolve()
    await release.promise
    return base.ask(...args)
  }
  const log = createLog('error', () => {})
  const { url, stop } = await startApiServer(
    { answering: { ...base, ask }, lastGood: async () => undefined, log },
    { host: '127.0.0.1', port: 0, tokens: [], requestsPerMinute: 100, stopGraceMs: 60_000 },
  )
  await (await fetch(`${url}/v1/status`)).text()
  const asked = fetch(`${url}/v1/ask?q=ramps`)
  await begun.promise
  const stopped = stop()
  release.resolve()
  expect((await asked).status).toBe(200)
  await stopped
  await expect(fetch(`${url}/v1/status`)).rejects.toThrow()
})

test.for(['', 'GET /v1/status HT', 'POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf'])(
  'a stop doesn’t wait for what comes after "%s"',
  async (begun) => {
    const { url, stop } = await startApiServer(
      { answering: answeringFrom(answers), lastGood: async () => undefined, log: createLog('error', () => {}) },
      { host: '127.0.0.1', port: 0, tokens: [], requestsPerMinute: 100, stopGraceMs: 600_000 },
    )
    const halfOpen = connect(Number(new URL(url).port), '127.0.0.1')
    halfOpen.on('error', () => {})
    await once(halfOpen, 'connect')
    halfOpen.write(begun)
    // Connections are taken in order: then it has that one, too.
    await (await fetch(`${url}/v1/status`)).text()
    const closed = once(halfOpen, 'close')
    await Promise.all([stop(), stop()])
    await closed
  },
)

test('the rest of the program keeps its own Request and Response', async () => {
  const { Request, Response } = globalThis
  await start()
  expect([globalThis.Request, globalThis.Response]).toEqual([Request, Response])
})

test('a port that is taken is named, with what to do', async () => {
  const { url } = await start()
  await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining('API_PORT'),
  })
})
