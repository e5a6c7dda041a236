import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runSections } from '../../eval/attack/run-sections.ts'
import type { Attack, Row, Section } from '../../eval/attack/section.ts'

const row = (tried: string, good = true): Row => ({ tried, count: 1, outcome: 'as it should be', good })

async function run(...sections: Section[]) {
  const rows: string[] = []
  const good = await runSections(sections, true, (section, { tried, outcome }) =>
    rows.push(`${section}: ${tried}: ${outcome}`),
  )
  return { good, rows }
}

describe('an attack', () => {
  test('runs its sections one after the other, and hands on each row', async () => {
    const one: Section = {
      name: 'one',
      async *run() {
        yield row('a')
        yield row('b')
      },
    }
    const two: Section = {
      name: 'two',
      async *run() {
        yield row('c')
      },
    }
    expect(await run(one, two)).toEqual({
      good: true,
      rows: ['one: a: as it should be', 'one: b: as it should be', 'two: c: as it should be'],
    })
  })

  test('is not good if one row of it is not', async () => {
    const bad: Section = {
      name: 'bad',
      async *run() {
        yield row('a', false)
        yield row('b')
      },
    }
    expect((await run(bad)).good).toBe(false)
  })

  test('goes on after a section that breaks off, and says that it did', async () => {
    const broken: Section = {
      name: 'broken',
      async *run() {
        yield row('a')
        throw new Error('the bot did not start')
      },
    }
    const next: Section = {
      name: 'next',
      async *run() {
        yield row('b')
      },
    }
    expect(await run(broken, next)).toEqual({
      good: false,
      rows: [
        'broken: a: as it should be',
        'broken: all of "broken": broke off: the bot did not start',
        'next: b: as it should be',
      ],
    })
  })

  test('ends a section whose time is up, and stops what it started', async () => {
    let stopped = false
    const endless: Section = {
      name: 'endless',
      limitMs: 20,
      async *run({ defer, signal }) {
        defer(() => {
          stopped = true
        })
        await sleep(60_000, undefined, { signal }).catch(() => {})
        yield row('never')
      },
    }
    expect(await run(endless)).toEqual({
      good: false,
      rows: ['endless: all of "endless": broke off: not done within 0.02 s'],
    })
    expect(stopped).toBe(true)
  })

  test('gives a section a folder of its own, which is deleted when it ends', async () => {
    const seen: Attack[] = []
    const curious: Section = {
      name: 'curious',
      async *run(attack) {
        seen.push(attack)
        yield row(String(existsSync(attack.folder)))
      },
    }
    expect((await run(curious)).rows).toEqual(['curious: true: as it should be'])
    expect(existsSync(seen[0]?.folder ?? '')).toBe(false)
  })
})
