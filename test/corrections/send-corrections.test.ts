import { describe, expect, test } from 'vitest'
import { createPause } from '../../src/corrections/pause.ts'
import { quotedNow } from '../../src/corrections/post-news.ts'
import { createPosts } from '../../src/corrections/posts.ts'
import {
  createSendCorrections,
  type DeliversCorrections,
  type Outcome,
} from '../../src/corrections/send-corrections.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { answer } from '../answers.ts'

const POSTED = '2026-05-01'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const given = answer({ answered: '2026-04-20' })
const corrected = answer({ answered: '2026-04-20', corrected: '2026-05-03', paragraphs: ['It is corrected.'] })

/** A state with messages that quote an answer which is corrected, and a Slack that does what it is told to. */
function setUp(messages = 1, more: Partial<DeliversCorrections> = {}) {
  let clock = Date.parse(`${POSTED}T12:00:00Z`)
  const now = () => clock
  const state = createMemoryState({ now })
  const posts = createPosts(state, now)
  const record = new Map<string, WrittenAnswer>([[answerKey(given), corrected]])
  const calls: string[] = []
  const problems: unknown[] = []
  const outcomes: Outcome[] = []
  const outcome = () => outcomes.shift() ?? 'done'
  const delivers: DeliversCorrections = {
    async mark({ channel, ts }) {
      calls.push(`mark ${channel} ${ts}`)
      return outcome()
    },
    async note({ channel }) {
      calls.push(`note ${channel}`)
      return outcome()
    },
    wasNoted: async () => undefined,
    ...more,
  }
  const start = (parts: Partial<Parameters<typeof createSendCorrections>[0]> = {}) =>
    createSendCorrections({
      posts,
      state,
      record: { answerOf: (key) => record.get(key), askedAgain: () => undefined, isWithdrawn: async () => false },
      delivers,
      now,
      pause: async () => {},
      onProblem: (error) => problems.push(error),
      ...parts,
    })
  const tsOf = (nth: number) => String(clock / 1000 + nth)
  const keep = async () => {
    for (let nth = 0; nth < messages; nth++)
      await posts.keep({
        team: 'T1',
        user: 'U1',
        channel: `C${nth}`,
        ts: tsOf(nth),
        thread: undefined,
        quoted: [quotedNow(given, POSTED, () => undefined)],
      })
  }
  return {
    start,
    keep,
    posts,
    record,
    calls,
    outcomes,
    problems,
    advance: (ms: number) => {
      clock += ms
    },
  }
}

const marks = (calls: readonly string[]) => calls.filter((call) => call.startsWith('mark'))
const notes = (calls: readonly string[]) => calls.filter((call) => call.startsWith('note'))

test('five hundred messages of one answer are each corrected once, by whichever of several processes', async () => {
  const { start, keep, calls, problems } = setUp(500)
  await keep()
  const [one, other, third] = [start(), start(), start()]
  await Promise.all([one(), other(), third()])
  await one()
  expect(new Set(marks(calls)).size).toBe(500)
  expect(marks(calls)).toHaveLength(500)
  expect(notes(calls)).toHaveLength(500)
  expect(problems).toEqual([])
})

describe('a process that dies', () => {
  const died = new Error('died')
  test('before it could draw the line leaves the message to the next, ten minutes later', async () => {
    const { start, keep, calls, advance } = setUp()
    await keep()
    const dying = start({
      delivers: { mark: () => Promise.reject(died), note: async () => 'done', wasNoted: async () => undefined },
    })
    await dying()
    await start()()
    expect(calls).toEqual([])
    advance(11 * MINUTE)
    await start()()
    expect([marks(calls).length, notes(calls).length]).toEqual([1, 1])
  })

  test.for([
    ['was posted is not posted again where the thread can be read', true, 0],
    ['was not posted is posted by the next', false, 1],
    ['may have been posted is posted again, once, where the thread can’t be read', undefined, 1],
  ] as const)('after it began a note that %s', async ([, was, posted]) => {
    const { start, keep, calls, advance } = setUp(1, { wasNoted: async () => was })
    await keep()
    await start({
      delivers: { mark: async () => 'done', note: () => Promise.reject(died), wasNoted: async () => was },
    })()
    for (let time = 0; time < 3; time++) {
      advance(11 * MINUTE)
      await start()()
    }
    expect(notes(calls)).toHaveLength(posted)
  })
})

describe('what Slack does not take', () => {
  test('is tried again until it does', async () => {
    const { start, keep, calls, outcomes } = setUp()
    await keep()
    outcomes.push('later', 'unsure', 'done', 'later', 'done', 'done')
    const send = start()
    for (let time = 0; time < 5; time++) await send()
    expect([marks(calls).length, notes(calls).length]).toEqual([4, 2])
  })

  test('as the message is gone is forgotten', async () => {
    const { start, keep, posts, calls, outcomes } = setUp()
    await keep()
    outcomes.push('gone')
    await start()()
    expect(await posts.all()).toEqual([])
    await start()()
    expect(calls).toHaveLength(1)
  })

  test('as messages can’t be edited there is said by the note alone', async () => {
    const { start, keep, calls, outcomes } = setUp()
    await keep()
    outcomes.push('refused')
    await start()()
    await start()()
    expect([marks(calls).length, notes(calls).length]).toEqual([1, 1])
  })
})

test('a process that knows less of the record changes nothing back', async () => {
  const { start, keep, calls } = setUp()
  await keep()
  await start()()
  const behind = { answerOf: () => given, askedAgain: () => undefined, isWithdrawn: async () => false }
  await start({ record: behind })()
  await start()()
  expect(marks(calls)).toHaveLength(1)
})

test('a message is kept for 90 days, however often it was corrected', async () => {
  const { start, keep, posts, advance } = setUp()
  await keep()
  advance(60 * DAY)
  await start()()
  expect(await posts.all()).toHaveLength(1)
  advance(31 * DAY)
  expect(await posts.all()).toEqual([])
})

test('a message that came to quote something else while it was corrected is not taken for told', async () => {
  const { start, keep, posts } = setUp()
  await keep()
  const [post] = await posts.all()
  const other = answer({ uin: '42' })
  if (!post) throw new Error('nothing is kept')
  await posts.keep({ ...post, user: 'U1', thread: undefined, quoted: [quotedNow(other, POSTED, () => undefined)] })
  await posts.told(post, ['something'])
  expect(await posts.get(post)).toMatchObject({ told: [], quoted: [{ key: answerKey(other) }] })
  await start()()
})

test('between two messages of a workspace there is a pause, which ends where the program stops', async () => {
  const stopping = new AbortController()
  const pause = createPause(stopping.signal)
  await Promise.all([pause('T1'), pause('T2')])
  const waiting = pause('T1')
  stopping.abort()
  await expect(waiting).rejects.toThrow('aborted')
  await expect(pause('T3')).rejects.toThrow('aborted')
})
