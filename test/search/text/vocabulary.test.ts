import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '../../../src/app-error.ts'
import { EMPTY_VOCABULARY, parseVocabulary } from '../../../src/search/text/vocabulary.ts'
import { CORPUS_FOLDER } from '../../../src/sources/corpus-folder/corpus-files.ts'

const SHIPPED = join(CORPUS_FOLDER, 'vocabulary.yml')

test('forms are separated by commas, and missing sections are empty', () => {
  expect(parseVocabulary('same:\n  - EHCP, EHC plan\nmeans:\n  kid, lad: child, pupil\n', 'v.yml')).toEqual({
    ...EMPTY_VOCABULARY,
    same: [['EHCP', 'EHC plan']],
    means: { 'kid, lad': ['child', 'pupil'] },
  })
})

test('an empty file is an empty vocabulary', () => {
  expect(parseVocabulary('# nothing yet\n', 'v.yml')).toEqual(EMPTY_VOCABULARY)
})

test.each([
  ['no YAML', 'same: [', /v\.yml: .*line 1/s],
  ['an unknown section', 'sames:\n  - a, b\n', /v\.yml:\n.*sames/s],
  ['an empty form', 'same:\n  - a,, b\n', /forms divided by commas, none of them empty[\s\S]*same\[0\]/],
  [
    'a YAML bomb',
    [
      `b0: &b0 [${'x,'.repeat(9)}]`,
      ...Array.from({ length: 9 }, (_, n) => `b${n + 1}: &b${n + 1} [${`*b${n},`.repeat(9)}]`),
    ].join('\n'),
    /v\.yml: .*alias/i,
  ],
  ['a key twice', 'means:\n  kid: child\n  kid: pupil\n', /unique/],
])('%s is refused with the file and the place', (_what, yaml, message) => {
  const parsing = () => parseVocabulary(yaml, 'v.yml')
  expect(parsing).toThrow(expect.objectContaining({ code: 'wrong-vocabulary' }))
  expect(parsing).toThrow(AppError)
  expect(parsing).toThrow(message)
})

test('in the vocabulary that ships, no form is in two lines of a section', async () => {
  const { same, means } = parseVocabulary(await readFile(SHIPPED, 'utf8'), SHIPPED)
  const asked = Object.keys(means).flatMap((forms) => forms.split(',').map((form) => form.trim()))
  expect(asked.length).toBeGreaterThan(100)
  for (const forms of [same.flat(), asked])
    expect(forms.filter((form, place) => forms.indexOf(form) !== place)).toEqual([])
})
