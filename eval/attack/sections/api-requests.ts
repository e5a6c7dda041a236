import { UNITS } from '../../../test/hostile-texts.ts'
import { request } from './api-client.ts'
import { createMutator } from './mutate.ts'

/** Nowhere in the record, so that it is found in a log only if what programs ask is. */
export const SECRET_WORD = 'zyzzyva'

type Headers = Readonly<Record<string, string>>

/** What clients of the protocol send with each message. */
export const MCP_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }

/** What is no HTTP, or hardly. */
export function malformedHttp(headers: Headers): string[] {
  const get = (target: string, more: Headers = {}) => request(`GET ${target}`, { ...headers, ...more })
  const post = (more: Headers, body = '') => request('POST /mcp', { ...headers, ...MCP_HEADERS, ...more }) + body
  return [
    '\r\n\r\n\r\n',
    '\u0000\u0001\u0002\r\n\r\n',
    'GET\r\n\r\n',
    `GET / HTTP/9.9\r\n\r\n`,
    'GET /v1/status HTTP/1.1\r\nconnection: close\r\n\r\n',
    'GET /v1/status HTTP/1.0\r\n\r\n',
    `${'PRI * HTTP/2.0'}\r\n\r\nSM\r\n\r\n`,
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    `GET ${SECRET_WORD} HTTP/1.1\r\nhost: x\r\n\r\n`,
    get('*'),
    get('http://evil.example/v1/status'),
    get(`http://[/${SECRET_WORD}`),
    get('//'),
    get(`/v1\\ask?q=${SECRET_WORD}`),
    get(`/v1/ask?q=${SECRET_WORD}\u0001`),
    get(`/v1/ask?q=${SECRET_WORD} with spaces`),
    get('/v1/status', { host: '' }),
    get('/v1/status', { host: 'a b' }),
    get('/v1/status', { host: `[::${SECRET_WORD}` }),
    get('/v1/status', { host: '127.0.0.1:99999' }),
    get('/v1/status', { 'x-a': 'b\u0000c' }),
    get('/v1/status', { 'x a': 'b' }),
    get('/v1/status', { host: 'a\r\nhost: b' }),
    get('/v1/status', { expect: 'a miracle' }),
    get('/v1/status', { upgrade: 'websocket', connection: 'upgrade, close' }),
    get('/v1/status', { 'content-length': '5' }),
    get(`/${'a'.repeat(20_000)}`),
    get('/v1/status', { 'x-long': 'a'.repeat(20_000) }),
    get('/v1/status', Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`x-${n}`, 'a']))),
    post({ 'content-length': '-1' }),
    post({ 'content-length': '3', 'transfer-encoding': 'chunked' }, '0\r\n\r\n'),
    post({ 'transfer-encoding': 'chunked' }, 'zz\r\n'),
    post({ 'transfer-encoding': 'chunked' }, 'ffffffffffffffff\r\nx'),
    post({ 'transfer-encoding': 'gzip' }, 'x'),
    post({ 'transfer-encoding': 'chunked' }, `2\r\n{}\r\n0\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`),
    post({ 'content-length': '1000000000' }, 'x'),
    post({ 'transfer-encoding': 'chunked' }, `20000\r\n${'x'.repeat(2 ** 17)}\r\n0\r\n\r\n`),
  ]
}

/** Methods, of which two are there. */
export const METHODS = [
  ...['HEAD', 'OPTIONS', 'TRACE', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'SEARCH', 'M-SEARCH', 'PURGE', 'QUERY'],
  ...['LINK', 'LOCK', 'BREW', 'get', 'CONNECT'],
]

/** Paths and queries that no client means. */
export function strangePaths(): string[] {
  const questions = [
    ...['', '%00', '%0d%0aset-cookie:a', '%ff%fe', '%', '%zz', '%ed%a0%80', '%f0%9f%98%80', '__proto__', '{{7*7}}'],
    ...[
      'x'.repeat(5001),
      '%00'.repeat(4000),
      `${SECRET_WORD}+since:9999-99-99`,
      'uin:../../etc',
      'in:2024+'.repeat(500),
    ],
  ]
  const others = ['', '-1', '1e9', '0x10', 'Infinity', 'NaN', '1.5', 'null', '[]', '9'.repeat(400), '%00']
  const keys = ['../../etc/passwd', '..%2f..%2fetc%2fpasswd', '%00', '2024-01-01/%00', '9999-99-99/1', 'a/b/c/d', '%']
  return [
    ...questions.map((q) => `/v1/ask?q=${q}`),
    ...others.map((one) => `/v1/ask?q=${SECRET_WORD}&others=${one}`),
    ...[...keys, 'x'.repeat(10_000), '/'.repeat(5000), '%2f'.repeat(3000)].map((key) => `/v1/answers/${key}`),
    `/v1/ask?q[]=${SECRET_WORD}&q[$ne]=a`,
    `/v1/ask?__proto__=a&constructor=b&q=${SECRET_WORD}`,
    `/v1/ask?${'q=a&'.repeat(3000)}`,
    `/v1/ask?${Array.from({ length: 1500 }, (_, n) => `p${n}=a`).join('&')}`,
    '/v1/ask?'.padEnd(12_000, '&'),
    ...[
      '/v1/ask/',
      '/V1/ASK?q=a',
      '/v1/./ask',
      '/v1/../v1/status',
      '/.env',
      '/mcp/',
      '/mcp/../v1/status',
      '/%2e%2e/',
      '/\u007f',
    ],
  ]
}

/** Questions of one make each, as long as one may be. */
export function longQuestions(): string[] {
  return UNITS.map((unit) => `/v1/ask?q=${encodeURIComponent(unit.repeat(5000).slice(0, 700).toWellFormed())}`)
}

/** Headers without a token that is right. */
export function wrongTokens(token: string): Headers[] {
  return [
    {},
    ...[
      '',
      'Bearer',
      'Bearer ',
      token,
      `Basic ${token}`,
      `Token ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
    ]
      .concat(
        `Bearer "${token}"`,
        `Bearer ${token},${token}`,
        `Bearer ${token} ${token}`,
        `Bearer ${token.toUpperCase()}`,
      )
      .concat(`Basic ${btoa(`user:${token}`)}`, `Bearer ${'a'.repeat(12_000)}`, 'Bearer \u00ff\u00fe', `Bearer${token}`)
      .map((authorization) => ({ authorization })),
    { 'x-api-key': token },
    { 'proxy-authorization': `Bearer ${token}` },
    { cookie: `token=${token}` },
  ]
}

/** Names of this machine that a page of another site may be at, or say that it is. */
export const FOREIGN: readonly Headers[] = [
  ...[
    'evil.example',
    'evil.example:3001',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evil.example#localhost',
  ],
  ...['10.0.0.1', '0.0.0.0', '[::]', '169.254.169.254', 'localhost@evil.example', 'evil.example/localhost', ''],
]
  .map((host): Headers => ({ host }))
  .concat(
    [
      'https://evil.example',
      'null',
      'file://',
      'http://localhost.evil.example',
      'chrome-extension://abc',
      'localhost',
    ].map((origin) => ({ origin })),
  )

/** A message of the protocol. */
export function message(method: string, params: unknown, id: unknown = 1): Record<string, unknown> {
  return { jsonrpc: '2.0', id, method, params }
}

export const ask = (question: unknown) => message('tools/call', { name: 'ask', arguments: { question } })

/** Bodies that no client of the protocol means. */
export function strangeMessages(count: number): string[] {
  const uris = ['', '/', 'file:///etc/passwd', '../../etc/passwd', 'send-answers://answers/../../etc/passwd']
  const names = ['', 'no_tool', '__proto__', 'constructor', 'toString', '../ask', 'x'.repeat(30_000)]
  const values: readonly unknown[] = [
    null,
    1,
    [],
    {},
    '',
    '\u0000',
    '\ud83d',
    SECRET_WORD.repeat(4000),
    { toString: 1 },
    { length: 5 },
  ]
  const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }
  const initialize = message('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: SECRET_WORD, version: '1' },
  })
  const whole = [
    ...uris
      .concat('send-answers://answers/%2e%2e/%00', 'http://127.0.0.1/', 'x'.repeat(30_000))
      .map((uri) => message('resources/read', { uri })),
    ...names.map((name) => message('tools/call', { name, arguments: { question: SECRET_WORD } })),
    ...values.flatMap((value) => [
      ask(value),
      message('tools/call', { name: 'ask', arguments: value }),
      message('tools/call', { name: 'find_questions', arguments: { draft: value } }),
      message('tools/call', { name: 'get_answer', arguments: { key: value } }),
      message('tools/list', value),
      message('ping', {}, value),
    ]),
    message('subscriptions/listen', { _meta: meta }),
    message('tools/list', { _meta: meta }),
    message('resources/subscribe', { uri: 'send-answers://answers/2018-03-29/135027' }),
    message('completion/complete', {
      ref: { type: 'ref/resource', uri: 'a' },
      argument: { name: 'a', value: SECRET_WORD },
    }),
    message('logging/setLevel', { level: 'debug' }),
    message('sampling/createMessage', {}),
    message('x'.repeat(30_000), {}),
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1, reason: SECRET_WORD } },
    { jsonrpc: '2.0', id: 1, result: {} },
  ]
  const mutate = createMutator(3)
  const mutated = Array.from({ length: count }, (_, n) =>
    mutate([ask(SECRET_WORD), initialize, message('resources/read', { uri: 'a' })][n % 3]),
  )
  return [
    ...[
      '',
      ' ',
      'null',
      '[]',
      '7',
      '"x"',
      '{',
      '{}',
      '[[]]',
      '\ufeff{}',
      `{"jsonrpc":"2.0","id":1,"method":"${SECRET_WORD}`,
    ],
    ...['['.repeat(60_000), `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, `[${'{},'.repeat(20_000)}{}]`],
    JSON.stringify(Array.from({ length: 100 }, () => ask(SECRET_WORD))),
    JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ ...ask(SECRET_WORD), id }))),
    JSON.stringify({ a: 'x'.repeat(70_000) }),
    ...[...whole, ...mutated].map((one) => JSON.stringify(one)),
  ]
}
