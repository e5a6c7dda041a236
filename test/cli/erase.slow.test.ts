import { describe, expect, test } from 'vitest'
import { openStores, type StorePlace } from '../../src/storage/open-stores.ts'
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
      expect(await kept(place)).toEqual([{ ...ALL[0], note: 1 }, ALL[1]])
    })
  })

test('A folder in which nothing is stored stays empty', async () => {
  const dataDir = await temporaryFolder()
  expect(await erase({ dataDir }, '--team', 'T1', '--yes')).toMatchObject({ code: 1 })
  expect((await openStores({ dataDir })).hasState()).toBe(false)
})

test.for([
  [[], 'Say of which workspace.'],
  [['--team', 'us'], '--team takes an id'],
  [['--team', 'T1', '--user', '@me'], '--user takes an id'],
] as [string[], string][])('misuse ends with 2 and says why: %j', async ([args, said]) => {
  expect(await run(['src/cli.ts', 'erase', ...args])).toMatchObject({ code: 2, stderr: expect.stringContaining(said) })
})
