import { describe, expect, test } from 'vitest'
import { createFollows, MOST_FOLLOWS } from '../../src/following/follows.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { createSqliteState } from '../../src/storage/sqlite/sqlite-state.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { draft } from './follows-of.ts'

const progress = { last: '2026-05-01', covered: '2026-05-01', told: {} }

describe('follows', () => {
  test('of a channel are twenty at most, also if more are added at once', async () => {
    const follows = createFollows(createSqliteState(await temporaryFolder()))
    const added = await Promise.all(
      Array.from({ length: MOST_FOLLOWS + 5 }, (_, n) => follows.add(draft(`topic ${n}`), progress)),
    )
    expect(added.filter((one) => one !== undefined)).toHaveLength(MOST_FOLLOWS)
    expect(await follows.inChannel({ team: 'T1', channel: 'C1' })).toHaveLength(MOST_FOLLOWS)
    expect(await follows.add(draft('elsewhere', { channel: 'C2' }), progress)).toBeDefined()
  })

  test('are listed by channel and by person, of one workspace alone', async () => {
    const follows = createFollows(createMemoryState())
    await follows.add(draft('ramps'), progress)
    await follows.add(draft('lifts', { user: 'U2' }), progress)
    await follows.add(draft('doors', { channel: 'C10' }), progress)
    await follows.add(draft('ramps', { team: 'T2' }), progress)
    const texts = (list: { question: { text: string } }[]) => list.map(({ question }) => question.text)
    expect(texts(await follows.inChannel({ team: 'T1', channel: 'C1' }))).toEqual(['ramps', 'lifts'])
    expect(texts(await follows.ofPerson({ team: 'T1', user: 'U1' }))).toEqual(['ramps', 'doors'])
    expect(await follows.all()).toHaveLength(4)
  })

  test('are changed and removed by their own id: one that took the place of another is left alone', async () => {
    const follows = createFollows(createMemoryState())
    const first = await follows.add(draft('ramps'), progress)
    if (!first) throw new Error('not added')
    expect(await follows.change(first, (one) => ({ ...one, paused: true }))).toMatchObject({ paused: true })
    await follows.remove(first)
    const second = await follows.add(draft('lifts'), progress)
    expect(second?.place).toBe(first.place)
    expect(await follows.change(first, (one) => ({ ...one, paused: true }))).toBeUndefined()
    await follows.remove(first)
    expect(await follows.all()).toEqual([second])
  })

  test('of a person are erased with what else is kept of them, also after a change by another', async () => {
    const state = createMemoryState()
    const follows = createFollows(state)
    const one = await follows.add(draft('ramps'), progress)
    if (one) await follows.change(one, (before) => ({ ...before, paused: true }))
    await follows.add(draft('lifts', { user: 'U2' }), progress)
    expect(await state.erase('T1', 'U1')).toBe(1)
    expect(await follows.all()).toMatchObject([{ user: 'U2' }])
  })

  test('that another version wrote in another shape are left out', async () => {
    const state = createMemoryState()
    const follows = createFollows(state)
    await state.set({ kind: { name: 'follow', durable: true }, team: 'T1', key: 'C1/01' }, { topic: 'ramps' })
    expect(await follows.all()).toEqual([])
    expect(await follows.add(draft('lifts'), progress)).toMatchObject({ place: 2 })
  })
})
