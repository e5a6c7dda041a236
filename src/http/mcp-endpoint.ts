import { createMcpHandler, readRequestBody } from '@modelcontextprotocol/server'
import { createMcpServer, type McpParts } from '../mcp/mcp-server.ts'

/** A question and its filters are a few hundred bytes. */
const MAX_BODY_BYTES = 64 * 1024
/** JSON-RPC's code for what is no valid request. */
const INVALID_REQUEST = -32_600

/** The MCP server over HTTP. It keeps nothing between two requests, each of which has one message. */
export interface McpEndpoint {
  fetch: (request: Request) => Promise<Response>
  close: () => Promise<void>
}

export function createMcpEndpoint(parts: McpParts): McpEndpoint {
  const { fetch, close } = createMcpHandler(() => createMcpServer(parts), {
    maxRequestBodySize: MAX_BODY_BYTES,
    // Nothing changes that a client could subscribe to.
    maxSubscriptions: 0,
  })
  return {
    fetch: async (request) => ((await isBatch(request)) ? refusedBatch() : fetch(request)),
    close,
  }
}

/**
 * Whether a request has several messages, as the revision of March 2025 alone allows. They would be a hundred calls for one
 * request of the client's rate, and of two with the same id the SDK answers one, and never ends the response.
 */
async function isBatch(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return false
  // What is too large or can't be read is refused by the SDK.
  const body = await readRequestBody(request.clone(), MAX_BODY_BYTES).catch(() => ({ tooLarge: true as const }))
  return !body.tooLarge && body.text.trimStart().startsWith('[')
}

function refusedBatch(): Response {
  const error = { code: INVALID_REQUEST, message: 'Send each message in a request of its own: batches are not taken.' }
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 })
}
