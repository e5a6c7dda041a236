import { expect, onTestFinished, test, vi } from 'vitest'
import type { Log } from '../../../src/log.ts'
import { createInbox, type Inbox, type Stored } from '../../../src/slack/receivers/inbox.ts'
import { createMemoryState } from '../../../src/storage/memory/memory-state.ts'
import type { State } from '../../../src/storage/state.ts'

const MENTION = { team_id: 'T1', event_id: 'Ev1', event: { type: 'app_mention', user: 'U1', text: 'ramps?' } }
const COMMAND = { team_id: 'T1', user_id: 'U1', command: '/send', trigger_id: '1.2', text: 'ramps?' }

/** A state whose clock stands still until a test moves it on, and the processes that share it. */
function shared() {
  let now = Date.UTC(2026, 0, 1)
  const state = createMemoryState({ now: () => now })
  const logged: string[] = []
  const log = new Proxy({}, { get: () => (event: string) => logged.push(event) }) as Log
  return {
    state,
    logged,
    pass(ms: number) {
      now += ms
    },
    /** A process that does the work it is given, or takes over, when it is told to. */
    replica(name: string) {
      const inbox = createInbox(state, log, name)
      const given: { event: unknown; stored: Stored }[] = []
      const looked = () => inbox.start(async ({ event_id }, stored) => void given.push({ event: event_id, stored }))
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
  const replicas = ['one', 'two', 'three', 'four'].map(replica)
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
