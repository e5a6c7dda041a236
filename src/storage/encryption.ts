import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../app-error.ts'

/** A key of AES-256, with the name under which texts are encrypted by it. */
export interface Key {
  id: string
  /** 32 bytes. */
  key: Buffer
}

/** Encrypts by its first key, and decrypts by any. */
export interface Keyring {
  /** The names of its keys, the first first. */
  ids: readonly string[]
  /** `context` is bound to the text: with another one, it can't be decrypted. */
  encrypt: (text: string, context: string) => string
  /** @throws AppError `wrong-key` if the key is missing or wrong, the context is another, or the text was changed */
  decrypt: (sealed: string, context: string) => string
}

const KEY_BYTES = 32
/** GCM's own size: random ones may repeat only after 2^32 texts under one key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'
const PAIR = /^(?<id>[\w-]{1,40}):(?<key>[A-Za-z0-9+/]{43}=)$/

/** Reads `ID:BASE64,ID:BASE64`. Undefined if it is written otherwise, or a name comes twice. */
export function parseKeys(text: string): Key[] | undefined {
  const pairs = text.split(',').map((pair) => PAIR.exec(pair.trim())?.groups)
  const keys = pairs.flatMap((pair) =>
    pair ? [{ id: pair.id ?? '', key: Buffer.from(pair.key ?? '', 'base64') }] : [],
  )
  const isRight = keys.length === pairs.length && new Set(keys.map(({ id }) => id)).size === keys.length
  return isRight ? keys : undefined
}

/** A new key as `parseKeys` reads it, with a name of the day and some random letters. */
export function generateKey(day: string): string {
  return `${day}-${randomBytes(2).toString('hex')}:${randomBytes(KEY_BYTES).toString('base64')}`
}

/** The name of the key by which a text was encrypted; undefined if it is no such text. */
export function keyIdOf(sealed: string): string | undefined {
  const [version, id] = sealed.split('.')
  return version === VERSION ? id : undefined
}

/** Encrypts with AES-256-GCM: `v1.KEY.NONCE.TEXT`, the last two in base64url, the tag at the end of the text. */
export function createKeyring(keys: readonly [Key, ...Key[]]): Keyring {
  const [first] = keys
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  const bound = (id: string, context: string) => Buffer.from(JSON.stringify([VERSION, id, context]))
  return {
    ids: keys.map(({ id }) => id),
    encrypt(text, context) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(bound(first.id, context))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, first.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    decrypt(sealed, context) {
      const id = keyIdOf(sealed) ?? ''
      const key = byId.get(id)
      if (!key)
        throw new AppError(
          'wrong-key',
          `What is stored was encrypted by the key "${id}", which ENCRYPTION_KEY doesn't have.`,
        )
      try {
        const [nonce = Buffer.alloc(0), body = Buffer.alloc(0)] = sealed
          .split('.')
          .slice(2)
          .map((part) => Buffer.from(part, 'base64url'))
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        decipher.setAAD(bound(id, context)).setAuthTag(body.subarray(-TAG_BYTES))
        return decipher.update(body.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new AppError('wrong-key', `The key "${id}" of ENCRYPTION_KEY doesn't open what was encrypted by it.`, {
          cause,
        })
      }
    },
  }
}
