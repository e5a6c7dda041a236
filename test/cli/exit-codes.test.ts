import { expect, test } from 'vitest'
import { AppError, type AppErrorCode } from '../../src/app-error.ts'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'

test.each<[number, AppErrorCode[]]>([
  [2, ['misuse', 'wrong-config', 'wrong-key', 'wrong-topic', 'empty-span']],
  [3, ['sync-under-way']],
  [4, ['parliament-unreachable']],
  [5, ['store-unwritable']],
  [6, ['store-full']],
  [7, ['store-damaged']],
  [8, ['store-newer']],
  [10, ['store-unreachable', 'store-refused']],
  [11, ['store-not-empty']],
])('a command ends with %i, as docs/corpus.md says, for %j', (exitCode, codes) => {
  expect(codes.map((code) => exitCodeOf(new AppError(code, 'It failed.')))).toEqual(codes.map(() => exitCode))
})

test('a command ends with 9 for anything else', () => {
  expect(exitCodeOf(new Error('It failed.'))).toBe(9)
  expect(exitCodeOf('nonsense')).toBe(9)
})
