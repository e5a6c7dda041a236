import { expect, test } from 'vitest'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('mcp writes nothing but the protocol to standard output, and ends with 0 when its client does', async () => {
  const hello = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'a-test', version: '1' },
  }
  const { code, stdout, stderr } = await run(['src/cli.ts', 'mcp'], {
    input: `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello })}\nnot JSON\n`,
    env: { DATA_DIR: await temporaryFolder() },
  })
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
})

test.each([[['mcp', '--loud']], [['mcp', 'question']]])('wrong usage ends with 2: %j', async (args) => {
  expect((await run(['src/cli.ts', ...args])).code).toBe(2)
})

test('a wrong configuration ends with 2, with all that is wrong', async () => {
  const { code, stderr } = await run(['src/cli.ts', 'mcp'], { env: { SYNC_EVERY: 'often', EMBEDDINGS: 'maybe' } })
  expect(code).toBe(2)
  for (const variable of ['SYNC_EVERY', 'EMBEDDINGS']) expect(stderr).toContain(variable)
})
