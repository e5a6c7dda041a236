import { describe, expect, test } from 'vitest'
import { createKeyring, generateKey, type Key, keyIdOf, parseKeys } from '../../src/storage/encryption.ts'

const newKey = (id: string): Key => ({ id, key: Buffer.from(generateKey('x').split(':')[1] ?? '', 'base64') })
const [A, B] = [newKey('2026a'), newKey('2026b')]
const refused = expect.objectContaining({ code: 'wrong-key' })

describe('a text is encrypted', () => {
  test('by the first key, and any of them decrypts', () => {
    const old = createKeyring([A]).encrypt('geheim – ünïcode', 'T1')
    const keyring = createKeyring([B, A])
    expect(keyring.decrypt(old, 'T1')).toBe('geheim – ünïcode')
    expect([keyIdOf(old), keyIdOf(keyring.encrypt('x', 'T1'))]).toEqual(['2026a', '2026b'])
  })

  test('differently each time', () => {
    const keyring = createKeyring([A])
    expect(keyring.encrypt('x', 'T1')).not.toBe(keyring.encrypt('x', 'T1'))
  })

  test.for<[string, (sealed: string) => [string, string, Key[]]]>([
    ['of another workspace', (sealed) => [sealed, 'T2', [A]]],
    ['without its key', (sealed) => [sealed, 'T1', [B]]],
    ['with another key of its name', (sealed) => [sealed, 'T1', [newKey(A.id)]]],
    ['that was changed', (sealed) => [`${sealed.slice(0, -3)}AAA`, 'T1', [A]]],
    ['that says another key', (sealed) => [sealed.replace('2026a', '2026b'), 'T1', [A, { ...A, id: '2026b' }]]],
    ['with a cut tag', (sealed) => [sealed.slice(0, -8), 'T1', [A]]],
    ['that is none', () => ['nonsense', 'T1', [A]]],
    ['that is half of one', () => [`v1.${A.id}.`, 'T1', [A]]],
  ])('so that none is decrypted %s', ([, changed]) => {
    const [sealed, context, keys] = changed(createKeyring([A]).encrypt('a secret', 'T1'))
    const decrypt = () => createKeyring(keys as [Key]).decrypt(sealed, context)
    expect(decrypt).toThrow(refused)
    expect(decrypt).toThrow(expect.objectContaining({ message: expect.not.stringContaining(A.key.toString('base64')) }))
  })
})

describe('keys are written as ID:KEY', () => {
  test('with commas between them, the first first', () => {
    const [one, other] = [generateKey('2026-11-26'), generateKey('2026-11-27')]
    expect(one).toMatch(/^2026-11-26-[0-9a-f]{4}:[A-Za-z0-9+/]{43}=$/)
    expect(parseKeys(`${one}, ${other}`)?.map(({ id, key }) => `${id}:${key.toString('base64')}`)).toEqual([one, other])
  })

  const base64 = A.key.toString('base64')
  test.each([
    '',
    base64,
    `a:${base64},`,
    `a:${base64},a:${base64}`,
    `a:${base64.slice(4)}`,
    `a b:${base64}`,
    `a:${base64}=`,
  ])('and are otherwise not taken: %j', (text) => {
    expect(parseKeys(text)).toBeUndefined()
  })
})
