import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const cli = (...args: string[]) => run(['src/cli.ts', ...args])

describe('ask', () => {
  test('prints the answer and ends with 0', async () => {
    const { code, stdout, stderr } = await cli('ask', 'ministerial', 'letters')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('Nadhim Zahawi · Department for Education · 20 April 2018 · UIN 135027 · House of Commons')
  })

  test('ends with 1 when nothing answers', async () => {
    const { code, stdout } = await cli('ask', 'when does HS2 reach Crewe')
    expect(code).toBe(1)
    expect(stdout).toContain('Search on Parliament’s own site')
  })

  test('--json prints the reply for programs', async () => {
    const answered = JSON.parse((await cli('ask', '--json', '135027')).stdout)
    expect(answered).toMatchObject({
      kind: 'answer',
      question: '135027',
      best: { index: 0, answer: { heading: 'Special Educational Needs: Inspections' } },
      others: [{ index: 1 }, { index: 2 }, { index: 3 }],
    })
    const none = JSON.parse((await cli('ask', '--json', 'HL1')).stdout)
    expect(none).toEqual({ kind: 'no-answer', question: 'HL1', reason: 'unknown-uin', nearest: [] })
  })

  test('without a question answers those on standard input, one a line, and says by its code whether all were', async () => {
    const asked = (input: string, ...args: string[]) => run(['src/cli.ts', 'ask', ...args], { input })
    const both = await asked('135027\n\nwhen does HS2 reach Crewe\n')
    expect(both.code).toBe(1)
    expect(both.stdout).toMatch(/^> 135027\n[\s\S]*\n> when does HS2 reach Crewe\n/)
    expect((await asked('135027')).code).toBe(0)
    const { stdout } = await asked('135027\nHL1\n', '--json')
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind),
    ).toEqual(['answer', 'no-answer'])
  })

  test.each([[['ask']], [['ask', '']], [['ask', '--loud', 'letters']], [['nonsense']], [[]]])(
    'misuse ends with 2 and says how to call it: %j',
    async (args) => {
      const { code, stderr } = await cli(...args)
      expect(code).toBe(2)
      expect(stderr).toMatch(/Usage: npm run -s ask|Say which command: ask, import/)
      expect(stderr).not.toMatch(/\n\s+at /)
    },
  )
})

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

  test.each([[['import']], [['import', 'a', 'b', '--uin', '1']]])('misuse ends with 2: %j', async (args) => {
    expect(await cli(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: npm run import') })
  })
})
