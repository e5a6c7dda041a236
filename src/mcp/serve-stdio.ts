import { once } from 'node:events'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMcpServer, type McpParts } from './mcp-server.ts'

/** Serves MCP on standard input and output, for a client that starts the program; resolves when the client ends it. */
export async function serveMcpOnStdio(parts: McpParts, stdin: NodeJS.ReadStream): Promise<void> {
  const ended = once(stdin, 'close')
  const handle = serveStdio(() => createMcpServer(parts), { maxSubscriptions: 0 })
  await ended
  await handle.close()
}
