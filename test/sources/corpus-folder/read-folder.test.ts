import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerKey } from '../../../src/record/identity.ts'
import { CORPUS_FOLDER } from '../../../src/sources/corpus-folder/corpus-files.ts'
import { readCorpusFolder } from '../../../src/sources/corpus-folder/read-folder.ts'
import { answer } from '../../answers.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

async function folderWith(files: Record<string, unknown>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

describe('a corpus folder is read file by file', () => {
  test('the files that ship are valid', async () => {
    const { answers, problems } = await readCorpusFolder(CORPUS_FOLDER)
    expect(problems).toEqual([])
    expect(answers.map(answerKey)).toContain('2018-03-29/135027')
  })

  test('a file that does not parse, lacks a field or has an unknown one is reported; the rest load', async () => {
    const { heading: _, ...headless } = answer({ uin: '2' })
    const folder = await folderWith({
      'a.json': answer({ uin: '1' }),
      'b.json': '{ not json',
      'c.json': headless,
      'd.json': { ...answer({ uin: '4' }), colour: 'red' },
      'e.json': { ...answer({ uin: '5' }), answered: '2024-02-31' },
      'f.json': { ...answer({ uin: '6' }), source: 'https://evil.example/6' },
      'g.json': { ...answer({ uin: '7' }), passages: [[{ type: 'table', rows: [[[], []]] }]] },
      'h.json': {
        ...answer({ uin: '8' }),
        passages: [[{ type: 'list', ordered: false, items: [{ depth: 1e9, content: ['deep'] }] }]],
      },
      'readme.txt': 'not an answer',
    })
    await writeFile(join(folder, 'i.json'), Buffer.from([0x7b, 0xa3, 0x7d]))
    const { answers, problems } = await readCorpusFolder(folder)
    expect(answers.map(answerKey)).toEqual(['2024-01-08/1'])
    expect(problems.map(({ file, problem }) => [file.slice(folder.length + 1), problem])).toEqual([
      ['b.json', expect.stringContaining('is not JSON')],
      ['c.json', expect.stringContaining('heading')],
      ['d.json', expect.stringContaining('colour')],
      ['e.json', expect.stringContaining('a date is written yyyy-mm-dd')],
      ['f.json', expect.stringContaining('a page of Parliament’s')],
      ['g.json', expect.stringContaining('a table that is not empty')],
      ['h.json', expect.stringContaining('depth')],
      ['i.json', expect.stringContaining('is not UTF-8')],
    ])
  })

  test('a file with a question of an earlier file, by id or by day and UIN, is reported with that file', async () => {
    const withId = (id: number, uin: string) =>
      answer({ questions: [{ id, uin, tabled: '2024-01-08', text: 'To ask.' }] })
    const folder = await folderWith({ 'a.json': withId(7, '1'), 'b.json': withId(8, '1'), 'c.json': withId(7, '2') })
    const { answers, problems } = await readCorpusFolder(folder)
    expect(answers).toHaveLength(1)
    expect(problems.map(({ problem }) => problem)).toEqual([
      `repeats question 2024-01-08/1, which ${join(folder, 'a.json')} holds`,
      `repeats id 7, which ${join(folder, 'a.json')} holds`,
    ])
  })

  test('the same UIN on another day is another question', async () => {
    const folder = await folderWith({ 'a.json': answer(), 'b.json': answer({ tabled: '2023-01-08' }) })
    expect((await readCorpusFolder(folder)).answers).toHaveLength(2)
  })

  test('a missing folder is a problem, not a crash', async () => {
    const { answers, problems } = await readCorpusFolder('/nowhere/at/all')
    expect(answers).toEqual([])
    expect(problems).toEqual([{ file: '/nowhere/at/all', problem: "can't be read (ENOENT)" }])
  })
})
