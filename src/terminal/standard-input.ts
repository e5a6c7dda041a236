import { fstatSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Questions on standard input, which come from a pipe or a file only. */
export interface Questions {
  /** Resolves to whether there is any input; to undefined if that isn't known after so many milliseconds. */
  within: (ms: number) => Promise<boolean | undefined>
  /** Resolves when there is input; never if there is none. */
  later: Promise<void>
}

/** Checks standard input for questions without consuming any of it. */
export function questionsOn(input: typeof process.stdin): Questions {
  if (!holdsQuestions(input.fd)) return { within: async () => false, later: new Promise(() => {}) }
  const first = new Promise<boolean>((done) => {
    const look = () => {
      // Put back for whoever reads next.
      const chunk: unknown = input.read()
      if (chunk === null) return
      input.off('readable', look)
      input.unshift(chunk as Buffer)
      done(true)
    }
    input.on('readable', look)
    input.once('end', () => done(false))
    input.once('error', () => done(false))
  })
  return {
    within: (ms) => Promise.race([first, sleep(ms, undefined)]),
    later: new Promise<void>((done) => {
      void first.then((found) => {
        if (found) done()
      })
    }),
  }
}

/** False for a terminal, and for a device such as /dev/null. */
function holdsQuestions(fd: number): boolean {
  try {
    const stat = fstatSync(fd)
    return stat.isFIFO() || stat.isSocket() || (stat.isFile() && stat.size > 0)
  } catch {
    return false
  }
}
