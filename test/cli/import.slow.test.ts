import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const cli = (...args: string[]) => run(['src/cli.ts', ...args])

describe('import', () => {
  const PAGE =
    'Ramps\n\n(asked on 1st May 2024) - View Source\n\nQuestion to the Department for Education:\n\nTo ask, how many.\n\n' +
    'Answered by\nJo Minister\nThis question was answered on 9th May 2024\n\nThere are seven.\n'

  test('writes a file of the corpus, named by the file or by --uin, and says so', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, '24680.txt'), PAGE)
    const into = join(folder, 'corpus')
    expect((await cli('import', join(folder, '24680.txt'), '--into', into)).code).toBe(0)
    expect((await cli('import', join(folder, '24680.txt'), '--into', into, '--uin', 'HL5')).code).toBe(0)
    expect(await readdir(into)).toEqual(['2024-05-01-24680.json', '2024-05-01-HL5.json'])
  })

  test('refuses what it does not recognise, and imports the rest', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, '1.txt'), 'Hello')
    await writeFile(join(folder, '2.txt'), PAGE)
    const { code, stderr } = await cli(
      'import',
      join(folder, '1.txt'),
      join(folder, 'none.txt'),
      join(folder, '2.txt'),
      '--into',
      join(folder, 'corpus'),
    )
    expect(code).toBe(1)
    expect(stderr).toMatch(/1\.txt: line 1: expected "\(asked on DATE\)"[\s\S]*none\.txt: there is no such file/)
    expect(await readdir(join(folder, 'corpus'))).toEqual(['2024-05-01-2.json'])
  })

  test('refuses a page that is larger than any, quickly, and imports the rest', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, '1.txt'), `${PAGE}${'x'.repeat(4 * 2 ** 20)}`)
    await writeFile(join(folder, '2.txt'), `${PAGE}${'x'.repeat(300_000)}`)
    await writeFile(join(folder, '3.html'), '<div>'.repeat(101))
    await writeFile(join(folder, '4.txt'), PAGE.replace('Jo Minister', `Jo Minister ${'('.repeat(200_000)}x (Lab)`))
    const files = ['1.txt', '2.txt', '3.html', '4.txt'].map((name) => join(folder, name))
    const { code, stderr } = await cli('import', ...files, '--into', join(folder, 'corpus'))
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /1\.txt: is larger than 4 MB\n.*2\.txt: more than 300,000 characters\n.*3\.html: more than 100 elements inside/,
    )
    expect(await readdir(join(folder, 'corpus'))).toEqual(['2024-05-01-4.json'])
  })

  test.each([[['import']], [['import', 'a', 'b', '--uin', '1']]])('misuse ends with 2: %j', async (args) => {
    expect(await cli(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: npm run import') })
  })
})
