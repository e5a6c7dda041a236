import { describe, expect, test } from 'vitest'
import type { NoAnswerReply, Reply } from '../../src/answering/reply.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import type { Found } from '../../src/search/found.ts'
import {
  missingNotes,
  missingWithoutAnswer,
  noteText,
  passageNotes,
  questionNotes,
} from '../../src/wording/reply-notes.ts'
import { noAnswerLines, replyText } from '../../src/wording/reply-text.ts'
import { answer } from '../answers.ts'
import { question } from '../questions.ts'

const TODAY = '2026-01-14'
const found = (of: WrittenAnswer, more: Partial<Found> = {}): Found => ({
  answer: of,
  index: 0,
  passage: of.passages[0] as Found['passage'],
  ...more,
})
const notes = (one: Found) => passageNotes(one, TODAY).map(noteText)

describe('the notes on a passage say', () => {
  test('nothing if there is nothing to know', () => {
    expect(notes(found(answer({ answered: '2024-01-15' })))).toEqual([])
  })

  test('how old it is, from two years on', () => {
    expect(notes(found(answer({ answered: '2024-01-14' })))).toEqual([
      'This answer is 2 years old: check that it’s still current.',
    ])
  })

  test('that it was corrected, and when', () => {
    expect(notes(found(answer({ answered: '2025-01-01', corrected: '2025-02-01' })))[0]).toContain('1 February 2025')
  })

  test('that it is a holding answer', () => {
    expect(notes(found(answer({ answered: '2025-01-01', holding: true })))[0]).toContain('holding answer')
  })

  test('what a referral refers to: with a link, or by its UIN if the corpus doesn’t have it', () => {
    const referral = answer({
      answered: '2025-01-01',
      references: [
        { kind: 'referral', uin: '77' },
        { kind: 'referral', uin: '78' },
      ],
    })
    const target = answer({ uin: '77' })
    const [here, elsewhere] = notes(found(referral, { refersTo: [target] }))
    expect(here).toContain(target.source)
    expect(elsewhere).toContain('78')
    expect(elsewhere).not.toContain('77')
  })

  test('nothing of UINs on the way of a chain of referrals that was followed', () => {
    const referral = answer({ answered: '2025-01-01', references: [{ kind: 'referral', uin: '77' }] })
    const [note, ...more] = notes(
      found(referral, { refersTo: [answer({ uin: '76' })], referredThrough: [answer({ uin: '77' })] }),
    )
    expect(note).toContain('76')
    expect(more).toEqual([])
  })

  test('when the same answer was given, and that there may be a newer one', () => {
    const other = found(answer({ uin: '5', answered: '2025-03-04' }))
    const [newer, again] = notes(found(answer({ answered: '2025-01-01' }), { alsoGiven: [other], newer: other }))
    expect(newer).toContain(other.answer.source)
    expect(again).toBe(`The same answer was given on 4 March 2025 (${other.answer.source})`)
  })
})

describe('where the same answer was given several times in one day', () => {
  const given = (uin: string, answered: string) => found(answer({ uin, answered }))

  test('the day is there once, and its links are numbered', () => {
    const all = [given('5', '2025-12-04'), given('6', '2025-12-04'), given('7', '2025-12-04'), given('8', '2025-11-03')]
    const [a, b, c, d] = all.map((one) => one.answer.source)
    expect(notes(found(answer({ answered: '2025-12-05' }), { alsoGiven: all }))).toEqual([
      `The same answer was given on 4 December 2025 (3 times): 1 (${a}), 2 (${b}), 3 (${c}), 3 November 2025 (${d})`,
    ])
  })
})

test('all that were given in one day are counted, and the first five linked', () => {
  const all = Array.from({ length: 9 }, (_, n) => found(answer({ uin: String(n + 1), answered: '2025-12-04' })))
  const [note] = notes(found(answer({ answered: '2025-12-05' }), { alsoGiven: all }))
  expect(note).toContain('4 December 2025 (9 times): 1 (')
  expect(note?.match(/https:/g)).toHaveLength(5)
})

describe('the words that a passage doesn’t mention', () => {
  const here = (word: string) => ({ word, inRecord: true, place: false })
  const nowhere = (word: string) => ({ word, inRecord: false, place: false })

  test.each([
    [[here('Surrey')], ['Doesn’t mention: Surrey.']],
    [[here('Surrey'), here('deaf')], ['Doesn’t mention: Surrey, deaf.']],
    [[nowhere('young carers')], ['None of the answers mention “young carers”.']],
    [[nowhere('a'), nowhere('b'), nowhere('c')], ['None of the answers mention “a”, “b” or “c”.']],
    [
      [nowhere('young carers'), here('Surrey')],
      ['Doesn’t mention: Surrey.', 'None of the answers mention “young carers”.'],
    ],
    [[], []],
  ])('%j', (missing, lines) => {
    expect(missingNotes({ missing })).toEqual(lines)
  })

  test('are told of the nearest, where nothing answers; with no passage shown, only those that no answer mentions', () => {
    const reply: NoAnswerReply = {
      kind: 'no-answer',
      question: question('q'),
      reason: 'nothing-close',
      nearest: [],
      missing: [here('Surrey'), nowhere('young carers')],
    }
    expect(missingWithoutAnswer(reply)).toEqual(['None of the answers mention “young carers”.'])
    expect(missingWithoutAnswer({ ...reply, nearest: [found(answer())] })[0]).toBe(
      'The first of these doesn’t mention: Surrey.',
    )
  })
})

describe('what was searched, where nothing was found', () => {
  const searched = (answers: number, passing?: number) =>
    replyText(
      {
        kind: 'no-answer',
        question: question('q'),
        reason: 'nothing-close',
        nearest: [],
        covered: { answers, oldest: '2024-03-03', newest: '2026-11-20', ...(passing !== undefined && { passing }) },
      },
      TODAY,
    )

  test.each([
    [12, 'I looked through 12 of 1,204 answers, from 3 March 2024 to 20 November 2026.'],
    [1204, 'I looked through 1,204 answers, from 3 March 2024 to 20 November 2026.'],
    [0, 'I looked through 1,204 answers, from 3 March 2024 to 20 November 2026; none of them matches your filters.'],
  ])('%j of 1,204 answers pass the filters', (passing, sentence) => {
    expect(searched(1204, passing)).toContain(`\n${sentence}`)
  })

  test.each([
    [1204, 'I looked through 1,204 answers, from 3 March 2024 to 20 November 2026.'],
    [1, 'I looked through one answer, from 20 November 2026.'],
    [0, 'No answers loaded yet.'],
  ])('%j answers', (answers, sentence) => {
    expect(searched(answers)).toContain(`I couldn’t find a minister’s answer to that.\n${sentence}`)
  })
})

describe('a reply says how the question was understood', () => {
  const best = found(answer())
  const reply: Reply = { kind: 'answer', question: question('q'), best, others: [] }

  test('nothing if it was taken as it was typed', () => {
    expect(questionNotes(reply)).toEqual([])
  })

  test('its filters and corrected words, above the passage', () => {
    const text = replyText(
      {
        ...reply,
        filters: [
          { name: 'since', value: '2024' },
          { name: 'by', value: 'wilson' },
        ],
        repaired: [{ typed: 'rampz', read: 'ramps' }],
      },
      TODAY,
    )
    expect(text).toMatch(/^Showing answers since 2024, by “wilson”\.\nShowing results for “ramps”.*“rampz”.*\.\n\n/)
  })

  test('what is wrong with a filter, right below the sentence that says so', () => {
    const reply: Reply = {
      kind: 'no-answer',
      question: question('q'),
      reason: 'wrong-filter',
      nearest: [],
      wrongFilters: [{ typed: 'by:nobody', name: 'by', reason: 'unknown' }],
      covered: { answers: 1, oldest: '2026-11-20', newest: '2026-11-20' },
    }
    expect(noAnswerLines(reply)).toEqual([
      'I couldn’t use one of your filters:',
      'by:nobody: none of the answers matches that.',
      'I looked through one answer, from 20 November 2026.',
    ])
  })

  test('that filters rule each other out', () => {
    const wrongFilters = [{ typed: 'since:2025 before:2024', name: 'since', reason: 'contradiction' }] as const
    const reply: Reply = {
      kind: 'no-answer',
      question: question('q'),
      reason: 'wrong-filter',
      nearest: [],
      wrongFilters: [...wrongFilters],
    }
    expect(noAnswerLines(reply)).toContain('since:2025 before:2024: these filters rule each other out.')
  })
})
