import { createReadStream } from 'node:fs'

/** Many times what an answer or a saved page has. */
const MAX_BYTES = 4 * 2 ** 20

/**
 * A file's text, without a byte order mark.
 * @throws Error if the file is too large to be an answer or a page, or is not UTF-8: a wrong letter would be a wrong quotation
 */
export async function readUtf8(file: string): Promise<string> {
  const bytes = Buffer.concat(await createReadStream(file, { end: MAX_BYTES }).toArray())
  if (bytes.length > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES / 2 ** 20} MB`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error('is not UTF-8 text: save it as UTF-8', { cause })
  }
}
