import { expect, test } from 'vitest'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { createSplitState } from '../../src/storage/split-state.ts'

test('A split state keeps what must last in one of two, the rest in the other, and erases in both', async () => {
  const [durable, passing] = [createMemoryState(), createMemoryState()]
  const state = createSplitState(durable, passing)
  const lasting = { kind: { name: 'lasting', durable: true }, team: 'T1', key: 'a' }
  const brief = { kind: { name: 'brief' }, team: 'T1', key: 'a' }
  await state.set(lasting, 1)
  expect(await state.claim(brief, 2)).toBe(true)
  await state.update(brief, (before) => Number(before) + 1)
  expect([await durable.get(lasting), await passing.get(lasting)]).toEqual([1, undefined])
  expect([await durable.get(brief), await passing.get(brief)]).toEqual([undefined, 3])
  expect([await state.get(lasting), await state.get(brief)]).toEqual([1, 3])
  await state.delete(brief)
  expect(await state.list(brief.kind)).toEqual([])
  await state.set(brief, 4)
  expect(await state.erase('T1')).toBe(2)
  expect([await durable.list(lasting.kind), await passing.list(brief.kind)]).toEqual([[], []])
})
