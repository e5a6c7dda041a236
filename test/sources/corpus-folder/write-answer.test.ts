import { chmod, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeAnswer } from '../../../src/sources/corpus-folder/write-answer.ts'
import { answer } from '../../answers.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

describe('an answer is written to the corpus atomically', () => {
  test('into a file named after its day and UIN; a missing folder is created', async () => {
    const folder = join(await temporaryFolder(), 'new')
    expect(await writeAnswer(folder, answer(), false)).toEqual({
      file: join(folder, '2024-01-08-100001.json'),
      did: 'wrote',
    })
    expect(JSON.parse(await readFile(join(folder, '2024-01-08-100001.json'), 'utf8'))).toEqual(answer())
    expect(await readdir(folder)).toEqual(['2024-01-08-100001.json'])
  })

  test('an unchanged answer is not written again, and a different one only if asked to replace it', async () => {
    const folder = await temporaryFolder()
    await writeAnswer(folder, answer(), false)
    const other = answer({ heading: 'Another' })
    expect((await writeAnswer(folder, answer(), false)).did).toBe('left as it was')
    expect((await writeAnswer(folder, other, false)).did).toBe('differs')
    expect((await writeAnswer(folder, other, true)).did).toBe('replaced')
  })

  test('if it can’t be written, no file is left behind', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, '2024-01-08-100001.json'))
    await expect(writeAnswer(folder, answer(), true)).rejects.toThrow()
    await chmod(folder, 0o700)
    expect(await readdir(folder)).toEqual(['2024-01-08-100001.json'])
  })
})
