import { readFile } from 'node:fs/promises'

/** A file's text, without a byte order mark. Throws if it is not UTF-8: a wrong letter would be a wrong quotation. */
export async function readUtf8(file: string): Promise<string> {
  const bytes = await readFile(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error('is not UTF-8 text: save it as UTF-8', { cause })
  }
}
