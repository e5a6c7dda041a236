import { expect, test } from 'vitest'
import { missingScope } from '../../../playground/workspace/scopes.ts'

test('the scope that the manifest lacks is named', () => {
  expect(missingScope('chat.unfurl', ['chat:write'])).toBe('links:write')
  expect(missingScope('chat.unfurl', ['links:write'])).toBeUndefined()
  expect(missingScope('views.open', [])).toBeUndefined()
})
