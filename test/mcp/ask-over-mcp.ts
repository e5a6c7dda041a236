import { createMcpHandler } from '@modelcontextprotocol/server'
import { createLog } from '../../src/log.ts'
import { createMcpServer } from '../../src/mcp/mcp-server.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answeringFrom } from '../answering/answering-from.ts'

/** The blocks that Slackbot gets when it asks the MCP server over those answers. */
export async function blocksForSlackbot(answers: readonly WrittenAnswer[], question: string): Promise<object[]> {
  const log = createLog('error', () => {})
  const { fetch } = createMcpHandler(() => createMcpServer({ answering: answeringFrom(answers), log }))
  const response = await fetch(
    new Request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'ask', arguments: { question } },
      }),
    }),
  )
  const [, data = ''] = /^data: (.*)$/m.exec(await response.text()) ?? []
  return JSON.parse(data).result._meta.slack.blocks
}
