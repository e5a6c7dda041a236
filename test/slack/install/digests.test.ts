import { expect, test } from 'vitest'
import { createFollows } from '../../../src/following/follows.ts'
import { addDays } from '../../../src/record/dates.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { draft } from '../../following/follows-of.ts'
import { startInstalledBot } from './installed-bot.ts'

const ONE = { team: 'T111' }
const OTHER = { team: 'T222' }
const ORGANISATION = { team: 'T333', enterprise: 'E333' }

test('what is followed is told in each workspace by its own token, and ends where the app was removed', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const many = await startInstalledBot({
    answering: answeringFrom([answer({ answered: today, paragraphs: ['Ramps are free.'] })]),
    // Ten or eleven in the morning in England.
    now: () => Date.parse(`${today}T10:00:00Z`),
  })
  for (const workspace of [ONE, OTHER, ORGANISATION]) await many.add(workspace)
  const follows = createFollows(many.state)
  const yesterday = addDays(today, -1)
  for (const team of ['T111', 'T222', 'E333', 'T999'])
    await follows.add(draft('ramps', { team, channel: many.slack.channel }), {
      last: yesterday,
      covered: yesterday,
      told: {},
    })

  await many.remove(OTHER, 'app_uninstalled')
  await many.bot.sendDigests()
  expect([ONE, OTHER, ORGANISATION].map((workspace) => many.posted(workspace).length)).toEqual([1, 0, 1])
  expect(many.posted(ONE)[0]).toContain('New: Ramps are free.')
  // What is followed ends with a removal alone: the last may add the app.
  expect((await follows.all()).map(({ team }) => team).toSorted()).toEqual(['E333', 'T111', 'T999'])
  await many.bot.sendDigests()
  expect(many.posted(ONE)).toHaveLength(1)
  await many.stop()
})

test('what is followed outlasts a token that was revoked, and is told once the app is added again', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const many = await startInstalledBot({
    answering: answeringFrom([answer({ answered: today, paragraphs: ['Ramps are free.'] })]),
    now: () => Date.parse(`${today}T10:00:00Z`),
  })
  await many.add(ONE)
  const follows = createFollows(many.state)
  const { team, channel } = { ...ONE, channel: many.slack.channel }
  const yesterday = addDays(today, -1)
  await follows.add(draft('ramps', { team, channel }), { last: yesterday, covered: yesterday, told: {} })

  await many.remove(ONE)
  await many.bot.sendDigests()
  expect(await follows.all()).toMatchObject([{ team, channel, progress: { last: yesterday } }])
  await many.add(ONE)
  // As ten minutes later.
  await many.state.delete({ kind: { name: 'digest', durable: true }, team, key: channel })
  many.slack.calls.length = 0
  await many.bot.sendDigests()
  expect(many.posted(ONE)).toEqual([expect.stringContaining('New: Ramps are free.')])
})
