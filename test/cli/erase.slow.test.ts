import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createGapStore } from '../../src/slack/gaps.ts'
import { createOrganisations } from '../../src/slack/install/organisations.ts'
import { openStores, type StorePlace } from '../../src/storage/open-stores.ts'
import { question } from '../questions.ts'
import { run } from '../run.ts'
import { verdict } from '../storage/verdicts-contract.ts'
import { HAS_POSTGRES, temporaryDatabase } from '../temporary-database.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const NOTE = { name: 'note', durable: true }
const FOLLOW = { name: 'follow', durable: true }

const erase = ({ dataDir, databaseUrl = '' }: StorePlace, ...args: string[]) =>
  run(['src/cli.ts', 'erase', ...args], { env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } })

async function withStores<T>(place: StorePlace, work: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<T>) {
  const stores = await openStores(place)
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

/** What two workspaces keep, one of them of two people. */
async function filled(place: StorePlace): Promise<StorePlace> {
  await withStores(place, async (stores) => {
    const state = stores.state()
    await state.set({ kind: NOTE, team: 'T1', key: 'a' }, 1, { user: 'U1' })
    await state.set({ kind: NOTE, team: 'T1', key: 'b' }, 1, { user: 'U2' })
    await state.set({ kind: FOLLOW, team: 'T1', key: 'a' }, 1)
    await state.set({ kind: NOTE, team: 'T2', key: 'a' }, 1, { user: 'U1' })
    await state.close()
    const verdicts = stores.verdicts({ keepQuestions: true })
    for (const team of ['T1', 'T2']) await verdicts.keep({ ...verdict, team })
  })
  return place
}

const kept = (place: StorePlace) =>
  withStores(place, async (stores) => {
    const state = stores.state()
    const verdicts = stores.verdicts({ keepQuestions: false })
    const all = await Promise.all(
      ['T1', 'T2'].map(async (team) => ({ ...(await state.counts(team)), ...(await verdicts.counts(team)) })),
    )
    await state.close()
    return all
  })

const ALL = [
  { note: 2, follow: 1, helpful: 1, unhelpful: 0 },
  { note: 1, helpful: 1, unhelpful: 0 },
]

const places: [string, boolean, () => Promise<StorePlace>][] = [
  ['a data folder', false, async () => ({ dataDir: await temporaryFolder() })],
  [
    'a database',
    !HAS_POSTGRES,
    async () => ({ dataDir: await temporaryFolder(), databaseUrl: await temporaryDatabase() }),
  ],
]

for (const [name, isSkipped, create] of places)
  describe.skipIf(isSkipped)(`npm run erase, for ${name}`, () => {
    test('says what it would erase, and erases nothing without --yes', async () => {
      const place = await filled(await create())
      const { code, stdout, stderr } = await erase(place, '--team', 'T1')
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^Would erase of T1:\n(?: {2}\d \w+\n)*/)
      for (const said of ['  2 note\n', '  1 follow\n', '  1 verdict\n', 'backups', 'messages in Slack', 'Add --yes'])
        expect(stdout).toContain(said)
      expect(await kept(place)).toEqual(ALL)
    })

    test('erases a workspace, and nothing of another', async () => {
      const place = await filled(await create())
      const { code, stdout } = await erase(place, '--team', 'T1', '--yes')
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Erased of T1:\n/)])
      expect(await kept(place)).toEqual([{ helpful: 0, unhelpful: 0 }, ALL[1]])
      expect(await erase(place, '--team', 'T1', '--yes')).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^Nothing is kept of T1 /),
      })
    })

    test('erases a person in one workspace; feedback is nobody’s', async () => {
      const place = await filled(await create())
      const { code, stdout } = await erase(place, '--team', 'T1', '--user', 'U1', '--yes')
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Erased of U1:\n {2}1 note\n/)])
      expect(stdout).toContain('it is kept without people')
      if (place.databaseUrl) expect(stdout).toContain('what others asked after them')
      expect(await kept(place)).toEqual([{ ...ALL[0], note: 1 }, ALL[1]])
    })

    test('erases what could not be answered of a person, though only a hash stands for them', async () => {
      const place = await create()
      await withStores(place, async (stores) => {
        const state = stores.state()
        const gaps = createGapStore({ answering: { fieldWords: () => [] }, state, keepQuestions: true, now: Date.now })
        for (const team of ['T1', 'T2'])
          for (const user of ['U1', 'U2', undefined])
            for (const asked of ['ramps', 'lifts'])
              await gaps.note({ team, user }, { question: question(asked), reply: 'nothing' })
        await state.close()
      })
      const gapsKept = async () => (await kept(place)).map((counts) => (counts as { gap?: number }).gap)
      const { code, stdout } = await erase(place, '--team', 'T1', '--user', 'U1')
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Would erase of U1:\n {2}2 gap\n/)])
      expect(await gapsKept()).toEqual([6, 6])
      await erase(place, '--team', 'T1', '--user', 'U1', '--yes')
      expect(await gapsKept()).toEqual([4, 6])
      expect(await erase(place, '--team', 'T1', '--user', 'U1')).toMatchObject({ code: 1 })
    })

    test('says with which organisation it is kept what was asked in one of its workspaces', async () => {
      const place = await filled(await create())
      await withStores(place, async (stores) => {
        const state = stores.state()
        for (const workspace of ['T3', 'T33']) await createOrganisations(state).noteUse('E3', workspace)
        await state.set({ kind: NOTE, team: 'E3', key: 'a' }, 1, { user: 'U1' })
        await state.close()
      })
      expect(await erase(place, '--team', 'T3', '--user', 'U1')).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^Nothing is kept of U1 .*\nT3 .* --team E3 --user U1\n/),
      })
      expect((await erase(place, '--team', 'T1')).stdout).not.toContain('E3')
    })
  })

test('A folder in which nothing is stored stays empty', async () => {
  const dataDir = await temporaryFolder()
  expect(await erase({ dataDir }, '--team', 'T1', '--yes')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(`Nothing is kept of T1 in ${dataDir}, where no bot has kept anything`),
  })
  expect((await openStores({ dataDir })).hasState()).toBe(false)
})

test('A folder that can’t be read is not taken for an empty one, and the message says what to do', async () => {
  const dataDir = join(await temporaryFolder(), 'a file')
  await writeFile(dataDir, '')
  expect(await erase({ dataDir }, '--team', 'T1')).toMatchObject({
    code: 5,
    stdout: '',
    stderr: expect.stringContaining('give this user the right to'),
  })
})

test.for([
  [[], 'Say of which workspace.'],
  [['--team', 'us'], '--team takes an id'],
  [['--team', 'T1', '--user', '@me'], '--user takes an id'],
] as [string[], string][])('misuse ends with 2 and says why: %j', async ([args, said]) => {
  expect(await run(['src/cli.ts', 'erase', ...args])).toMatchObject({ code: 2, stderr: expect.stringContaining(said) })
})
