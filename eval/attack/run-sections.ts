import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Attack, type Row, SECTION_MS, type Section } from './section.ts'

/**
 * Runs the sections one after the other and hands on each row as it comes. A section that throws, or whose time is up,
 * gets a row that says so, and the next one begins. Gives whether every row is good.
 */
export async function runSections(
  sections: readonly Section[],
  short: boolean,
  onRow: (section: string, row: Row) => void,
): Promise<boolean> {
  let good = true
  const tell = (section: string, row: Row) => {
    good &&= row.good
    onRow(section, row)
  }
  for (const section of sections) for await (const row of rowsOf(section, short)) tell(section.name, row)
  return good
}

async function* rowsOf({ name, run, limitMs = SECTION_MS }: Section, short: boolean): AsyncGenerator<Row> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'send-answers-attack-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), limitMs)
  started.defer(() => clearTimeout(timer))
  const late = new Promise<never>((_resolve, reject) =>
    limit.signal.addEventListener('abort', () => reject(new Error(`not done within ${limitMs / 1000} s`))),
  )
  late.catch(() => {})
  const attack: Attack = {
    short,
    folder,
    signal: limit.signal,
    defer: (stop) => void started.defer(async () => void (await stop())),
  }
  const rows = run(attack)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([rows.next(), late])
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    yield { tried: `all of "${name}"`, count: 1, outcome: `broke off: ${(error as Error).message}`, good: false }
  }
}
