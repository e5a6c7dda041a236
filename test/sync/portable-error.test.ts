import { expect, test } from 'vitest'
import { AppError, codeOf } from '../../src/app-error.ts'
import { packError, unpackError } from '../../src/sync/portable-error.ts'

test('an error that is sent between threads keeps its code, message, stack and causes', () => {
  const cause = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
  const error = new AppError('parliament-unreachable', 'It is gone.', { advice: 'Wait.', cause })
  const received = unpackError(structuredClone(packError(error)))
  expect(codeOf(received)).toBe('parliament-unreachable')
  expect([received.message, received.stack]).toEqual(['It is gone. Wait.', error.stack])
  expect(received.cause).toMatchObject({ name: 'TypeError', message: 'fetch failed', stack: cause.stack })
  expect((received.cause as Error).cause).toMatchObject({ message: 'ECONNREFUSED' })
})

test('anything else that was thrown becomes an Error', () => {
  const received = unpackError(packError('gone'))
  expect([received.message, received.cause, codeOf(received)]).toEqual(['gone', undefined, undefined])
})
