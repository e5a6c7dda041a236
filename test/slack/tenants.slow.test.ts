import fc from 'fast-check'
import { expect } from 'vitest'
import type { Ask } from '../../src/answering/reply.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { carryQuestion } from '../../src/slack/blocks/carried-question.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { createMemoryVerdicts } from '../../src/storage/memory-verdicts.ts'
import { answer } from '../answers.ts'
import { question } from '../questions.ts'
import type { SlackCall } from './recording-slack.ts'
import { BOT_USER, type RunningBot, type Setup, type Slack, test as slackTest } from './workspace.ts'

const answers = Array.from({ length: 12 }, (_, n) =>
  answer({ uin: String(200_001 + n), heading: `Ramps ${n}`, paragraphs: [`Ramp number ${n} is free in Surrey.`] }),
)
const all = answers.map((answer) => ({ answer, index: 0, passage: answer.passages[0] ?? [] }))
/** The reply says what was understood, so that it shows which question came before. */
const ask: Ask = async (question, { others = 4 } = {}) => {
  const [best, ...rest] = all
  if (!best) throw new Error('no answers')
  return { kind: 'answer', question, best, others: rest.slice(0, others) }
}

const vocabulary = { ...EMPTY_VOCABULARY, names: [['kent', 'surrey', 'essex']] }
const setup: Setup = { answers, ask, vocabulary }
const test = slackTest.extend<{ setup: Setup }>({ setup: [setup, { scope: 'file' }] })

const TEAMS = ['T000000001', 'T000000002'] as const
type Team = (typeof TEAMS)[number]

const text = fc.constantFrom<string[]>(
  'how many ramps in Kent?',
  'how many lifts in Kent?',
  'how many doors?',
  'and in Surrey?',
  'what about Essex',
  'since 2024?',
  'more',
  'who said that?',
  'thanks',
)
/** Few ids, so that they are often the same: of events, messages, triggers, presses and runs of a step. */
const id = fc.integer({ min: 1, max: 2 })
const ids = { event: fc.integer({ min: 1, max: 20 }), message: fc.integer({ min: 1, max: 4 }) }
/** What was asked first: an edit of a message that wasn't asked waits for it. */
const asked = fc.constantFrom({ message: 1, where: 'channel' }, { message: 2, where: 'directly' })
const thread = fc.option(id, { nil: undefined })

/** What a person does. Both workspaces have the same people, channels and messages, by their ids. */
const step = fc.oneof(
  fc.record({ does: fc.constant('mentions'), ...ids, text, thread }),
  fc.record({ does: fc.constant('writes'), ...ids, text, thread, where: fc.constantFrom('channel', 'directly') }),
  fc.record({ does: fc.constant('edits'), event: ids.event, asked, text, thread }),
  fc.record({ does: fc.constant('deletes'), ...ids, where: fc.constantFrom('channel', 'directly') }),
  fc.record({ does: fc.constant('commands'), trigger: id, text }),
  fc.record({ does: fc.constant('presses'), trigger: id, text }),
  fc.record({ does: fc.constant('judges'), message: id, helpful: fc.boolean() }),
  fc.record({ does: fc.constant('opens'), tab: fc.constantFrom('home', 'messages') }),
  fc.record({ does: fc.constant('runs'), event: ids.event, trigger: id, text }),
)
type Step = Parameters<Parameters<typeof step.map>[0]>[0]
/** What is done in the two workspaces at the same time: often the same, which a key without the workspace takes for one. */
const both = step.map((same): [Step, Step] => [same, same])
const rounds = fc.array(fc.oneof(both, fc.tuple(fc.option(step), fc.option(step))), { minLength: 1, maxLength: 10 })
/** What each does at the beginning: messages that can be edited. */
const FIRST: readonly Step[] = [
  { does: 'mentions', event: 21, message: 1, text: 'how many ramps in Kent?', thread: undefined },
  { does: 'writes', event: 22, message: 2, text: 'how many ramps in Kent?', thread: undefined, where: 'directly' },
]
/** What each does at the end, to see what is kept of its people and of its verdicts. */
const LAST: readonly Step[] = [
  { does: 'opens', tab: 'home' },
  { does: 'commands', trigger: 3, text: 'status' },
]

/** Time between two rounds: less than a double click takes. */
const ROUND_MS = 700

const verdict = (helpful: boolean) => JSON.stringify({ helpful, question: carryQuestion(question('ramps'), 1000) })
const tsOf = (message: number) => `1700000${message}00.000100`

/** Slack's payload of what was done, by a person who has the same id in each workspace. */
function payloadOf(slack: Slack, team: Team, done: Step, round: number, responseUrl: string) {
  const { user } = slack
  const eventOf = (id: number, event: object) => ({
    type: 'event_callback',
    team_id: team,
    event_id: `Ev${id}`,
    authorizations: [{ team_id: team, user_id: BOT_USER, is_bot: true }],
    event: { user, ...event },
  })
  const messageIn = (where: string) =>
    where === 'channel'
      ? { type: 'message', channel_type: 'channel', channel: slack.channel }
      : { type: 'message', channel_type: 'im', channel: slack.directMessage }
  const inThread = (thread: number | undefined) => (thread === undefined ? {} : { thread_ts: tsOf(thread) })
  const press = (action: object, more: object) => ({
    type: 'block_actions',
    team: { id: team },
    user: { id: user, team_id: team },
    channel: { id: slack.directMessage },
    trigger_id: 'none is used',
    response_url: responseUrl,
    actions: [{ type: 'button', block_id: 'b', ...action }],
    ...more,
  })
  switch (done.does) {
    case 'mentions': {
      const said = { ts: tsOf(done.message), text: `<@${BOT_USER}> ${done.text}`, ...inThread(done.thread) }
      return eventOf(done.event, { type: 'app_mention', channel: slack.channel, ...said })
    }
    case 'writes': {
      const said = { ts: tsOf(done.message), text: done.text, ...inThread(done.thread) }
      return eventOf(done.event, { ...messageIn(done.where), ...said })
    }
    case 'edits': {
      const { message: id, where } = done.asked
      const mention = where === 'channel' ? `<@${BOT_USER}> ` : ''
      const edited = { user, ts: `1700000999.${String(round).padStart(6, '0')}` }
      const message = { user, ts: tsOf(id), text: `${mention}${done.text}`, ...inThread(done.thread), edited }
      return eventOf(done.event, { ...messageIn(where), subtype: 'message_changed', message })
    }
    case 'deletes':
      return eventOf(done.event, {
        ...messageIn(done.where),
        subtype: 'message_deleted',
        deleted_ts: tsOf(done.message),
      })
    case 'commands':
      return {
        command: '/send',
        text: done.text,
        team_id: team,
        user_id: user,
        channel_id: slack.channel,
        trigger_id: `trigger ${done.trigger}`,
        response_url: responseUrl,
      }
    case 'presses':
      return press(
        { action_id: 'suggestion_0', value: done.text, action_ts: tsOf(done.trigger) },
        { container: { type: 'message', message_ts: '1700000000.000001' } },
      )
    case 'judges':
      return press(
        { action_id: FEEDBACK, value: verdict(done.helpful), action_ts: tsOf(1) },
        { container: { type: 'message', message_ts: tsOf(done.message) } },
      )
    case 'opens':
      return eventOf(1000 + round, { type: 'app_home_opened', channel: slack.directMessage, tab: done.tab })
    case 'runs':
      return eventOf(done.event, {
        type: 'function_executed',
        function: { callback_id: 'find_send_answer' },
        inputs: { question: done.text },
        function_execution_id: `Fx${done.trigger}`,
        bot_access_token: 'xoxb-for-tests',
      })
  }
}

function post(bot: RunningBot, payload: object) {
  if ('event' in payload) return bot.post(JSON.stringify(payload), 'application/json')
  const fields = 'command' in payload ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) }
  return bot.post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')
}

type Rounds = readonly (readonly [Step | null, Step | null])[]

/** Lets it be done with a new bot, and gives the calls that were made for each workspace. */
async function play(slack: Slack, rounds: Rounds, teams: readonly Team[]): Promise<Record<string, object[]>> {
  const bot = await slack.startAnother({ ...setup, verdicts: createMemoryVerdicts() })
  const teamOf = new Map<string, Team>()
  await slack.forgetCalls()
  const inTeam = async (team: Team, done: Step, round: number) => {
    const responseUrl = slack.newResponseUrl()
    teamOf.set(new URL(responseUrl).search, team)
    await post(bot, payloadOf(slack, team, done, round, responseUrl))
  }
  const inBoth = (step: Step) => [step, step] as const
  for (const [round, steps] of [...FIRST.map(inBoth), ...rounds, ...LAST.map(inBoth)].entries()) {
    await Promise.all(
      teams.map((team) => {
        const done = steps[TEAMS.indexOf(team)]
        return done && inTeam(team, done, round)
      }),
    )
    await bot.idle()
    slack.advance(ROUND_MS)
  }
  await bot.stop()
  const callsOf = (team: Team) =>
    slack.calls.filter(({ args, search }) => (args.team_id ?? teamOf.get(search)) === team)
  expect(slack.calls).toHaveLength(teams.flatMap(callsOf).length)
  return Object.fromEntries(teams.map((team) => [team, callsOf(team).map(shown(callsOf(team)))]))
}

/** A call as the workspace sees it: ids that are new each time are named by their order. */
function shown(calls: readonly SlackCall[]) {
  const posts = calls.flatMap(({ posted }) => posted ?? [])
  return ({ method, args }: SlackCall) => {
    const { team_id: _, ts, ...rest } = args
    const same = JSON.stringify(rest).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
    return { method, args: JSON.parse(same), ...(ts !== undefined && { changes: posts.indexOf(ts) }) }
  }
}

test('each of two workspaces with the same ids sees what it would see alone', async ({ slack }) => {
  // A conversation that is not empty gets no welcome.
  await slack.api('chat.postMessage', { channel: slack.directMessage, text: 'Welcome' }, 'bot')
  await fc.assert(
    fc.asyncProperty(rounds, async (rounds) => {
      const together = await play(slack, rounds, TEAMS)
      for (const team of TEAMS) expect(together[team]).toEqual((await play(slack, rounds, [team]))[team])
    }),
    { numRuns: 25 },
  )
}, 400_000)
