import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { indexFile, readIndexFile, writeIndexFile } from '../src/index-file.ts'
import { createPassageIndex } from '../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../src/search/text/vocabulary.ts'
import { answer } from './answers.ts'
import { temporaryFolder } from './temporary-folder.ts'

const index = createPassageIndex()
index.add([answer({ paragraphs: ['Ramps are free.'] })])

async function written() {
  const file = indexFile(await temporaryFolder())
  await writeIndexFile(file, EMPTY_VOCABULARY, index.snapshot())
  return file
}

test('what was written is read back, and no other file is left in the folder', async () => {
  const file = await written()
  expect(await readIndexFile(file, EMPTY_VOCABULARY)).toEqual(index.snapshot())
  expect(await readdir(join(file, '..'))).toEqual(['index.v8'])
})

test('an index for another vocabulary is not used', async () => {
  const file = await written()
  expect(await readIndexFile(file, { ...EMPTY_VOCABULARY, same: [['a', 'b']] })).toBeUndefined()
  expect(await readIndexFile(file, structuredClone(EMPTY_VOCABULARY))).toBeDefined()
})

test('a missing, truncated or nonsensical file is not used, and is no error', async () => {
  const file = await written()
  await truncate(file, (await readFile(file)).length >> 1)
  expect(await readIndexFile(file, EMPTY_VOCABULARY)).toBeUndefined()
  await writeFile(file, 'nonsense')
  expect(await readIndexFile(file, EMPTY_VOCABULARY)).toBeUndefined()
  expect(await readIndexFile(`${file}-none`, EMPTY_VOCABULARY)).toBeUndefined()
})
