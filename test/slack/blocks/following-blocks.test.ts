import { describe, expect, test } from 'vitest'
import { breachesOf, Message, View } from '../../../playground/inspector/block-kit.ts'
import { MOST_IN_BRIEFING } from '../../../src/answering/briefing.ts'
import { clusterGaps, type Gap } from '../../../src/answering/gap-clusters.ts'
import type { Digest, TopicNews } from '../../../src/following/digest.ts'
import type { PassageOfAnswer } from '../../../src/search/found.ts'
import { briefingInHome } from '../../../src/slack/blocks/briefing-modal.ts'
import { digestMessage } from '../../../src/slack/blocks/digest-message.ts'
import { followListMessage, followStartedMessage } from '../../../src/slack/blocks/follow-list.ts'
import { followForm, followModal, parseFollow } from '../../../src/slack/blocks/follow-modal.ts'
import { gapsInHome } from '../../../src/slack/blocks/gap-list.ts'
import { homeView } from '../../../src/slack/blocks/home.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { follow } from '../../following/follows-of.ts'
import { messageOutline } from '../outline.ts'

const LONG = 'A very long word of a topic, a heading or an answer. '.repeat(60)
const question = { asked: LONG, text: LONG, filters: [], wrong: [] }
const longest = follow({}, { question, also: Array.from({ length: 5 }, () => LONG) })
const found = (n: number, more: Parameters<typeof answer>[0] = {}): PassageOfAnswer => {
  const one = answer({
    uin: String(n + 1),
    heading: LONG.slice(0, 300),
    answeredBy: { name: LONG.slice(0, 400) },
    paragraphs: [LONG],
    ...more,
  })
  return { answer: one, index: 0, passage: one.passages[0] as PassageOfAnswer['passage'] }
}
const many = Array.from({ length: 60 }, (_, n) => found(n))
const digest = (topics: readonly TopicNews[]): Digest => ({
  team: 'T1',
  channel: 'C1',
  day: '2026-05-03',
  topics: topics as Digest['topics'],
})

describe('what is written about followed topics is within Slack’s limits', () => {
  test('a digest of twenty topics, or of one, with many long answers', () => {
    const topics = Array.from({ length: 20 }, () => ({ follow: longest, news: many }))
    for (const one of [digest(topics), digest(topics.slice(0, 1))])
      expect(breachesOf(Message, digestMessage(one))).toEqual([])
  })

  test('the list, the announcement, the forms, and a Home with all that it can have', async () => {
    const follows = Array.from({ length: 20 }, (_, n) => ({ ...longest, place: n + 1, paused: n % 2 === 0 }))
    expect(breachesOf(Message, followListMessage(follows))).toEqual([])
    expect(breachesOf(Message, followStartedMessage(longest, 'colleague'))).toEqual([])
    const related = Array.from({ length: 12 }, (_, n) => ({ wording: n % 2 ? `wording ${n}` : LONG, more: 1000 }))
    const target = { channel: 'C1', direct: false }
    const gaps = await clusterGaps(
      Array.from({ length: 60 }, (_, n): Gap => {
        return { terms: [`term ${n % 20}`], words: LONG.slice(0, 300), reply: 'nothing', person: `p${n}` }
      }),
      async () => undefined,
    )
    const { browse } = answeringFrom(many.map((one) => one.answer))
    for (const view of [
      followForm(target),
      followModal({ question, matches: many, lately: 60, related }, target),
      homeView({
        list: browse.list({}, 0),
        choice: {},
        suggestions: ['one?', 'two?', 'three?'],
        recent: Array.from({ length: 5 }, () => question),
        follows: [...follows, ...follows],
        briefing: briefingInHome(
          many.slice(0, MOST_IN_BRIEFING).map((found, n) => {
            return { kind: 'there', name: `${n}`, found, shortfall: {}, changed: true }
          }),
          '2026-05-03',
        ),
        gaps: gapsInHome({ gaps, keepsQuestions: true }),
        holdings: browse.holdings(),
        meaning: { kind: 'off' },
      }),
    ])
      expect(breachesOf(View, view)).toEqual([])
  })
})

describe('a digest', () => {
  test('has its topics’ names if there are several, and says what it leaves out', () => {
    const short = { heading: 'Ramps', answeredBy: { name: 'A Minister' }, paragraphs: ['A ramp.'] }
    const [ramps, lifts] = ['ramps', 'lifts'].map((text) => follow({}, { question: { ...question, text } }))
    if (!ramps || !lifts) throw new Error('not made')
    const message = digestMessage(
      digest([
        {
          follow: ramps,
          news: [found(0, { ...short, corrected: '2026-05-01' }), found(1, { ...short, held: '2026-04-01' })],
        },
        { follow: lifts, news: Array.from({ length: 10 }, (_, n) => found(n + 10, short)) },
      ]),
    )
    const lines = messageOutline(message).split('\n')
    expect(lines[0]).toBe('New on 2 followed topics, 3 May 2026')
    expect(message.text).toContain('• Corrected on 1 May 2026: A ramp. A Minister, 15 January 2024 (https://')
    expect(message.text).toContain('• Final answer, after a holding answer: A ramp.')
    expect(lines.filter((line) => line.startsWith('- **New: **'))).toHaveLength(8)
    expect(lines).toContain('And 2 more.')
    expect(lines.at(-1)).toContain('/send following')
  })
})

test('a topic too long for a form’s metadata is followed by its beginning', () => {
  const view = followModal({ question, matches: [], lately: 0, related: [] }, { channel: 'C1', direct: false })
  const state = { values: { follow_every: { follow_every: { selected_option: { value: 'week' } } } } }
  const { sought, every } = parseFollow({ ...view, state }, (asked) => ({ ...question, asked }))
  expect(every).toBe('week')
  expect(LONG.startsWith(sought.question.text.slice(0, 1000))).toBe(true)
})
