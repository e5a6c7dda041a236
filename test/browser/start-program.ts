import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT, UNSET } from '../run.ts'

/** A program that was started and runs on. */
export interface Started {
  /** The first address that it printed. */
  url: string
  stop: () => Promise<void>
}

/**
 * Starts a program as `node` does, and resolves when it has printed an address.
 * @throws Error if it ends before that, with what it printed
 */
export async function startProgram(args: string[], env: Record<string, string> = {}): Promise<Started> {
  // Standard input stays open, as at a prompt.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...UNSET, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const url = await new Promise<string>((done, fail) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
      if (address) done(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => fail(new Error(`it ended: ${printed}`)))
  })
  return {
    url,
    async stop() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
