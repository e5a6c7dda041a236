import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import type { Pieces } from './model-input.ts'
import { FEEDING } from './model-input.ts'

/** The files of the model in its folder, and their checksums as `sha256sum` writes them. */
const MODEL = 'embedder.onnx'
const TOKENIZER = 'tokenizer.json'
const CHECKSUMS = 'SHA256SUMS'
/** So much of the checksum names the model. */
const NAME_DIGITS = 12

/** The files of the model, read and checked. */
export interface ModelFiles {
  /** See `Embedder.model`. */
  name: string
  onnx: Uint8Array
  pieces: Pieces
}

/**
 * Reads the model's files from their folder.
 * @throws an Error that says which file is missing or isn't the one that its checksum names
 */
export async function loadModel(folder: string): Promise<ModelFiles> {
  const checksums = parseChecksums(await readFile(join(folder, CHECKSUMS), 'utf8'))
  const load = async (name: string) => {
    const bytes = await readFile(join(folder, name))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 === checksums.get(name)) return { bytes, sha256 }
    throw new Error(`${join(folder, name)} is not the file that ${CHECKSUMS} names: its sha256 is ${sha256}`)
  }
  const [model, tokenizer] = await Promise.all([load(MODEL), load(TOKENIZER)])
  return {
    name: `${model.sha256.slice(0, NAME_DIGITS)}-${tokenizer.sha256.slice(0, NAME_DIGITS)}-${FEEDING}`,
    onnx: model.bytes,
    pieces: createPieces(new Tokenizer(JSON.parse(tokenizer.bytes.toString('utf8')), {})),
  }
}

function createPieces(tokenizer: Tokenizer): Pieces {
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    cls: tokenizer.token_to_id('[CLS]') ?? 0,
    sep: tokenizer.token_to_id('[SEP]') ?? 0,
  }
}

function parseChecksums(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^(?<sha256>[0-9a-f]{64})[ *]{2}(?<name>.+)$/gm)].map(({ groups }) => [
      groups?.name ?? '',
      groups?.sha256 ?? '',
    ]),
  )
}
