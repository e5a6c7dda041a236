import { expect, test } from 'vitest'
import type { AnswerReply, NoAnswerReply, Reply } from '../../../src/answering/reply.ts'
import type { Passage } from '../../../src/record/answer.ts'
import type { Found } from '../../../src/search/found.ts'
import { helpMessage, statusMessage } from '../../../src/slack/blocks/about.ts'
import { answerListMessage } from '../../../src/slack/blocks/answer-list.ts'
import { fullAnswerMessage } from '../../../src/slack/blocks/full-answer.ts'
import { moreMessage, replyMessage } from '../../../src/slack/blocks/reply.ts'
import { sharedMessage } from '../../../src/slack/blocks/share-modal.ts'
import { answerUnfurl, whoAskedIt, whoSaidIt } from '../../../src/slack/blocks/short-answer.ts'
import { shortAnswersMessage } from '../../../src/slack/blocks/short-answers.ts'
import { topicListMessage } from '../../../src/slack/blocks/topic-list.ts'
import { welcomeMessage } from '../../../src/slack/blocks/welcome.ts'
import { WORDS } from '../../../src/wording/words.ts'
import { answeringFrom } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { question } from '../../questions.ts'
import { ramps } from '../ramps.ts'

const today = '2026-02-01'
const look = { today, share: true, feedback: true }
const earlier = answer({ uin: '5', answered: '2023-12-04', heading: 'Schools: Lifts' })
const passage = (index: number): Found => ({ answer: ramps, index, passage: ramps.passages[index] as Passage })
const noted: Found = { ...passage(0), newer: passage(1), alsoGiven: [passage(1)], refersTo: [earlier] }
/** Its table is drawn in another layout than it is read. */
const full: Found = { ...noted, answer: { ...ramps, passages: [ramps.passages[0] as Passage] } }
const understood: Pick<Reply, 'filters' | 'repaired'> = {
  filters: [{ name: 'since', value: '2023' }],
  repaired: [{ typed: 'rampz', read: 'ramps' }],
}
const missing = [
  { word: 'Surrey', inRecord: true, place: true },
  { word: 'goats', inRecord: false, place: false },
]
const reply: AnswerReply = { kind: 'answer', question: question('how many ramps?'), best: noted, others: [] }
const closest: AnswerReply = { ...reply, ...understood, kind: 'closest', missing }
const nothing: NoAnswerReply = {
  kind: 'no-answer',
  question: question('ramps & lifts'),
  reason: 'nothing-close',
  nearest: [noted],
  missing,
  covered: { answers: 1204, oldest: '2024-03-03', newest: '2026-11-20' },
}
const wrongFilter: NoAnswerReply = {
  ...nothing,
  reason: 'wrong-filter',
  nearest: [],
  wrongFilters: [{ typed: 'since:soon', name: 'since', reason: 'no-date' }],
}
const page = (reply: Reply, page = 0) => ({ reply, page, left: 3 })
const target = { channel: 'C1', message: '1.1', responseUrl: 'https://hooks.example', passage: 'x', question: 'x' }
const share = { target: { ...target, understood: ['Showing answers.'] }, line: 'Look & see', withQuestion: true }
const preview = answerUnfurl(noted, today)
const { holdings } = answeringFrom([ramps, earlier]).browse
const meaning = { kind: 'on', passages: 5000, missing: 20 } as const

test.each<[string, { text: string; blocks: readonly unknown[] }]>([
  ['an answer', replyMessage(page(reply), look)],
  ['its second page', replyMessage(page({ ...reply, others: [noted, passage(1)] }, 1), look)],
  ['the closest', replyMessage(page(closest), look)],
  ['nothing', replyMessage(page(nothing), look)],
  ['a wrong filter', replyMessage(page(wrongFilter), look)],
  ['only filters', replyMessage(page({ ...nothing, ...understood, reason: 'only-filters' }), look)],
  ['no words', replyMessage(page({ ...nothing, reason: 'no-words', nearest: [] }), look)],
  ['more, in a thread', moreMessage(page({ ...closest, others: [noted] }, 1))],
  ['who said it', whoSaidIt(noted, today)],
  ['who asked it', whoAskedIt(noted)],
  ['the full answer', fullAnswerMessage({ found: full, refersTo: [earlier, '77'], referredToBy: [ramps] }, today)],
  ['short answers', shortAnswersMessage([reply, closest, nothing], today, ['Who?', 'Why?'])],
  ['a share', sharedMessage(closest, share, { id: 'U1', name: 'colleague' }, { today, feedback: true })],
  ['a list', answerListMessage('Newest answers', [ramps])],
  ['an empty list', answerListMessage('Newest answers', [])],
  ['the status', statusMessage({ holdings: holdings(), meaning, keepQuestions: true }, { helpful: 7, unhelpful: 1 })],
  ['a welcome', welcomeMessage({ holdings: holdings(), fetching: { kind: 'idle' } }, ['how many ramps are there?'])],
  ['topics', topicListMessage('Topics', [{ value: 'Ramps', count: 2 }], { filters: [] })],
  ['the help', helpMessage(WORDS.examples)],
  ['a preview', { text: preview.fallback ?? '', blocks: preview.blocks ?? [] }],
])('the text for screen readers says all that the blocks show: %s', (_what, { text, blocks }) => {
  const said = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const unsaid = shown(blocks)
    .map((part) => part.replace(/^[\s:·,]+|[\s:·,]+$/g, ''))
    .filter((part) => !said.includes(part))
  expect(unsaid).toEqual([])
})

const lastYear = answer({
  uin: '9',
  answered: '2025-03-01',
  heading: 'Special Educational Needs and Disabilities: Teachers',
  department: 'Ministry of Housing, Communities and Local Government',
  questions: [
    { uin: '126000', tabled: '2025-02-20', text: 'Why?' },
    ...Array.from({ length: 8 }, (_, n) => ({ uin: String(126_001 + n), tabled: '2025-02-20' })),
  ],
  paragraphs: ['A paragraph of the record. '.repeat(20).trim()],
})
const cited: Found = { answer: lastYear, index: 0, passage: lastYear.passages[0] as Passage }
const given = (count: number): Found[] => Array.from({ length: count }, () => cited)
const asked = { ...reply, ...understood, question: question('how many schools have ramps and lifts, and since when?') }
test.each<[string, Reply]>([
  ['an answer', { ...asked, best: cited }],
  ['the closest', { ...asked, kind: 'closest', best: cited, missing }],
  ['nothing', { ...nothing, ...understood, nearest: [] }],
  ['nothing, with what may help', { ...nothing, ...understood, nearest: given(3) }],
  ['a UIN', { ...reply, question: question('126001'), best: cited }],
  ['a wrong filter', wrongFilter],
  ['filters alone', { ...nothing, ...understood, reason: 'only-filters', nearest: given(3), missing: [] }],
  ['old, with a newer answer', { ...asked, best: { ...noted, newer: cited, alsoGiven: [], refersTo: [] } }],
  ['corrected', { ...asked, best: { ...cited, answer: { ...lastYear, corrected: '2025-03-04' } } }],
  ['a referral', { ...asked, best: { ...cited, refersTo: [lastYear, ramps] } }],
  ['given more than once', { ...asked, best: { ...cited, alsoGiven: given(12) }, missing }],
  [
    'all notes of an old answer',
    { ...asked, best: { ...noted, newer: cited, alsoGiven: given(3), refersTo: [] }, missing },
  ],
])('a reply shows at most 120 words beside quotations: %s', (_what, reply) => {
  const { blocks } = replyMessage(page(reply), look)
  const words = [...shown(withoutQuotes(blocks)), ...labels(blocks)]
    .join(' ')
    .split(/\s+/)
    .filter((word) => /\w/.test(word) && !word.startsWith('https:'))
  expect(words.length).toBeLessThanOrEqual(120)
  expect(blocks.filter(({ type }) => type === 'actions').length).toBeLessThanOrEqual(1)
})

const QUOTES = ['rich_text_quote', 'rich_text_list', 'rich_text_preformatted', 'table']
const withoutQuotes = (blocks: readonly object[]): object[] =>
  blocks
    .map((block) => ({
      ...block,
      ...('elements' in block && { elements: (block.elements as object[]).filter(isOurs) }),
    }))
    .filter(isOurs)
const isOurs = (part: object) => !('type' in part && QUOTES.includes(String(part.type)))
/** The texts of buttons; those of feedback are symbols. */
const labels = (blocks: readonly { type: string }[]) =>
  blocks.flatMap((block) => (block.type === 'actions' ? shown((block as { elements?: unknown }).elements) : []))

/** The lines of text and the links that blocks show, without their controls and without the links of the record. */
function shown(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shown)
  if (typeof value !== 'object' || value === null) return []
  const {
    type,
    text,
    url,
    accessory: _,
    ...rest
  } = value as { type?: string; text?: unknown; url?: string; accessory?: unknown }
  if (type === 'actions' || type === 'context_actions') return []
  const isOfRecord = url !== undefined && new URL(url).hostname === 'www.gov.uk'
  return [
    ...(typeof text === 'string' ? text.split('\n') : shown(text)),
    ...(url === undefined || isOfRecord ? [] : [url]),
    ...shown(Object.values(rest)),
  ]
}
