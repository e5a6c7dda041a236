import { expect, onTestFinished } from 'vitest'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLiveCorpus } from '../../src/answering/live-corpus.ts'
import { createIndex } from '../../src/app.ts'
import { localTime } from '../../src/daytime.ts'
import { createFollows } from '../../src/following/follows.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { addDays } from '../../src/record/dates.ts'
import { standingOf } from '../../src/record/standing.ts'
import { TOPIC_FILE } from '../../src/sources/corpus-folder/corpus-files.ts'
import { createParliamentSource } from '../../src/sources/parliament/parliament-source.ts'
import { createSqliteState } from '../../src/storage/sqlite/sqlite-state.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts'
import { sync } from '../../src/sync/sync.ts'
import { loadTopic } from '../../src/sync/topic.ts'
import { startProgram } from '../browser/start-program.ts'
import { shared } from '../shared.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { BOT_USER, type Slack, test } from './workspace.ts'

type Json = Record<string, any>
const ZONE = 'Europe/London'
const FIRST = '2026-04-01'
const LAST = '2026-04-30'
/** What is answered on the last day is told on the next. */
const END = '2026-05-01'
/** Parliament can't be reached on these days, and the bot is started anew on this one. */
const UNREACHABLE = ['2026-04-13', '2026-04-14', '2026-04-15']
const RESTARTED = '2026-04-20'
/** At ten in the evening of this day, in Greenwich, Parliament corrects the answer that the channel was told of last. */
const CORRECTED = '2026-04-22'

const standIn = shared('parliament-api/serve.mjs')

/** Follows a topic by the command and its form, as a person does. */
async function follow(
  slack: Slack,
  bot: Slack['startAnother'] extends (...args: any[]) => Promise<infer Bot> ? Bot : never,
  topic: string,
  every: 'day' | 'week',
  channel: string,
) {
  const opened = slack.callsOf('views.open').length
  await bot.slash(`follow ${topic}`, await slack.trigger(), channel)
  const { view } = await slack.call('views.open', opened + 1)
  const { block_id, element } = view.blocks.find((block: Json) => block.element?.type === 'static_select')
  const option = element.options.find(({ value }: Json) => value === every)
  const values = { [block_id]: { [element.action_id]: { selected_option: option } } }
  await bot.submit({ ...view, id: `V ${topic}`, state: { values: { follow_also: { follow_also: {} }, ...values } } })
  await bot.idle()
}

test.skipIf(standIn.missing)(
  `what is followed for a month is told once, nothing is missed, and nothing comes at night${standIn.note}`,
  { timeout: 180_000 },
  async ({ slack }) => {
    const parliament = await startProgram([standIn.file, '--port', '0', '--until', '2026-03-31'])
    onTestFinished(parliament.stop)
    const folder = await temporaryFolder()
    const [storage, topic] = [createSqliteStorage(folder), await loadTopic(TOPIC_FILE)]
    onTestFinished(() => storage.close())
    const { corpus, index, refresh } = createLiveCorpus([], storage.answers, { index: await createIndex() })
    const answering = createAnswering({ corpus, index })

    let clock = Date.parse('2026-03-31T11:00:00Z')
    const now = () => clock
    const syncUntil = async (until: string, since?: string) => {
      await fetch(`${parliament.url}/_control/until?date=${until}`)
      const source = createParliamentSource({ url: parliament.url, requestsPerSecond: 1000 })
      await sync({ source, storage, topic, now: () => new Date(clock), since, until })
      await refresh()
    }
    await syncUntil('2026-03-31', '2026-03-15')
    expect(corpus.size()).toBeGreaterThan(0)

    const start = () => {
      const state = createSqliteState(folder, { now })
      return slack.startAnother({
        services: { answering, state, now, lastSync: () => storage.runs.status() },
      })
    }
    let bot = await start()
    onTestFinished(() => bot.stop())
    await follow(slack, bot, 'house:commons', 'day', slack.channel)
    await follow(slack, bot, 'funding', 'week', 'D0123')
    await slack.forgetCalls()

    const posted: { channel: string; thread: string; at: { day: string; hour: number }; links: string[] }[] = []
    const marked: { day: string; hour: number }[] = []
    let correctedAnswer: WrittenAnswer | undefined
    const correctLastTold = async () => {
      const link = posted.findLast(({ channel }) => channel === slack.channel)?.links[0]
      correctedAnswer = corpus.newest().find(({ source }) => source === link)
      if (!correctedAnswer) throw new Error('nothing was told before')
      // It is quoted in a thread as well.
      await bot.mention(`<@${BOT_USER}> ${correctedAnswer.questions[0].uin}`)
      await bot.idle()
      const passages: WrittenAnswer['passages'] = [[{ type: 'paragraph', content: ['It is corrected.'] }]]
      corpus.put({ ...correctedAnswer, corrected: CORRECTED, original: correctedAnswer.passages, passages })
    }
    for (let day = FIRST; day <= END; day = addDays(day, 1)) {
      if (day === RESTARTED) {
        await bot.stop()
        bot = await start()
      }
      for (let hour = 0; hour < 24; hour++) {
        clock = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000
        // At night, so that what is new waits for the morning.
        if (hour === 22 && day <= LAST && !UNREACHABLE.includes(day)) await syncUntil(day)
        if (hour === 22 && day === CORRECTED) await correctLastTold()
        await slack.forgetCalls()
        // Corrections first: that a digest is about to tell of one, they must know.
        await bot.sendCorrections()
        await bot.sendDigests()
        const at = localTime(clock, ZONE)
        for (const { channel, thread_ts: thread, blocks } of slack.callsOf('chat.postMessage'))
          posted.push({ channel, thread, at, links: JSON.stringify(blocks).match(/https:[^"]+/g) ?? [] })
        marked.push(...slack.callsOf('chat.update').map(() => at))
      }
    }

    const told = posted.filter(({ thread }) => thread === undefined)
    const inMonth = corpus.newest().filter((answer) => {
      const { kind, on } = standingOf(answer)
      return kind !== 'holding' && on >= FIRST && on <= LAST
    })
    expect(inMonth.length).toBeGreaterThan(15)
    const linksIn = (channel: string) => told.filter((one) => one.channel === channel).flatMap(({ links }) => links)
    expect(linksIn(slack.channel).toSorted()).toEqual(
      [...inMonth, ...(correctedAnswer ? [correctedAnswer] : [])].map(({ source }) => source).toSorted(),
    )

    const lastMonday = '2026-04-27'
    const onFunding = await answering.matching.matches({ question: answering.parse('funding'), also: [] })
    const weekly = onFunding.filter(({ answer }) => inMonth.includes(answer) && standingOf(answer).on < lastMonday)
    expect(weekly.length).toBeGreaterThan(3)
    expect(linksIn(slack.user).toSorted()).toEqual(weekly.map(({ answer }) => answer.source).toSorted())

    // The digest and the reply that quote it have the line at once, at eleven in the evening in England; only the thread of
    // the reply has a note, in the morning: of a digest's answers the next digest tells.
    expect(marked).toEqual([
      { day: CORRECTED, hour: 23 },
      { day: CORRECTED, hour: 23 },
    ])
    expect(posted.filter(({ thread }) => thread !== undefined).map(({ at }) => at)).toEqual([
      { day: addDays(CORRECTED, 1), hour: 9 },
    ])

    expect(told.map(({ at }) => at.hour)).toEqual(told.map(() => 9))
    const days = told.filter(({ channel }) => channel === slack.channel).map(({ at }) => at.day)
    expect(new Set(days).size).toBe(days.length)
    const mondays = told.filter(({ channel }) => channel === slack.user).map(({ at }) => new Date(at.day).getUTCDay())
    expect(new Set(mondays)).toEqual(new Set([1]))
    expect(await createFollows(createSqliteState(folder, { now })).all()).toHaveLength(2)
  },
)
