import { describe, expect, test } from 'vitest'
import { run } from '../run.ts'

const cli = (...args: string[]) => run(['src/cli.ts', ...args])

describe('ask', () => {
  test('prints the answer and ends with 0', async () => {
    const { code, stdout, stderr } = await cli('ask', 'ministerial', 'letters')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('Nadhim Zahawi · Department for Education · 20 April 2018 · UIN 135027 · House of Commons')
    for (const part of ['To ask the Secretary of State', 'More from the record', 'Type “'])
      expect(stdout).not.toContain(part)
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
      notes: [],
      best: {
        index: 0,
        text: expect.stringContaining('ministers to write to local authorities'),
        answer: { key: '2018-03-29/135027', heading: 'Special Educational Needs: Inspections' },
        notes: [{ text: expect.stringContaining('years old') }],
      },
      others: [{ index: 1 }, { index: 2 }, { index: 3 }],
    })
    const none = JSON.parse((await cli('ask', '--json', 'HL1')).stdout)
    expect(none).toEqual({
      kind: 'no-answer',
      question: 'HL1',
      notes: [
        'I don’t have a written answer with that number (UIN).',
        'I looked through one answer, from 20 April 2018.',
      ],
      reason: 'unknown-uin',
      elsewhere: 'https://questions-statements.parliament.uk/written-questions?SearchTerm=HL1',
      covered: { answers: 1, oldest: '2018-04-20', newest: '2018-04-20' },
      nearest: [],
    })
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

  test.each([[['ask']], [['ask', '']], [['ask', '--loud', 'letters']]])(
    'misuse ends with 2 and says how to call it: %j',
    async (args) => {
      const { code, stderr } = await cli(...args)
      expect(code).toBe(2)
      expect(stderr).toMatch(/^(?:.*\n)?Usage: npm run -s ask/)
      expect(stderr).not.toMatch(/\n\s+at /)
    },
  )
})
