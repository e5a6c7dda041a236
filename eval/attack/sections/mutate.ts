import { createRandom } from '../../bench/passage-vectors-of.ts'

/** What takes the place of a value. */
const STRANGE: readonly unknown[] = [
  null,
  0,
  -1,
  true,
  '',
  'x'.repeat(20_000),
  [],
  [null],
  {},
  { id: null },
  '\u0000',
  '\ud83d',
  '__proto__',
]

/** Gives a function that makes a payload strange: a value somewhere in it is another, or missing. The same each time. */
export function createMutator(seed: number): (payload: unknown) => unknown {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
  const mutate = (value: unknown): unknown => {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
    if (entries.length === 0 || random() < 0.1) return pick(STRANGE)
    const [chosen] = pick(entries)
    const missing = random() < 0.2
    const changed = entries.flatMap(([name, one]) =>
      name !== chosen ? [[name, one]] : missing ? [] : [[name, mutate(one)]],
    )
    return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed)
  }
  return mutate
}
