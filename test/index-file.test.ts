import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analysisStamp, readAnalysis, writeAnalysis } from '../src/analysis-file.ts'
import { analyseAnswers } from '../src/search/retrieve/analysis.ts'
import { EMPTY_VOCABULARY } from '../src/search/text/vocabulary.ts'
import { answer } from './answers.ts'
import { temporaryFolder } from './temporary-folder.ts'

const analysis = analyseAnswers([answer({ paragraphs: ['Ramps are free.'] })], EMPTY_VOCABULARY)

async function written() {
  const file = join(await temporaryFolder(), 'analysis.v8')
  await writeAnalysis(file, 'stamp', analysis)
  return file
}

test('what was written is read back, and nothing else is left in the folder', async () => {
  const file = await written()
  expect(await readAnalysis(file, 'stamp')).toMatchObject({ terms: analysis.terms, words: analysis.words })
  expect((await readAnalysis(file, 'stamp'))?.texts).toEqual(analysis.texts)
  expect(await readdir(join(file, '..'))).toEqual(['analysis.v8'])
})

test('one of another vocabulary or code is not used', async () => {
  expect(await readAnalysis(await written(), 'another stamp')).toBeUndefined()
  const [one, other] = [EMPTY_VOCABULARY, { ...EMPTY_VOCABULARY, same: [['a', 'b']] }]
  expect(await analysisStamp(one)).not.toBe(await analysisStamp(other))
  expect(await analysisStamp(one)).toBe(await analysisStamp(structuredClone(one)))
})

test('one that is missing, cut off or no analysis at all is not used, and is no error', async () => {
  const file = await written()
  await truncate(file, (await readFile(file)).length >> 1)
  expect(await readAnalysis(file, 'stamp')).toBeUndefined()
  await writeFile(file, 'nonsense')
  expect(await readAnalysis(file, 'stamp')).toBeUndefined()
  expect(await readAnalysis(`${file}-none`, 'stamp')).toBeUndefined()
})
