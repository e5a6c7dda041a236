import { expect, test } from 'vitest'
import { breachesOf, Message } from '../../../playground/inspector/block-kit.ts'
import type { TopicNews } from '../../../src/following/digest.ts'
import { digestMessage } from '../../../src/slack/blocks/digest-message.ts'
import { followListMessage } from '../../../src/slack/blocks/follow-list.ts'
import { LIMITS } from '../../../src/slack/limits.ts'
import { answer } from '../../answers.ts'
import { follow } from '../../following/follows-of.ts'

const found = (uin: string) => {
  const one = answer({ uin, paragraphs: ['"Word" '.repeat(60)] })
  return { answer: one, index: 0, passage: one.passages[0] ?? [] }
}

test.each([1, 2, 12])('a digest of twenty long topics with %d answers each is one that Slack takes', (each) => {
  const topics = Array.from({ length: 20 }, (_, topic): TopicNews => {
    const text = '"school" transport '.repeat(15)
    const news = Array.from({ length: each }, (_, nth) => found(String(1000 + topic * 20 + nth)))
    return { follow: follow({}, { question: { asked: text, text, filters: [], wrong: [] } }), news }
  })
  const [first, ...others] = topics as [TopicNews, ...TopicNews[]]
  const message = digestMessage({ team: 'T1', channel: 'C1', day: '2026-05-01', topics: [first, ...others] })
  expect(breachesOf(Message, message)).toEqual([])
  expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(LIMITS.message.blockChars)
})

test.each(['home to school transport', '"school" transport '.repeat(15)])(
  'a list of twenty topics names all, with buttons as far as Slack has room: %s',
  (text) => {
    const follows = Array.from({ length: 20 }, (_, n) => ({
      ...follow(
        {},
        { channel: 'C0123456789', question: { asked: text, text: `${n} ${text}`, filters: [], wrong: [] } },
      ),
      id: '0e0b1d3a-8a90-4b68-a6d0-1d7f7f7f7f7f',
      place: n + 1,
    }))
    const { blocks } = followListMessage(follows)
    const drawn = JSON.stringify(blocks)
    expect(drawn.length).toBeLessThanOrEqual(LIMITS.message.blockChars)
    for (let n = 0; n < 20; n++) expect(drawn).toContain(`“${n} `)
    expect(blocks.filter(({ type }) => type === 'actions').length).toBeGreaterThan(8)
  },
)
