import { describe, expect } from 'vitest'
import type { Fetching } from '../../src/answering/fetching.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'
import { outline } from './outline.ts'
import { newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const about = (uin: string, heading: string, asked: string, paragraph: string) =>
  answer({ uin, heading, question: `To ask the Secretary of State for Education, ${asked}.`, paragraphs: [paragraph] })

const test = slackTest.extend<{ setup: Setup }>({
  setup: [
    {
      answers: [
        about('1', 'Ramps', 'when she plans to count the ramps', 'The ramps are counted in May.'),
        about('2', 'Lifts', 'how many lifts are inspected', 'All lifts are inspected yearly.'),
        about('3', 'Doors', 'whether she will widen the school doors', 'School doors will be widened by 2027.'),
        about('4', 'Stairs', 'what stairs', 'There are some.'),
      ],
    },
    { scope: 'file' },
  ],
})

const open = (slack: Slack, user = slack.user, channel = slack.directMessage) =>
  slack.event({ type: 'app_home_opened', user, channel, tab: 'messages' })
const QUESTIONS = [
  'Will the Government widen the school doors?',
  'How many lifts are inspected?',
  'When does the Government plan to count the ramps?',
]

describe('somebody who opens the Messages tab', () => {
  test('is welcomed in an empty conversation, once, with questions that are answered', async ({ slack }) => {
    await open(slack)
    const welcome = await slack.call('chat.postMessage')
    expect(welcome.channel).toBe(slack.directMessage)
    for (const part of ['No AI-written text.', '4 answers, from 15 January 2024 to 15 January 2024.', ...QUESTIONS])
      expect(welcome.text).toContain(part)
    expect(
      outline(welcome.blocks)
        .split('\n')
        .filter((line) => line.includes('suggestion_')),
    ).toEqual(QUESTIONS.map((question, index) => `[${question}] suggestion_${index} = ${question}`))
    await open(slack)
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
    expect(slack.callsOf('conversations.history')).toHaveLength(1)
  })

  test('has the welcome brought up to date while answers are being fetched, and once when they are there', async ({
    slack,
  }) => {
    let fetching: Fetching = { kind: 'fetching' }
    const corpus = createCorpus([answer()])
    const bot = await slack.startAnother({ corpus, fetching: () => fetching })
    await open({ ...slack, ...bot } as Slack, slack.user, slack.channel)
    expect((await slack.call('chat.postMessage')).text).toContain('One answer, from 15 January 2024; still fetching')
    corpus.put(answer({ uin: '2' }))
    fetching = { kind: 'idle' }
    const { ts, text } = await slack.call('chat.update')
    expect(ts).toMatch(/^\d/)
    expect(text).toContain('2 answers, from 15 January 2024 to 15 January 2024.')
    await bot.stop()
  })

  test('is not welcomed after a restart, since the conversation is not empty any more', async ({ slack }) => {
    const restarted = await slack.startAnother({ answers: [] })
    await open({ ...slack, ...restarted } as Slack)
    await restarted.idle()
    await restarted.stop()
    expect(slack.callsOf('conversations.history')).toHaveLength(1)
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  test('is not welcomed where the conversation can’t be read: one line in the log says why', async ({ slack }) => {
    slack.failNext('conversations.history', 'missing_scope')
    await open(slack, slack.otherUser)
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    expect(slack.log.filter(({ level }) => level !== 'info')).toMatchObject([
      { level: 'debug', event: 'event.welcome_left_out', error: expect.stringContaining('missing_scope') },
    ])
  })

  test('gets the same kind of questions as prompts', async ({ slack }) => {
    await open(slack)
    const { channel_id, prompts } = await slack.call('assistant.threads.setSuggestedPrompts')
    expect(channel_id).toBe(slack.directMessage)
    expect(prompts).toEqual(QUESTIONS.map((question) => ({ title: question, message: question })))
  })
})

test('a press of a suggested question gets the reply to it, to which people can reply', async ({ slack }) => {
  const where = { channel: { id: slack.directMessage }, container: { type: 'message', message_ts: newTs() } }
  await slack.press({ action_id: 'suggestion_1', value: QUESTIONS[1] }, where)
  const reply = await slack.call('chat.postMessage')
  expect(reply.channel).toBe(slack.directMessage)
  expect(reply.thread_ts).toBeUndefined()
  for (const part of ['All lifts are inspected yearly.', `You asked: ${QUESTIONS[1]}`])
    expect(reply.text).toContain(part)
  await slack.forgetCalls()
  await slack.event({
    type: 'message',
    channel_type: 'im',
    channel: slack.directMessage,
    user: slack.user,
    ts: newTs(),
    text: 'who said that?',
  })
  expect((await slack.call('chat.postMessage')).text).toContain('A Minister')
})
