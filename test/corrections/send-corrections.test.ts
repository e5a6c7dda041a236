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
const ZONE = 'Europe/London'
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
    zoneOf: async () => ZONE,
    wasNoted: async () => undefined,
    ...more,
  }
  const start = (parts: Partial<Parameters<typeof createSendCorrections>[0]> = {}) =>
    createSendCorrections({
      posts,
      state,
      record: { answerOf: (key) => record.get(key), askedAgain: () => undefined, isWithdrawn: async () => false },
      delivers,
      digestsTell: async () => false,
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
    state,
    record,
    delivers,
    calls,
    outcomes,
    problems,
    advance: (ms: number) => {
      clock += ms
    },
    time: () => new Date(clock).toISOString(),
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
    const { start, keep, calls, delivers, advance } = setUp()
    await keep()
    const dying = start({
      delivers: { ...delivers, mark: () => Promise.reject(died) },
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
    const { start, keep, calls, delivers, advance } = setUp(1, { wasNoted: async () => was })
    await keep()
    await start({
      delivers: { ...delivers, note: () => Promise.reject(died) },
    })()
    for (let time = 0; time < 3; time++) {
      advance(11 * MINUTE)
      await start()()
    }
    expect(notes(calls)).toHaveLength(posted)
  })
})

describe('a correction that comes at night', () => {
  /** Ten in the evening in England. */
  const NIGHT = 9 * 60 * MINUTE

  test('is drawn at once; the note comes at nine, once, whichever process runs then', async () => {
    const { start, keep, calls, problems, advance, time } = setUp(5)
    await keep()
    advance(NIGHT)
    let noted: string | undefined
    for (let run = 0; run < 80; run++) {
      // Started anew each time, as after a restart.
      await Promise.all([start()(), start()(), start()()])
      if (notes(calls).length > 0) noted ??= time()
      if (run === 0) expect([marks(calls).length, notes(calls).length]).toEqual([5, 0])
      advance(10 * MINUTE)
    }
    expect([marks(calls).length, notes(calls).length]).toEqual([5, 5])
    expect(noted).toBe('2026-05-02T08:00:00.000Z')
    expect(problems).toEqual([])
  })

  test('has its note in the morning of whoever the message is for, whose zone is asked for once', async () => {
    let asked = 0
    const zoneOf = async () => {
      asked += 1
      return asked === 1 ? undefined : 'America/New_York'
    }
    const { start, keep, calls, advance } = setUp(1, { zoneOf })
    await keep()
    let touched = 0
    const pause = async () => void touched++
    // Noon in Greenwich, eight in New York. At first Slack doesn't say.
    for (let run = 0; run < 6; run++) {
      await start({ pause })()
      advance(10 * MINUTE)
    }
    expect([marks(calls).length, notes(calls).length, touched]).toEqual([1, 0, 2])
    await start({ pause })()
    expect([marks(calls).length, notes(calls).length, asked]).toEqual([1, 1, 2])
  })

  test('and is followed by another has one note in the morning', async () => {
    const told: string[] = []
    const { start, keep, record, calls, advance } = setUp(1, {
      async note(_, { id }) {
        told.push(id)
        return 'done'
      },
    })
    await keep()
    advance(NIGHT)
    await start()()
    record.set(answerKey(given), { ...corrected, corrected: '2026-05-04' })
    await start()()
    advance(12 * 60 * MINUTE)
    await start()()
    expect(marks(calls)).toHaveLength(2)
    expect(told).toEqual([`${answerKey(given)} corrected 2026-05-04`])
  })

  test('is tried again in the evening until six, then the next morning', async () => {
    const { start, keep, calls, outcomes, advance } = setUp()
    await keep()
    outcomes.push('done', 'later')
    await start()()
    advance(5 * 60 * MINUTE)
    for (let run = 0; run < 12; run++) {
      await start()()
      advance(60 * MINUTE)
    }
    expect(notes(calls)).toHaveLength(1)
    advance(4 * 60 * MINUTE)
    await start()()
    await start()()
    expect([marks(calls).length, notes(calls).length]).toEqual([1, 2])
  })
})

describe('of a digest', () => {
  const digest = { team: 'T1', user: undefined, channel: 'C1', thread: undefined, digest: { zone: ZONE } }
  const keepDigest = ({ posts, time }: ReturnType<typeof setUp>) =>
    posts.keep({
      ...digest,
      ts: String(Date.parse(time()) / 1000),
      quoted: [quotedNow(given, POSTED, () => undefined)],
    })

  test.for([
    ['tell', true, 0],
    ['do not tell', false, 1],
  ] as const)(
    'whose channel’s digests %s what became of its answer, the line alone or a note as well',
    async ([, tell, posted]) => {
      const world = setUp()
      await keepDigest(world)
      for (let run = 0; run < 3; run++) await world.start({ digestsTell: async () => tell })()
      expect([marks(world.calls).length, notes(world.calls).length]).toEqual([1, posted])
    },
  )

  test('that lists an answer as it stands now, the earlier ones have no note of it', async () => {
    const world = setUp()
    await keepDigest(world)
    world.advance(3 * DAY)
    const standing = { kind: 'corrected' as const, on: '2026-05-03' }
    const quoted = [{ ...quotedNow(corrected, POSTED, () => undefined), standing }]
    await world.posts.keep({ ...digest, ts: String(Date.parse(world.time()) / 1000), quoted })
    await world.start()()
    expect([marks(world.calls).length, notes(world.calls).length]).toEqual([1, 0])
  })

  test('the note waits where it isn’t known whether they tell it', async () => {
    const world = setUp()
    await keepDigest(world)
    await world.start({ digestsTell: async () => undefined })()
    expect([marks(world.calls).length, notes(world.calls).length]).toEqual([1, 0])
    await world.start()()
    expect([marks(world.calls).length, notes(world.calls).length]).toEqual([1, 1])
  })
})

describe('what Slack does not take', () => {
  test('is tried again until it does', async () => {
    const { start, keep, calls, outcomes } = setUp()
    await keep()
    outcomes.push('later', 'unsure', 'done', 'later', 'done', 'done')
    const send = start()
    for (let time = 0; time < 5; time++) await send()
    expect([marks(calls).length, notes(calls).length]).toEqual([3, 2])
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

test('what an earlier version told is not told again', async () => {
  const { start, keep, posts, state, calls } = setUp()
  await keep()
  const [post] = await posts.all()
  const told = [`${answerKey(given)} corrected 2026-05-03`]
  const name = { kind: { name: 'post' }, team: 'T1', key: `C0/${post?.ts}` }
  await state.set(name, { quoted: post?.quoted, told }, { user: 'U1' })
  await start()()
  expect(calls).toEqual([])
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
  const { team, channel, ts } = post
  const quoted = [quotedNow(other, POSTED, () => undefined)]
  await posts.keep({ team, channel, ts, user: 'U1', thread: undefined, quoted })
  await posts.done(post, { drawn: ['something'], told: ['something'] })
  expect(await posts.get(post)).toMatchObject({ drawn: [], told: [], quoted: [{ key: answerKey(other) }] })
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
