import { appendFile, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileVerdicts, readFileVerdicts } from '../../src/storage/file-verdicts.ts'
import { createMemoryVerdicts } from '../../src/storage/memory-verdicts.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { verdict, verdictsContract } from './verdicts-contract.ts'

const now = () => new Date('2024-07-01T10:00:00Z')
const create = (folder: string, keepQuestions = false) => createFileVerdicts({ folder, keepQuestions, now })
const lines = async (folder: string) =>
  (await readFile(join(folder, 'feedback.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('A workspace is erased by the superuser, and the file stays that of the bot’s user', async () => {
  const folder = await temporaryFolder()
  for (const team of ['T1', 'T2']) await create(folder).keep({ ...verdict, team })
  const file = join(folder, 'feedback.jsonl')
  const isRoot = process.getuid?.() === 0
  if (isRoot) await chown(file, 65_534, 65_534)
  const { uid, gid } = await stat(file)
  await create(folder).erase('T1')
  expect(await stat(file)).toMatchObject({ uid, gid })
})

describe('what is kept of a verdict', () => {
  test('is when it was given, the verdict, the answer, the passage and a hash, and nothing of the question', async () => {
    const folder = await temporaryFolder()
    await create(folder).keep(verdict)
    const [kept] = await lines(folder)
    expect(kept).toEqual({
      time: '2024-07-01T10:00:00.000Z',
      id: 'a',
      team: 'T1',
      helpful: true,
      answer: '2024-01-08/1',
      passage: 0,
      terms: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await stat(join(folder, 'feedback.jsonl'))).mode & 0o077).toBe(0)
    expect((await stat(join(folder, 'feedback-salt'))).mode & 0o077).toBe(0)
  })

  test('is the reason, too, where one was given', async () => {
    const folder = await temporaryFolder()
    await create(folder).keep({ ...verdict, helpful: false })
    await create(folder).keep({ ...verdict, helpful: false, reason: 'out-of-date' })
    const [first, second] = await lines(folder)
    expect(second).toEqual({ ...first, reason: 'out-of-date' })
  })

  test('is the question, too, if questions are to be kept', async () => {
    const folder = await temporaryFolder()
    await create(folder, true).keep(verdict)
    expect(await lines(folder)).toMatchObject([{ question: 'how many ramps are there?' }])
  })

  test('has the same hash for the same terms after a restart, and another one in another folder', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
    await create(folder).keep(verdict)
    await create(folder).keep({ ...verdict, terms: ['ramp', 'many'] })
    await create(other).keep(verdict)
    const [first, second] = await lines(folder)
    expect(second.terms).toBe(first.terms)
    expect((await lines(other))[0].terms).not.toBe(first.terms)
  })
})

describe('the salt', () => {
  test('is made for a later verdict if the first attempt failed', async () => {
    const folder = await temporaryFolder()
    const verdicts = create(folder)
    // A folder in the place of the file can be neither read nor replaced.
    await mkdir(join(folder, 'feedback-salt'))
    await expect(verdicts.keep(verdict)).rejects.toThrow('EISDIR')
    await rm(join(folder, 'feedback-salt'), { recursive: true })
    await verdicts.keep(verdict)
    expect(await lines(folder)).toHaveLength(1)
  })

  test.each([
    ['empty', ''],
    ['truncated', 'abc123'],
  ])('is replaced if its file is %s, as a full disk leaves it', async (_what, left) => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
    for (const one of [folder, other]) {
      await writeFile(join(one, 'feedback-salt'), left)
      await create(one).keep(verdict)
    }
    expect(await readFile(join(folder, 'feedback-salt'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
    expect((await lines(folder))[0].terms).not.toBe((await lines(other))[0].terms)
  })

  test('is the same for verdicts that come at the same moment', async () => {
    const folder = await temporaryFolder()
    const verdicts = create(folder)
    await Promise.all([verdicts.keep(verdict), verdicts.keep(verdict), verdicts.keep(verdict)])
    expect(new Set((await lines(folder)).map(({ terms }) => terms)).size).toBe(1)
  })
})

verdictsContract('in a file', async () => create(join(await temporaryFolder(), 'made', 'when', 'needed')))
verdictsContract('in memory', async () => createMemoryVerdicts())

test('verdicts of an older version, which have no workspace, are kept and count for none; a truncated line is not', async () => {
  const folder = await temporaryFolder()
  const older = '{"helpful":true,"terms":"a"}\n{"helpful":true}\n{"id":"a","helpful":false}\n'
  await writeFile(join(folder, 'feedback.jsonl'), `${older}{"helpful":fal`)
  expect(await create(folder).counts('T1')).toEqual({ helpful: 0, unhelpful: 0 })
  const { verdicts } = await readFileVerdicts(folder)
  expect(verdicts).toEqual([
    { id: 'line 1', helpful: true, terms: 'a' },
    { id: 'line 2', helpful: true },
    { id: 'a', helpful: false },
  ])
})

test('erasing leaves the lines of other workspaces as they were, and none that was not written to its end', async () => {
  const folder = await temporaryFolder()
  await create(folder).keep({ ...verdict, team: 'T2' })
  const other = await readFile(join(folder, 'feedback.jsonl'), 'utf8')
  await create(folder).keep(verdict)
  await appendFile(join(folder, 'feedback.jsonl'), '{"team":"T1","question":"how ma')
  expect(await create(folder).erase('T1')).toBe(1)
  expect(await readFile(join(folder, 'feedback.jsonl'), 'utf8')).toMatch(new RegExp(`^${RegExp.escape(other)}[ \\n]*$`))
  expect((await stat(join(folder, 'feedback.jsonl'))).mode & 0o077).toBe(0)
})

test('what another process appends while some are erased is kept, also when the file becomes the earlier one', async () => {
  for (const maxBytes of [1_000_000, 20_000]) {
    const folder = await temporaryFolder()
    const [bot, command] = [1, 2].map(() => createFileVerdicts({ folder, keepQuestions: false, now, maxBytes }))
    for (let n = 0; n < 20; n++) await bot?.keep({ ...verdict, id: `before ${n}` })
    let isErasing = true
    const keeping = async () => {
      let kept = 0
      for (; isErasing || kept < 60; kept++) await bot?.keep({ ...verdict, team: 'T2', id: String(kept) })
      return kept
    }
    const erasing = async () => {
      let erased = 0
      for (let n = 0; n < 10; n++) erased += (await command?.erase('T1')) ?? 0
      isErasing = false
      return erased
    }
    const [kept, erased] = await Promise.all([keeping(), erasing()])
    expect(erased).toBe(20)
    expect(await bot?.counts('T1')).toEqual({ helpful: 0, unhelpful: 0 })
    // 200 bytes each: the two files have room for all that come in the time of an erasure.
    if (maxBytes === 1_000_000) expect(await bot?.counts('T2')).toEqual({ helpful: kept, unhelpful: 0 })
  }
})

test('a file that has become large is kept as the earlier one, and its verdicts count; older ones are gone', async () => {
  const folder = await temporaryFolder()
  const verdicts = createFileVerdicts({ folder, keepQuestions: false, now, maxBytes: 320 })
  for (const id of ['a', 'b', 'c']) await verdicts.keep({ ...verdict, id })
  expect(await lines(folder)).toMatchObject([{ id: 'c' }])
  expect(await verdicts.counts('T1')).toEqual({ helpful: 3, unhelpful: 0 })
  for (const id of ['d', 'e']) await verdicts.keep({ ...verdict, id })
  expect(await verdicts.counts('T1')).toEqual({ helpful: 3, unhelpful: 0 })
  expect(await readdir(folder)).toEqual(['feedback-salt', 'feedback.1.jsonl', 'feedback.jsonl'])
})

test('verdicts given at once, when the file has become large, lose no earlier one', async () => {
  const folder = await temporaryFolder()
  const verdicts = createFileVerdicts({ folder, keepQuestions: false, now, maxBytes: 320 })
  for (const id of ['a', 'b']) await verdicts.keep({ ...verdict, id })
  await Promise.all(['c', 'd'].map((id) => verdicts.keep({ ...verdict, id })))
  expect(await verdicts.counts('T1')).toEqual({ helpful: 4, unhelpful: 0 })
})
