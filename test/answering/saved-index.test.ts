import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadIndex, saveIndex } from '../../src/answering/saved-index.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { createMemoryStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { answer } from '../answers.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ramps = answer({ paragraphs: ['Ramps are free.'] })
const index = createPassageIndex()
index.add([ramps])

async function saved() {
  const folder = await temporaryFolder()
  const { answers, save } = createMemoryStorage()
  await save({ records: [], answers: [{ key: answerKey(ramps), group: 'g', answer: ramps }] })
  const saveAgain = () => saveIndex(folder, EMPTY_VOCABULARY, answers)
  await saveAgain()
  return { folder, file: join(folder, 'index.v8'), save, saveAgain }
}

test('what was saved is loaded, and no other file is left in the folder', async () => {
  const { folder } = await saved()
  expect(await loadIndex(folder, EMPTY_VOCABULARY)).toEqual(index.analysed())
  expect(await readdir(folder)).toEqual(['index.v8'])
})

test('an answer that was removed since is not in what is saved next', async () => {
  const { folder, save, saveAgain } = await saved()
  await save({ records: [], answers: [{ key: answerKey(ramps), group: 'g', answer: undefined }] })
  await saveAgain()
  expect((await loadIndex(folder, EMPTY_VOCABULARY))?.answers).toEqual([])
})

test('an index for another vocabulary is not used', async () => {
  const { folder } = await saved()
  expect(await loadIndex(folder, { ...EMPTY_VOCABULARY, same: [['a', 'b']] })).toBeUndefined()
  expect(await loadIndex(folder, structuredClone(EMPTY_VOCABULARY))).toBeDefined()
})

test('a missing, truncated or nonsensical file is not used, and is no error', async () => {
  const { folder, file } = await saved()
  await truncate(file, (await readFile(file)).length >> 1)
  expect(await loadIndex(folder, EMPTY_VOCABULARY)).toBeUndefined()
  await writeFile(file, 'nonsense')
  expect(await loadIndex(folder, EMPTY_VOCABULARY)).toBeUndefined()
  expect(await loadIndex(join(folder, 'none'), EMPTY_VOCABULARY)).toBeUndefined()
})
