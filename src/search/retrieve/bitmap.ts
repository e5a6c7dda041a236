/** A set of small numbers, a bit for each: where many of them are in it, less and quicker than a list. */
export interface Bitmap {
  add: (number: number) => void
  remove: (number: number) => void
  /** Calls back with each number that is in it, in order. */
  visit: (visitor: (number: number) => void) => void
}

const BITS = 32

export function createBitmap(): Bitmap {
  let words = new Uint32Array(64)
  return {
    add(number) {
      const at = Math.floor(number / BITS)
      if (at >= words.length) {
        const longer = new Uint32Array(at * 2)
        longer.set(words)
        words = longer
      }
      words[at] = (words[at] as number) | (1 << (number % BITS))
    },
    remove(number) {
      const at = Math.floor(number / BITS)
      if (at < words.length) words[at] = (words[at] as number) & ~(1 << (number % BITS))
    },
    visit(visitor) {
      for (let at = 0; at < words.length; at++) {
        for (let rest = words[at] as number; rest !== 0; ) {
          const bit = BITS - 1 - Math.clz32(rest & -rest)
          visitor(at * BITS + bit)
          rest &= rest - 1
        }
      }
    },
  }
}
