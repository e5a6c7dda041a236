import { fstatSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What standard input is good for: questions may come from a pipe or a file, and only from those. */
export interface Questions {
  /** Resolves to whether there is anything in it, within that time; undefined where it can't be said yet. */
  within: (ms: number) => Promise<boolean | undefined>
  /** Resolves when something comes after all; never, where nothing does. */
  later: Promise<void>
}

/** Looks into standard input without taking anything out of it. */
export function questionsIn(input: typeof process.stdin): Questions {
  if (!holdsQuestions(input.fd)) return { within: async () => false, later: new Promise(() => {}) }
  const first = new Promise<boolean>((done) => {
    const look = () => {
      // A chunk that is put back is there for whoever reads next.
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

/** A terminal is for typing, a device such as /dev/null for nothing. */
function holdsQuestions(fd: number): boolean {
  try {
    const stat = fstatSync(fd)
    return stat.isFIFO() || stat.isSocket() || (stat.isFile() && stat.size > 0)
  } catch {
    return false
  }
}
