import { expect, test } from 'vitest'
import { parliamentReader } from '../../src/sources/parliament/parliament-reader.ts'
import { readRecord } from '../../src/sync/sync-run.ts'
import { record } from '../sources/parliament/fake-parliament.ts'

test('a record that is nested too deeply to be stored is unreadable', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
  expect(readRecord(parliamentReader, { ...record({ id: 5 }), deep })).toEqual({
    unreadable: { record: 'question 5', problem: 'Maximum call stack size exceeded' },
  })
})
