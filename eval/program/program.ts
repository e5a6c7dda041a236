import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT, UNSET } from '../../test/run.ts'
import type { Stalls } from './report-stalls.ts'

/** A program of the project that runs in a process of its own, as it does for people. */
export interface Program {
  /** Resolves when it has ended: how, and why we ended it if we did. */
  ended: Promise<Ended>
  hasEnded: () => boolean
  pid: number | undefined
  stdout: () => string
  stderr: () => string
  /** How long its event loop was held up since the last call. */
  stalls: () => Promise<Stalls>
  /** The most memory that it had so far; undefined where the system does not say. */
  peakBytes: () => number | undefined
  /** Resolves to true when it has written the text to standard error; to false if it ends first. */
  says: (text: string) => Promise<boolean>
  /** Ends it at once, as a machine that fails does. */
  kill: () => Promise<Ended>
  /** Ends it, with SIGKILL if it has not ended by itself 10 s after SIGTERM. */
  stop: () => Promise<Ended>
}

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  /** Why it was killed, if we did. */
  killedFor: 'memory' | 'time' | undefined
}

interface Limits {
  /** The machine has other work: a program with more memory is killed. */
  bytes?: number
  ms?: number
}

const MAX_BYTES = 1.5 * 2 ** 30
const MAX_MS = 10 * 60_000
const LOOK_MS = 100
const GRACE_MS = 10_000
/** More of its output is dropped. */
const MAX_OUTPUT_CHARS = 4_000_000

/**
 * Starts a program with Node, from the root of the project. Addresses in its environment must be of this machine.
 * `args` are those of Node: a file and its arguments.
 */
export function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { bytes = MAX_BYTES, ms = MAX_MS }: Limits = {},
): Program {
  const elsewhere = Object.values(env).filter((value) => URL.canParse(value) && isElsewhere(new URL(value)))
  if (elsewhere.length > 0) throw new Error(`not an address of this machine: ${elsewhere.join(', ')}`)
  const child = spawn(process.execPath, ['--import=./eval/program/report-stalls.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...UNSET, ...env },
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.on('data', (chunk: Buffer) => {
      if (output[stream].length < MAX_OUTPUT_CHARS) output[stream] += chunk
    })

  let killedFor: Ended['killedFor']
  let peak: number | undefined
  const kill = (reason: Ended['killedFor']) => {
    killedFor ??= reason
    child.kill('SIGKILL')
  }
  const look = setInterval(() => {
    peak = peakOf(child.pid) ?? peak
    if (peak !== undefined && peak > bytes) kill('memory')
  }, LOOK_MS)
  const limit = setTimeout(() => kill('time'), ms)
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    clearInterval(look)
    clearTimeout(limit)
    return { code, signal, killedFor }
  })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  return {
    ended,
    hasEnded,
    pid: child.pid,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    async stalls() {
      const told = once(child, 'message')
      child.send('stalls')
      const [stalls] = await told
      return stalls as Stalls
    },
    peakBytes: () => peak,
    async says(text) {
      while (!output.stderr.includes(text)) {
        if (hasEnded()) return false
        await sleep(50)
      }
      return true
    },
    kill() {
      child.kill('SIGKILL')
      return ended
    },
    async stop() {
      if (!hasEnded()) child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
      const how = await ended
      clearTimeout(late)
      return how
    },
  }
}

const isElsewhere = ({ protocol, hostname }: URL) =>
  /^(?:https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost'

/** The most memory that a process had, as Linux says it. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kib = /VmHWM:\s*(?<kib>\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.kib
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    // It has ended, or this is no Linux.
    return undefined
  }
}
