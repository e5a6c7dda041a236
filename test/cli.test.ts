import { expect, test } from 'vitest'
import { run } from './run.ts'

test.each([[['nonsense']], [[]]])('no known command ends with 2 and lists the commands: %j', async (args) => {
  const { code, stderr } = await run(['src/cli.ts', ...args])
  expect([code, stderr]).toEqual([2, 'Say which command: ask, erase, import, keys, mcp, storage, sync, workspaces.\n'])
})
