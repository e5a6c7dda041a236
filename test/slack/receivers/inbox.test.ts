import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Log } from '../../../src/log.ts'
import { createInbox, type Inbox, type Stored } from '../../../src/slack/receivers/inbox.ts'
import { createKeyring, generateKey, type Key, parseKeys } from '../../../src/storage/encryption.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import type { State } from '../../../src/storage/state.ts'

const MENTION = { team_id: 'T1', event_id: 'Ev1', event: { type: 'app_mention', user: 'U1', text: 'ramps?' } }
const COMMAND = { team_id: 'T1', user_id: 'U1', command: '/send', trigger_id: '1.2', text: 'ramps?' }

/** A state whose clock stands still until a test moves it on, and the processes that share it. */
function shared() {
  let now = Date.UTC(2026, 0, 1)
  const state = createMemoryState({ now: () => now })
  const logged: string[] = []
  /** The same, with the error. */
  const said: string[] = []
  const log = new Proxy(
    {},
    { get: () => (event: string, more: unknown) => logged.push(event) && said.push(`${event} ${more}`) },
  ) as Log
  return {
    state,
    logged,
    said,
    pass(ms: number) {
      now += ms
    },
    /** A process that does the work it is given, or takes over, when it is told to. */
    replica(name: string, keys?: string) {
      const keyring = keys === undefined ? undefined : createKeyring(parseKeys(keys) as [Key, ...Key[]])
      const inbox = createInbox(state, log, { replica: name, keyring })
      const given: { event: unknown; payload: object; stored: Stored }[] = []
      const looked = () =>
        inbox.start(async (payload, stored) => void given.push({ event: payload.event_id, payload, stored }))
      onTestFinished(inbox.stop)
      return { inbox, given, looked }
    },
  }
}

const put = async (inbox: Inbox, payload: Parameters<Inbox['put']>[0]) => {
  const { stored, isFirst } = inbox.put(payload)
  if (!(await isFirst)) throw new Error('it was not stored')
  return stored
}

const waiting = (state: State) => state.list({ name: 'waiting-payload' })

test('a payload is stored under its workspace and person until its work is done', async () => {
  const { state, replica } = shared()
  const { inbox } = replica('one')
  const stored = await put(inbox, MENTION)
  expect(await waiting(state)).toMatchObject([{ team: 'T1', key: 'Ev1', user: 'U1' }])
  expect(stored.delivery.takenOver).toBe(false)
  await stored.done()
  expect(await waiting(state)).toEqual([])
})

test('a second delivery that comes while the first is worked on is not stored, whichever process gets it', async () => {
  const { state, replica } = shared()
  const [one, other] = [replica('one').inbox, replica('other').inbox]
  await put(one, COMMAND)
  const again = other.put(COMMAND)
  expect(await again.isFirst).toBe(false)
  await again.stored.done()
  expect(await one.put({ ...COMMAND, team_id: 'T2' }).isFirst).toBe(true)
  expect((await waiting(state)).map(({ team }) => team)).toEqual(['T1', 'T2'])
})

test('work that a process left is done by one other, which knows that it was begun', async () => {
  const { state, replica, pass } = shared()
  const [dead, one, other] = [replica('dead'), replica('one'), replica('other')]
  await dead.looked()
  const { delivery } = await put(dead.inbox, MENTION)
  await Promise.all([one.looked(), other.looked()])
  expect([...one.given, ...other.given]).toEqual([])
  pass(16_000)
  await Promise.all([one.looked(), other.looked()])
  const taken = [...one.given, ...other.given]
  expect(taken).toHaveLength(1)
  expect(taken[0]).toMatchObject({ event: 'Ev1', stored: { delivery: { id: delivery.id, takenOver: true } } })
  await taken[0]?.stored.done()
  expect(await waiting(state)).toEqual([])
})

test('what a process hasn’t done when it is stopped is taken over at once', async () => {
  const { replica } = shared()
  const [stopped, other] = [replica('stopped'), replica('other')]
  await stopped.looked()
  await put(stopped.inbox, MENTION)
  await stopped.inbox.stop()
  await other.looked()
  expect(other.given).toHaveLength(1)
})

test('payloads are read when a process has ended, and now and then, not every two seconds', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { state, replica, pass } = shared()
  const lists = vi.spyOn(state, 'list')
  const reads = () => lists.mock.calls.filter(([{ name }]) => name === 'waiting-payload').length
  const after = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 2) {
      pass(2000)
      await vi.advanceTimersByTimeAsync(2000)
    }
  }
  const [one, other] = [replica('one'), replica('other')]
  await one.looked()
  await other.looked()
  await put(other.inbox, MENTION)
  lists.mockClear()
  await after(28)
  expect(reads()).toBe(0)
  await after(2)
  expect(reads()).toBe(2)
  await other.inbox.stop()
  await after(2)
  expect(one.given).toHaveLength(1)
})

test('what is done, but couldn’t be deleted at once, is deleted and not done by another', async () => {
  const { state, replica, pass } = shared()
  const [one, other] = [replica('one'), replica('other')]
  await one.looked()
  const [done, underWay] = [await put(one.inbox, MENTION), await put(one.inbox, COMMAND)]
  const { delete: deleted } = state
  state.delete = async () => {}
  await done.done()
  state.delete = deleted
  await one.looked()
  expect((await waiting(state)).map(({ key }) => key)).toEqual([COMMAND.trigger_id])
  await underWay.done()
  pass(16_000)
  await other.looked()
  expect(other.given).toEqual([])
})

test('a payload that ends each process that works on it is given up after the third', async () => {
  const { state, replica, pass, logged } = shared()
  const replicas = ['one', 'two', 'three', 'four'].map((name) => replica(name))
  await replicas[0]?.looked()
  await put(replicas[0]?.inbox as Inbox, MENTION)
  for (const { looked } of replicas.slice(1)) {
    pass(16_000)
    await looked()
  }
  expect(replicas.map(({ given }) => given.length)).toEqual([0, 1, 1, 0])
  expect(await waiting(state)).toEqual([])
  expect(logged).toContain('slack.payload_given_up')
})

describe('with keys', () => {
  const [OLD, NEW, OTHER] = ['old', 'new', 'other'].map((day) => generateKey(day)) as [string, string, string]

  /** What a process with a key has left when it ended. */
  const left = async (keys: string, payloads: Parameters<Inbox['put']>[0][] = [MENTION]) => {
    const here = shared()
    const dead = here.replica('dead', keys)
    await dead.looked()
    for (const payload of payloads) await put(dead.inbox, payload)
    await dead.inbox.stop()
    return here
  }

  test('a payload waits encrypted, and is opened by whoever takes it over', async () => {
    const { state, replica } = await left(OLD)
    const [entry] = await waiting(state)
    expect(JSON.stringify(entry?.value)).not.toMatch(/ramps|app_mention/)
    expect(entry).toMatchObject({ team: 'T1', key: 'Ev1', user: 'U1', value: { replica: 'dead', takenOver: 0 } })
    const one = replica('one', OLD)
    await one.looked()
    expect(one.given.map(({ payload }) => payload)).toEqual([MENTION])
    await one.given[0]?.stored.done()
    expect(await waiting(state)).toEqual([])
  })

  test('one that was encrypted by the key before is opened, as is one from before there were keys', async () => {
    const { state, replica } = await left(OLD)
    await put(createInbox(state, {} as Log, { replica: 'dead' }), COMMAND)
    const one = replica('one', `${NEW},${OLD}`)
    await one.looked()
    expect(one.given.map(({ payload }) => payload)).toEqual([COMMAND, MENTION])
  })

  test('one that can’t be opened is said once, without its text, and left for another until it expires', async () => {
    const { state, replica, pass, said } = await left(OLD)
    const blind = [replica('wrong', OTHER), replica('none')]
    for (const { looked } of blind) for (let look = 0; look < 3; look++) await looked()
    expect(blind.flatMap(({ given }) => given)).toEqual([])
    expect(said.filter((line) => line.startsWith('slack.payload_not_opened'))).toHaveLength(2)
    expect(said.join()).not.toContain('ramps')
    expect(await waiting(state)).toHaveLength(1)
    const right = replica('right', OLD)
    await right.looked()
    expect(right.given).toHaveLength(1)
    pass(30 * 60_000)
    expect(await state.list({ name: 'waiting-payload', forMs: 30 * 60_000 })).toEqual([])
  })

  test('one is bound to its entry: under another’s name it can’t be opened', async () => {
    const { state, replica, logged } = await left(OLD, [MENTION, { ...MENTION, event_id: 'Ev2' }])
    const [first, second] = await waiting(state)
    if (!first || !second) throw new Error('two wait')
    await state.set(second, first.value, { user: 'U1' })
    const one = replica('one', OLD)
    await one.looked()
    expect(one.given.map(({ event }) => event)).toEqual(['Ev1'])
    expect(logged).toContain('slack.payload_not_opened')
  })
})
