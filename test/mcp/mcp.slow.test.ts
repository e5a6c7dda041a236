import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../eval/program/free-port.ts'
import { startProgram } from '../../eval/program/program.ts'
import { breachesOf, Message } from '../../playground/inspector/block-kit.ts'
import { FullAnswerJson } from '../../src/json/answer-json.ts'
import { QuestionsJson } from '../../src/json/questions-json.ts'
import { ReplyJson } from '../../src/json/reply-json.ts'
import { ROOT, UNSET } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const KEY = '2018-03-29/135027'
const PASSAGE = 'We have no plans to publish these letters'
const CITATION = 'Nadhim Zahawi · Department for Education · 20 April 2018 · UIN 135027 · House of Commons'
const SOURCE = `https://questions-statements.parliament.uk/written-questions/detail/${KEY}`
const SECRET_QUESTION = 'ministerial letters about zebras'

/** A connected client, and what the program has written to standard error so far. */
interface Connected {
  client: Client
  stderr: () => string
}

/** 'legacy' is the handshake of 2025, 'auto' finds out that the server knows the revision of 2026. */
const newClient = (mode: 'legacy' | 'auto') =>
  new Client({ name: 'a-test', version: '1' }, { versionNegotiation: { mode } })

/** The program that `npm run mcp` starts, by a client that starts it as a desktop client does. */
async function overStdio(mode: 'legacy' | 'auto'): Promise<Connected> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['src/cli.ts', 'mcp'],
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...UNSET, DATA_DIR: await temporaryFolder() },
    stderr: 'pipe',
  })
  let stderr = ''
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const client = newClient(mode)
  await client.connect(transport)
  onTestFinished(() => client.close())
  return { client, stderr: () => stderr }
}

/** The running bot of `npm start` without Slack, with API=on. */
async function overHttp(mode: 'legacy' | 'auto', token?: string): Promise<Connected> {
  const port = await freePort()
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: await temporaryFolder(),
    PORT: '0',
    LOG_LEVEL: 'debug',
    API: 'on',
    API_PORT: String(port),
    ...(token !== undefined && { API_TOKEN: token }),
  })
  onTestFinished(async () => void (await program.stop()))
  expect(await program.says('programs and agents are answered')).toBe(true)
  const client = newClient(mode)
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), { requestInit: { headers } }),
  )
  onTestFinished(() => client.close())
  return { client, stderr: program.stderr }
}

describe.for([
  ['standard input and output, as in 2025', () => overStdio('legacy')],
  ['standard input and output', () => overStdio('auto')],
  ['HTTP, as in 2025', () => overHttp('legacy')],
  ['HTTP, with a token', () => overHttp('auto', 'a-token-of-a-test-0123456789abcdef')],
] as const)('over %s', ([, connect]) => {
  test('an agent asks, finds questions and reads answers, and nothing that it asks is logged', async () => {
    const { client, stderr } = await connect()

    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'find_questions', 'get_answer'])
    for (const { annotations, outputSchema, _meta } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
      expect(outputSchema).toMatchObject({ type: 'object' })
      expect(_meta).toMatchObject({ slack: { supportsBlockKit: true } })
    }
    expect(client.getInstructions()).toContain('word for word')

    const asked = await client.callTool({ name: 'ask', arguments: { question: 'ministerial letters' } })
    const reply = ReplyJson.parse(asked.structuredContent)
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: { key: KEY, citation: CITATION, source: SOURCE } } })
    expect(reply.best?.text).toContain(PASSAGE)
    expect(textOf(asked)).toContain(reply.best?.text)
    for (const part of [CITATION, SOURCE, '8 years old']) expect(textOf(asked)).toContain(part)
    expect(JSON.stringify(blocksOf(asked))).toContain(PASSAGE)

    const near = await client.callTool({ name: 'find_questions', arguments: { draft: 'publish ministerial letters' } })
    const { questions, notes } = QuestionsJson.parse(near.structuredContent)
    expect(notes[0]).toBe('One earlier question is like yours:')
    expect(questions).toMatchObject([{ question: { key: KEY, uin: '135027' }, recent: false }])
    expect(textOf(near)).toContain('UIN 135027')

    const read = await client.callTool({ name: 'get_answer', arguments: { key: KEY } })
    const full = FullAnswerJson.parse(read.structuredContent)
    expect(full.passages).toHaveLength(4)
    for (const { text } of full.passages) expect(textOf(read)).toContain(text)
    for (const result of [asked, near, read])
      expect(breachesOf(Message, { text: 'x', blocks: blocksOf(result) })).toEqual([])

    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates).toMatchObject([{ uriTemplate: 'send-answers://answers/{tabled}/{uin}' }])
    const [listed] = (await client.listResources()).resources
    expect(listed).toMatchObject({ uri: `send-answers://answers/${KEY}` })
    const { contents } = await client.readResource({ uri: `send-answers://answers/${KEY}` })
    expect(contents).toMatchObject([{ mimeType: 'text/plain' }, { mimeType: 'application/json' }])
    expect(JSON.stringify(contents)).toContain(PASSAGE)

    await client.callTool({ name: 'ask', arguments: { question: SECRET_QUESTION } })
    expect(await client.callTool({ name: 'ask', arguments: { question: '' } })).toMatchObject({ isError: true })
    const none = await client.callTool({ name: 'get_answer', arguments: { key: '2018-03-29/1' } })
    expect(none).toMatchObject({ isError: true })
    expect(textOf(none)).toContain('check the day')
    await expect(client.readResource({ uri: 'send-answers://answers/zebras/1' })).rejects.toThrow('A key is')
    expect(stderr()).not.toMatch(/zebras|letters/)
  })
})

test('a client without the token is refused', async () => {
  const port = await freePort()
  const env = { DATA_DIR: await temporaryFolder(), PORT: '0', API: 'on', API_PORT: String(port) }
  const program = startProgram(['src/main.ts'], { ...env, API_TOKEN: 'a-token-of-a-test-0123456789abcdef' })
  onTestFinished(async () => void (await program.stop()))
  expect(await program.says('programs and agents are answered')).toBe(true)
  const transport = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`))
  await expect(newClient('legacy').connect(transport)).rejects.toThrow()
})

const textOf = (result: { content?: unknown }) =>
  (result.content as { text?: string }[]).map(({ text = '' }) => text).join('\n')

const blocksOf = ({ _meta }: { _meta?: unknown }) => (_meta as { slack: { blocks: unknown[] } }).slack.blocks
