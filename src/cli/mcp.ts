import { createApp } from '../app.ts'
import { readMcpConfig } from '../config.ts'
import { createStreamLog } from '../log.ts'
import { parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run -s mcp

Answers an agent on this machine over the Model Context Protocol, on standard input and output: a desktop client starts it
(docs/api.md says how). It fetches answers beside that, as npm start does.

Options:
  -h, --help  print this, and do nothing else

Settings: DATA_DIR, DATABASE_URL, EMBEDDINGS, SEARCH_URL, SYNC_EVERY, and those that begin with PARLIAMENT_ and
SYNC_REQUESTS_ (docs/configuring.md).

Exit codes:
  0  the client ended it
  2  wrong usage, or wrong configuration
  9  anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/** Serves MCP until standard input ends, and gives 0. */
export async function mcpCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  parseArguments({ args, options: {} }, MANUAL)
  const { sync, embeddings, searchUrl } = readMcpConfig(env)
  // Standard output belongs to the protocol.
  const log = await createStreamLog('warn', process.stderr)
  const meaning = embeddings ? ({ make: 'all', wait: false } as const) : undefined
  const { answering, startSyncs, stop } = await createApp({ ...sync, createStorage: true, meaning, searchUrl }, log)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await stop()
      process.exit(0)
    })
  try {
    startSyncs(sync)
    // Loaded when needed: no other command has it.
    const { serveMcpOnStdio } = await import('../mcp/serve-stdio.ts')
    await serveMcpOnStdio({ answering, log }, process.stdin)
    return 0
  } finally {
    await stop()
  }
}
