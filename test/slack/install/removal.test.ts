import { describe, expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { createGapStore } from '../../../src/slack/gaps.ts'
import { createOrganisations } from '../../../src/slack/install/organisations.ts'
import { createRemoval } from '../../../src/slack/install/removal.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import { beginWork, refuseErased } from '../../../src/storage/refuse-erased.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { question } from '../../questions.ts'
import { type InstalledBot, startInstalledBot } from './installed-bot.ts'
import type { ManyWorkspace } from './slack-of-many.ts'

const ONE = { team: 'T111' }
const OTHER = { team: 'T222' }
const ORGANISATION = { team: 'T333', enterprise: 'E333' }
const SISTER = { ...ORGANISATION, team: 'T334' }
const NOTE = { name: 'note', durable: true }
const HOUR = 3_600_000

const use = async (many: InstalledBot, workspace: ManyWorkspace) => {
  await many.mention(workspace, 'are ramps free?')
  await many.bot.idle()
  await many.state.set({ kind: NOTE, team: workspace.team, key: 'of use' }, 'kept', { user: 'U1' })
}
/** Every entry that names the workspace, of every kind. */
const keptOf = async ({ state }: InstalledBot, team: string) => {
  const kinds = [NOTE, ...['installation', 'org-workspace', 'token-refresh'].map((name) => ({ name, durable: true }))]
  return (await Promise.all(kinds.map((kind) => state.list(kind))))
    .flat()
    .filter((entry) => [entry.team, entry.key].includes(team))
}

describe('when an administrator removes the app', () => {
  test.for<[string, ('app_uninstalled' | 'tokens_revoked')[]]>([
    ['app_uninstalled', ['app_uninstalled']],
    ['tokens_revoked', ['tokens_revoked']],
    ['one and then the other', ['app_uninstalled', 'tokens_revoked']],
    ['the other and then the one', ['tokens_revoked', 'app_uninstalled']],
  ])('nothing of the workspace is left, and the others are not disturbed: Slack sends %s', async ([, events]) => {
    const many = await startInstalledBot()
    await many.add(ONE)
    await many.add(OTHER)
    await use(many, ONE)
    await use(many, OTHER)
    expect(await keptOf(many, 'T111')).toHaveLength(2)

    await many.remove(ONE, ...events)
    expect(await keptOf(many, 'T111')).toEqual([])
    expect(await keptOf(many, 'T222')).toHaveLength(2)
    expect(many.log).toContainEqual(
      expect.objectContaining({ event: 'slack.erased', team: 'T111', entries: expect.any(Number) }),
    )
    const before = many.posted(ONE).length
    await use(many, ONE)
    await use(many, OTHER)
    expect([many.posted(ONE).length, many.posted(OTHER).length]).toEqual([before, 2])
    await many.stop()
    expect(await many.kept()).not.toContain('T111')
    expect(await many.kept()).toContain('T222')
  })

  test('a reply under way ends quietly, and writes nothing afterwards', async () => {
    const asked = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const answering = answeringFrom([answer({ paragraphs: ['Ramps are free.'] })])
    const many = await startInstalledBot({
      answering: {
        ...answering,
        async next(...all) {
          asked.resolve()
          await goOn.promise
          return answering.next(...all)
        },
      },
    })
    await many.add(ONE)
    const mentioned = many.mention(ONE, 'are ramps free?')
    await asked.promise
    many.slack.revoke(ONE)
    const removed = many.event(ONE, { type: 'app_uninstalled' })
    await expect.poll(() => many.log.map(({ event }) => event)).toContain('slack.erased')
    goOn.resolve()
    await Promise.all([mentioned, removed])
    await many.bot.idle()
    // As a listener would that was slow.
    await use(many, ONE)
    expect(await keptOf(many, 'T111')).toEqual([])
    expect(many.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('it can be added again at once, and an old event doesn’t take it away', async () => {
    const many = await startInstalledBot()
    await many.add(ONE)
    const before = Math.floor(Date.now() / 1000)
    await many.remove(ONE, 'app_uninstalled')
    const again = { ...ONE }
    await many.add(again)
    await many.event(again, { type: 'tokens_revoked', tokens: { bot: ['U0SENDBOT'] } }, { event_time: before })
    await many.event(again, { type: 'app_uninstalled' }, { event_time: before })
    await many.bot.idle()
    await use(many, again)
    expect(many.posted(again)).toHaveLength(1)
    expect(await keptOf(many, 'T111')).toHaveLength(2)
    expect(many.log).toContainEqual(expect.objectContaining({ event: 'slack.still_installed', team: 'T111' }))
  })

  test('long after it was added, Slack’s word is enough', async () => {
    const many = await startInstalledBot()
    await many.add(ONE)
    const calls = many.slack.calls.length
    const at = Math.floor((Date.now() + HOUR) / 1000)
    await many.event(ONE, { type: 'app_uninstalled' }, { event_time: at })
    await many.bot.idle()
    expect(await keptOf(many, 'T111')).toEqual([])
    expect(many.slack.calls).toHaveLength(calls)
  })

  test('a token of a person that is revoked changes nothing', async () => {
    const many = await startInstalledBot()
    await many.add(ONE)
    await many.event(ONE, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } })
    await many.bot.idle()
    expect(await keptOf(many, 'T111')).toHaveLength(1)
  })

  test('another replica no longer answers within half a minute', async () => {
    let clock = Date.now()
    const one = await startInstalledBot()
    const another = await startInstalledBot({
      slack: one.slack,
      folder: one.folder,
      keys: [...one.keys] as never,
      now: () => clock,
    })
    await one.add(ONE)
    await use(another, ONE)
    expect(another.posted(ONE)).toHaveLength(1)
    await one.remove(ONE, 'app_uninstalled')
    clock += 30_001
    one.slack.calls.length = 0
    await use(another, ONE)
    expect(one.slack.calls).toEqual([])
  })

  test('while no bot ran: the next start finds it out', async () => {
    const before = await startInstalledBot()
    await before.add(ONE)
    await before.add(OTHER)
    await use(before, ONE)
    await before.bot.stop(1000)
    before.slack.revoke(ONE)
    const next = await startInstalledBot({
      slack: before.slack,
      folder: before.folder,
      keys: [...before.keys] as never,
    })
    await expect.poll(() => next.log.map(({ event }) => event)).toContain('slack.erased')
    expect(await keptOf(next, 'T111')).toEqual([])
    expect(await keptOf(next, 'T222')).toHaveLength(1)
  })

  test('where Slack can’t say whether a token works, it is not asked further once the other event has removed all', async () => {
    const many = await startInstalledBot()
    await many.add(ONE)
    many.slack.revoke(ONE)
    many.slack.answerNext('auth.test', { ok: false, error: 'internal_error' })
    await many.event(ONE, { type: 'tokens_revoked', tokens: { bot: ['U0SENDBOT'] } })
    await expect.poll(() => many.slack.calls.filter(({ method }) => method === 'auth.test')).toHaveLength(2)
    await many.event(ONE, { type: 'app_uninstalled' })
    // Asking four times takes twenty seconds.
    const removals = () => many.log.filter(({ event }) => event === 'slack.app_removed')
    await expect.poll(removals, { timeout: 15_000 }).toHaveLength(2)
  })

  test('a start that can’t ask Slack keeps what it has', async () => {
    const before = await startInstalledBot()
    await before.add(ONE)
    await before.bot.stop(1000)
    before.slack.answerNext('auth.test', { ok: false, error: 'internal_error' })
    const next = await startInstalledBot({
      slack: before.slack,
      folder: before.folder,
      keys: [...before.keys] as never,
    })
    await expect.poll(() => before.slack.calls.filter(({ method }) => method === 'auth.test').length).toBe(2)
    await next.bot.stop(1000)
    expect(await keptOf(next, 'T111')).toHaveLength(1)
  })
})

test('what a reply under way could not answer is not noted afterwards, without an error', async () => {
  const state = refuseErased(createMemoryState())
  const gaps = createGapStore({ answering: { fieldWords: () => [] }, state, now: Date.now })
  const note = () => gaps.note({ team: 'T111', user: 'U1' }, { question: question('ramps'), reply: 'nothing' })
  await note()
  expect(await gaps.of('T111')).toHaveLength(1)
  await state.erase('T111')
  await note()
  expect(await state.counts('T111')).toEqual({})
})

test('what a reply under way could not answer of a person who was erased is not noted afterwards', async () => {
  const state = refuseErased(createMemoryState())
  const gaps = createGapStore({ answering: { fieldWords: () => [] }, state, now: Date.now })
  const note = (user: string | undefined) =>
    gaps.note({ team: 'T111', user }, { question: question('ramps'), reply: 'nothing' })
  await beginWork(async () => {
    await state.erase('T111', 'U1')
    await note('U1')
    expect(await gaps.of('T111')).toEqual([])
    await note('U2')
    await note(undefined)
  })
  expect(await gaps.of('T111')).toHaveLength(2)
  expect(await state.counts('T111', 'U2')).toEqual({})
})

test('what can’t be erased for a minute is erased when the store is back', async () => {
  const log: Record<string, unknown>[] = []
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  let away = true
  const removal = createRemoval({
    async erase() {
      if (away) throw new Error('it is away')
      return 3
    },
    organisations: createOrganisations(createMemoryState()),
    log: createLog('info', (line) => log.push(JSON.parse(line))),
    stopping: stopping.signal,
    retrySeconds: [0, 0],
    laterSeconds: 0.01,
  })
  await removal.uninstalled({ id: 'T111', isOrganisation: false }, 0)
  const failed = () => log.filter(({ event }) => event === 'slack.not_erased')
  expect(failed().at(-1)).toMatchObject({ team: 'T111', advice: expect.stringContaining('npm run erase') })
  await expect.poll(() => failed().length).toBeGreaterThan(3)
  away = false
  await expect.poll(() => log.at(-1)).toMatchObject({ event: 'slack.erased', team: 'T111', entries: 3 })
})

describe('when an organisation removes the app', () => {
  test('everything of all its workspaces goes, but for one that added it for itself', async () => {
    const many = await startInstalledBot()
    const itself = { team: 'T334' }
    await many.add(ORGANISATION)
    await many.add(itself)
    await many.add(ONE)
    for (const workspace of [ORGANISATION, SISTER, { ...ORGANISATION, team: 'T335' }, ONE]) await use(many, workspace)
    expect(await keptOf(many, 'T335')).toHaveLength(2)
    await many.remove(ORGANISATION, 'tokens_revoked', 'app_uninstalled')
    for (const gone of ['E333', 'T333', 'T335']) expect(await keptOf(many, gone)).toEqual([])
    expect(await keptOf(many, 'T334')).toHaveLength(2)
    expect(await keptOf(many, 'T111')).toHaveLength(2)
  })

  test('though Slack names one workspace, and says nothing of its authorizations', async () => {
    const many = await startInstalledBot()
    await many.add(ORGANISATION)
    await use(many, ORGANISATION)
    await use(many, SISTER)
    many.slack.revoke(ORGANISATION)
    await many.event(ORGANISATION, { type: 'app_uninstalled' }, { authorizations: undefined })
    await many.bot.idle()
    for (const gone of ['E333', 'T333', 'T334']) expect(await keptOf(many, gone)).toEqual([])
  })

  test('from one workspace, that alone is erased', async () => {
    const many = await startInstalledBot()
    await many.add(ORGANISATION)
    await use(many, ORGANISATION)
    await use(many, SISTER)
    // As Slack's documentation has it: with the id of some workspace, and not as of an organisation.
    const authorizations = [{ enterprise_id: 'E333', team_id: 'T999', is_enterprise_install: false }]
    await many.event(ORGANISATION, { type: 'team_access_revoked', team_ids: ['T334'] }, { authorizations })
    await many.bot.idle()
    expect(await keptOf(many, 'T334')).toEqual([])
    expect(await keptOf(many, 'T333')).toHaveLength(2)
    await use(many, ORGANISATION)
    expect(many.posted(ORGANISATION)).toHaveLength(3)
  })
})
