import { describe, expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { createMemoryVerdicts } from '../../src/storage/memory-verdicts.ts'
import { refuseErased, refuseVerdictsOfErased } from '../../src/storage/refuse-erased.ts'
import { answer } from '../answers.ts'
import { test as slackTest } from './workspace.ts'

const TEAM = 'T000000001'
const ramps = answer({ paragraphs: ['Ramps are free.'] })
let passed = 0
const state = refuseErased(createMemoryState({ now: () => Date.now() + passed }))
const kept = refuseVerdictsOfErased(createMemoryVerdicts(), state)
/** The next question, or verdict, waits for `goOn` once it has begun. */
let held = Promise.resolve()
let begun = () => {}
const wait = async () => {
  begun()
  await held
}
const hold = () => {
  const [begin, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  begun = begin.resolve
  held = end.promise
  return { begun: begin.promise, goOn: end.resolve }
}
const ask: Ask = async (question) => {
  await wait()
  const best = { answer: ramps, index: 0, passage: ramps.passages[0] ?? [] }
  return { kind: 'answer', question, best, others: [] }
}
const verdicts = {
  ...kept,
  async keep(...all: Parameters<typeof kept.keep>) {
    await wait()
    await kept.keep(...all)
  },
}
const test = slackTest.extend('setup', { scope: 'file' }, () => ({
  answers: [ramps],
  ask,
  verdicts,
  services: { state },
}))

describe('a person who is erased', () => {
  test('while they are answered is not written back, and may go on asking', async ({ slack }) => {
    const { begun, goOn } = hold()
    await slack.mention('how many ramps?')
    await begun
    expect(await state.counts(TEAM, slack.user)).not.toEqual({})
    await state.erase(TEAM, slack.user)
    goOn()
    await slack.call('chat.postMessage')
    await slack.idle()
    expect(await state.counts(TEAM, slack.user)).toEqual({})

    passed += 1000
    await slack.mention('how many ramps?')
    await slack.idle()
    expect(await state.counts(TEAM, slack.user)).toMatchObject({ exchange: 1, turn: 1, 'recent-questions': 1 })
  })

  test('while a verdict of theirs is kept leaves none of it', async ({ slack }) => {
    const press = (question = 'ramps?') =>
      slack.press({ type: 'button', action_id: FEEDBACK, value: JSON.stringify({ helpful: true, question }) })
    const { begun, goOn } = hold()
    await press()
    await begun
    await state.erase(TEAM, slack.user)
    goOn()
    await slack.idle()
    expect((await kept.counts(TEAM)).helpful).toBe(0)

    passed += 1000
    await press('lifts?')
    await slack.idle()
    expect((await kept.counts(TEAM)).helpful).toBe(1)
  })
})
