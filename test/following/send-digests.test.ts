import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMatching, type Matching } from '../../src/answering/matching.ts'
import { AppError } from '../../src/app-error.ts'
import { beginning, type Digest } from '../../src/following/digest.ts'
import type { FollowDraft } from '../../src/following/follow.ts'
import { createFollows } from '../../src/following/follows.ts'
import { createSendDigests, type Delivery } from '../../src/following/send-digests.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { addDays } from '../../src/record/dates.ts'
import { newsId } from '../../src/record/standing.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { refuseErased } from '../../src/storage/refuse-erased.ts'
import { answer } from '../answers.ts'
import { draft } from './follows-of.ts'

/** A record that grows, people who follow it, and programs that share a state and tell of it. The words alone match. */
function startWorld() {
  let now = Date.parse('2026-05-04T11:00:00Z')
  let covered = '2026-05-04'
  const corpus = createCorpus()
  const index = createPassageIndex()
  const matching = createMatching({ corpus, index, meaning: () => ({ kind: 'off' }) })
  const state = createMemoryState({ now: () => now })
  const follows = createFollows(state)
  const posted: Digest[] = []
  const problems: unknown[] = []
  /** What becomes of the next messages; then they are sent. */
  const next: (Delivery | 'taken-unsure' | 'dies')[] = []
  const looked: string[] = []
  let mayLook = true
  const startProgram = (parts: Partial<Parameters<typeof createSendDigests>[0]> = {}) =>
    createSendDigests({
      follows,
      state,
      matching,
      record: async () => ({ covered }),
      now: () => now,
      onProblem: (problem) => problems.push(problem),
      delivers: {
        titleOf: ({ channel, day }) => `${channel} ${day}`,
        async deliver(digest) {
          const outcome = next.shift() ?? { kind: 'sent', channel: digest.channel }
          if (outcome === 'dies') return new Promise(() => {})
          if (outcome === 'taken-unsure' || outcome.kind === 'sent') posted.push(digest)
          return outcome === 'taken-unsure' ? { kind: 'unsure' } : outcome
        },
        async wasDelivered({ channel }, title) {
          looked.push(title)
          return mayLook
            ? posted.some((one) => `${one.channel} ${one.day}` === title && channel === one.channel)
            : undefined
        },
      },
      ...parts,
    })
  const send = startProgram()
  const add = (...answers: WrittenAnswer[]) => {
    for (const one of answers) {
      index.remove(corpus.put(one))
      index.add([one])
    }
  }
  return {
    follows,
    matching,
    state,
    posted,
    problems,
    next,
    looked,
    send,
    startProgram,
    add,
    remove: (key: string) => index.remove(corpus.remove(key)),
    mayNotLook: () => {
      mayLook = false
    },
    async follow(text: string, more: Partial<FollowDraft> = {}) {
      const one = draft(text, more)
      const day = new Date(now).toISOString().slice(0, 10)
      const added = await follows.add(one, beginning(day, { covered }, await matching.matches(one)))
      if (!added) throw new Error('not added')
      return added
    },
    /** Goes to that time of a day in May 2026, in Greenwich; the record is covered until that day unless `until` says another. */
    goTo(day: number, time = '08:00', until: number | undefined = day) {
      now = Date.parse(`2026-05-${String(day).padStart(2, '0')}T${time}:00Z`)
      covered = `2026-05-${String(until).padStart(2, '0')}`
    },
    /** A minute later. */
    wait: (minutes = 1) => {
      now += minutes * 60_000
    },
    /** The UINs that each message told. */
    told: () => posted.map(({ topics }) => topics.map(({ news }) => news.map((one) => one.answer.questions[0].uin))),
  }
}

const ramp = (uin: string, day: number, more: Parameters<typeof answer>[0] = {}) =>
  answer({ uin, answered: `2026-05-${String(day).padStart(2, '0')}`, paragraphs: [`Ramp ${uin} is new.`], ...more })

describe('a digest', () => {
  test('has what is new since the last one, the newest first, once', async () => {
    const world = startWorld()
    world.add(ramp('1', 4))
    await world.follow('ramp')
    world.add(ramp('2', 4), ramp('3', 5), answer({ uin: '4', answered: '2026-05-05', paragraphs: ['A lift.'] }))
    world.goTo(5)
    await world.send()
    await world.send()
    world.goTo(6)
    await world.send()
    world.add(ramp('5', 6))
    world.goTo(7)
    await world.send()
    expect(world.told()).toEqual([[['3', '2']], [['5']]])
  })

  test('doesn’t come where nothing is new, nor at night', async () => {
    const world = startWorld()
    await world.follow('ramp')
    world.goTo(5)
    await world.send()
    world.add(ramp('1', 5))
    world.goTo(5, '22:00')
    await world.send()
    world.goTo(6, '03:00')
    await world.send()
    expect(world.posted).toEqual([])
    world.goTo(6)
    await world.send()
    expect(world.told()).toEqual([[['1']]])
  })

  test('has a correction, and the final answer after a holding one, which itself is none', async () => {
    const world = startWorld()
    const given = ramp('1', 1)
    world.add(given)
    await world.follow('ramp')
    world.add(ramp('2', 5, { holding: true }))
    world.goTo(5)
    await world.send()
    expect(world.posted).toEqual([])
    world.add({ ...given, corrected: '2026-05-06' }, ramp('2', 6, { held: '2026-05-05' }))
    world.goTo(6)
    await world.send()
    expect(world.told()).toEqual([[['2', '1']]])
    world.add({ ...given, corrected: '2026-05-20' })
    world.goTo(20)
    await world.send()
    expect(world.told()[1]).toEqual([['1']])
  })

  test('has nothing of a record that is filled with old answers, or made anew', async () => {
    const world = startWorld()
    await world.follow('ramp')
    world.add(...Array.from({ length: 30 }, (_, n) => ramp(String(n + 1), 1, { answered: addDays('2026-04-20', -n) })))
    world.add(ramp('50', 4))
    world.goTo(5)
    await world.send()
    expect(world.told()).toEqual([[['50']]])
    for (let n = 0; n < 30; n++) world.remove(`2024-01-08/${n + 1}`)
    world.add(...Array.from({ length: 30 }, (_, n) => ramp(String(n + 1), 1, { answered: addDays('2026-04-20', -n) })))
    world.add(ramp('50', 4, { paragraphs: ['Ramp 50 is new, parsed better.'] }))
    world.goTo(6)
    await world.send()
    expect(world.posted).toHaveLength(1)
  })

  test('has what is published some days late', async () => {
    const world = startWorld()
    await world.follow('ramp')
    for (const day of [5, 6, 7]) {
      world.goTo(day)
      await world.send()
    }
    world.add(ramp('1', 5))
    world.goTo(8)
    await world.send()
    expect(world.told()).toEqual([[['1']]])
  })

  test('that is being made when the day’s last hour ends is still whole, and keeps all that is followed', async () => {
    const world = startWorld()
    for (const text of ['lift', 'ramp']) await world.follow(text)
    world.add(ramp('1', 5))
    world.goTo(5, '16:59')
    const matches: Matching['matches'] = async (...sought) => {
      world.wait()
      return world.matching.matches(...sought)
    }
    await world.startProgram({ matching: { matches } })()
    expect(world.problems).toEqual([])
    expect(world.posted.map(({ day }) => day)).toEqual(['2026-05-05'])
    expect((await world.follows.all()).map(({ progress }) => progress.last)).toEqual(['2026-05-05', '2026-05-05'])
  })

  test('is one after weeks in which the program was off', async () => {
    const world = startWorld()
    await world.follow('ramp')
    world.add(...Array.from({ length: 20 }, (_, n) => ramp(String(n + 1), n + 5)))
    world.goTo(26)
    await world.send()
    expect(world.posted).toHaveLength(1)
    expect(world.told()[0]?.[0]).toHaveLength(20)
  })

  test('is one after weeks in which Parliament could not be reached, though there was nothing to tell each day', async () => {
    const world = startWorld()
    await world.follow('ramp')
    for (let day = 5; day < 26; day++) {
      world.goTo(day, '08:00', 4)
      await world.send()
    }
    world.add(...Array.from({ length: 20 }, (_, n) => ramp(String(n + 1), n + 5)))
    world.goTo(26)
    await world.send()
    expect(world.told().flat(2)).toHaveLength(20)
  })

  test('keeps its place while its follow is paused', async () => {
    const world = startWorld()
    const one = await world.follow('ramp')
    await world.follows.change(one, (before) => ({ ...before, paused: true }))
    world.add(ramp('1', 5))
    world.goTo(20)
    await world.send()
    await world.follows.change(one, (before) => ({ ...before, paused: false }))
    world.goTo(21)
    await world.send()
    expect(world.told()).toEqual([[['1']]])
  })

  test('is one for all that is followed in a channel, with each answer once', async () => {
    const world = startWorld()
    await world.follow('ramp')
    await world.follow('new ramp')
    await world.follow('lift')
    await world.follow('ramp', { channel: 'C2' })
    world.add(ramp('1', 5), answer({ uin: '2', answered: '2026-05-05', paragraphs: ['A lift.'] }))
    world.goTo(5)
    await world.send()
    expect(world.posted.map(({ channel }) => channel)).toEqual(['C1', 'C2'])
    expect(world.told()).toEqual([[['1'], ['2']], [['1']]])
    world.goTo(6)
    await world.send()
    expect(world.posted).toHaveLength(2)
  })

  test('forgets what can’t be told again', async () => {
    const world = startWorld()
    await world.follow('ramp')
    for (let day = 5; day < 31; day++) {
      world.add(ramp(String(day), day))
      world.goTo(day)
      await world.send()
    }
    expect(world.told().flat(2)).toHaveLength(26)
    const [kept] = await world.follows.all()
    expect(Object.keys(kept?.progress.told ?? {})).toHaveLength(8)
    expect(kept?.progress.told).toHaveProperty([newsId(ramp('30', 30))])
  })
})

describe('of several programs that share a state', () => {
  test('one sends a digest', async () => {
    const world = startWorld()
    await world.follow('ramp')
    await world.follow('ramp', { channel: 'C2' })
    world.add(ramp('1', 5))
    world.goTo(5)
    const programs = [world.startProgram(), world.startProgram(), world.startProgram()]
    await Promise.all(programs.map((send) => send()))
    expect(world.posted.map(({ channel }) => channel).sort()).toEqual(['C1', 'C2'])
  })

  test('another one sends it ten minutes after the first died, before it posted', async () => {
    const world = startWorld()
    await world.follow('ramp')
    world.add(ramp('1', 5))
    world.goTo(5)
    world.next.push('dies')
    void world.send()
    await expect.poll(() => world.next).toEqual([])
    const other = world.startProgram()
    await other()
    expect(world.posted).toEqual([])
    world.wait(10)
    await other()
    expect(world.told()).toEqual([[['1']]])
  })
})

describe('a message that Slack', () => {
  test('surely didn’t take is sent later, the same day', async () => {
    const world = startWorld()
    await world.follow('ramp')
    world.add(ramp('1', 5))
    world.goTo(5)
    world.next.push({ kind: 'later' })
    await world.send()
    world.wait()
    await world.send()
    expect(world.posted).toEqual([])
    world.wait(10)
    await world.send()
    expect(world.told()).toEqual([[['1']]])
    expect(world.looked).toEqual([])
  })

  test('may have taken is looked for: sent again only if it isn’t there', async () => {
    for (const outcome of ['taken-unsure', { kind: 'unsure' }] as const) {
      const world = startWorld()
      await world.follow('ramp')
      world.add(ramp('1', 5))
      world.goTo(5)
      world.next.push(outcome)
      await world.send()
      world.wait(10)
      await world.send()
      world.goTo(6)
      await world.send()
      expect(world.looked).toEqual(['C1 2026-05-05'])
      expect(world.told()).toEqual([[['1']]])
    }
  })

  test('may have taken, where nobody can look, is sent three times at most', async () => {
    const world = startWorld()
    world.mayNotLook()
    await world.follow('ramp')
    world.add(ramp('1', 5))
    world.goTo(5)
    world.next.push('taken-unsure', 'taken-unsure', 'taken-unsure')
    for (let n = 0; n < 8; n++) {
      await world.send()
      world.wait(10)
    }
    expect(world.posted).toHaveLength(3)
    world.add(ramp('2', 6))
    world.goTo(6)
    await world.send()
    expect(world.told()[3]).toEqual([['2']])
  })

  test('surely didn’t take is no new beginning of those three times', async () => {
    const world = startWorld()
    world.mayNotLook()
    await world.follow('ramp')
    world.add(ramp('1', 5))
    world.goTo(5)
    world.next.push('taken-unsure', { kind: 'later' }, 'taken-unsure', 'taken-unsure', 'taken-unsure')
    for (let attempt = 0; attempt < 6; attempt++) {
      await world.send()
      world.wait(11)
    }
    expect(world.posted).toHaveLength(3)
  })

  test('refuses since its channel is gone ends all that is followed there', async () => {
    const world = startWorld()
    await world.follow('ramp')
    await world.follow('lift')
    await world.follow('ramp', { channel: 'C2' })
    world.add(ramp('1', 5))
    world.goTo(5)
    world.next.push({ kind: 'gone' })
    await world.send()
    expect(await world.follows.all()).toMatchObject([{ channel: 'C2' }])
  })
})

test('while the model is being loaded, nothing is told and nothing is lost', async () => {
  const world = startWorld()
  await world.follow('ramp')
  world.add(ramp('1', 5))
  world.goTo(5)
  const matches = async () => {
    throw new AppError('embedder-unavailable', 'The embedding model is still being loaded.')
  }
  await world.startProgram({ matching: { matches } })()
  expect(world.problems).toEqual([])
  await world.send()
  expect(world.told()).toEqual([[['1']]])
})

test('a failure in one channel leaves the others their digests', async () => {
  const world = startWorld()
  await world.follow('lift')
  await world.follow('ramp', { channel: 'C2' })
  world.add(ramp('1', 5))
  world.goTo(5)
  const matching = createMatching({
    corpus: createCorpus(),
    index: createPassageIndex(),
    meaning: () => ({ kind: 'off' }),
  })
  const failing = world.startProgram({
    matching: {
      matches: async (sought, isWanted) => {
        if (sought.question.text === 'lift') throw new Error('no match today')
        return matching.matches(sought, isWanted)
      },
    },
  })
  await failing()
  expect(world.problems).toHaveLength(1)
  expect(await world.follows.all()).toMatchObject([
    { progress: { last: '2026-05-04' } },
    { progress: { last: '2026-05-05' } },
  ])
})

test('nothing is kept about a person who was erased while Slack was slow to take their digest', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const world = startWorld()
  await world.follow('ramp', { channel: 'U1', user: 'U1' })
  world.add(ramp('2', 5))
  world.goTo(5)
  const state = refuseErased(world.state)
  const post = { kind: { name: 'post' }, team: draft('ramp').team, key: 'D1/1' }
  const send = world.startProgram({
    delivers: {
      titleOf: () => '',
      wasDelivered: async () => false,
      async deliver({ team, channel }) {
        await state.erase(team, 'U1')
        world.wait(2)
        vi.advanceTimersByTime(120_000)
        await state.set(post, 1, { user: 'U1' })
        return { kind: 'sent', channel }
      },
    },
  })
  await send()
  expect(world.problems).toEqual([])
  expect(await world.state.counts(post.team, 'U1')).toEqual({})
})
