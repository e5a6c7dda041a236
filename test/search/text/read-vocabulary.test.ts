import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocabulary } from '../../../src/search/text/read-vocabulary.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const SHIPPED = join(import.meta.dirname, '..', '..', 'corpus', 'vocabulary.yml')

async function fileOf(text: string): Promise<string> {
  const file = join(await temporaryFolder(), 'vocabulary.yml')
  await writeFile(file, text)
  return file
}

test('forms are divided by commas, and what is left out is empty', async () => {
  const file = await fileOf('same:\n  - EHCP, EHC plan\nmeans:\n  kid, lad: child, pupil\n')
  expect(await readVocabulary(file)).toEqual({
    ...EMPTY_VOCABULARY,
    same: [['EHCP', 'EHC plan']],
    means: { 'kid, lad': ['child', 'pupil'] },
  })
})

test('without a file, words mean only themselves; an empty file is as none', async () => {
  expect(await readVocabulary(join(await temporaryFolder(), 'none.yml'))).toEqual(EMPTY_VOCABULARY)
  expect(await readVocabulary(await fileOf('# nothing yet\n'))).toEqual(EMPTY_VOCABULARY)
})

test.each([
  ['no YAML', 'same: [', /vocabulary\.yml: .*line 1/s],
  ['an unknown section', 'sames:\n  - a, b\n', /vocabulary\.yml:\n.*sames/s],
  ['an empty form', 'same:\n  - a,, b\n', /forms divided by commas, none of them empty[\s\S]*same\[0\]/],
  ['a key twice', 'means:\n  kid: child\n  kid: pupil\n', /unique/],
])('%s is refused with the file and the place', async (_what, text, said) => {
  const reading = readVocabulary(await fileOf(text))
  await expect(reading).rejects.toMatchObject({ code: 'wrong-vocabulary' })
  await expect(reading).rejects.toThrow(said)
})

test('in the vocabulary that ships, no form is of two things, nor asked for in two places', async () => {
  const { same, means } = await readVocabulary(SHIPPED)
  const asked = Object.keys(means).flatMap((forms) => forms.split(',').map((form) => form.trim()))
  for (const forms of [same.flat(), asked])
    expect(forms.filter((form, place) => forms.indexOf(form) !== place)).toEqual([])
})
