import { describe, expect, test } from 'vitest'
import {
  scoreAnswer,
  scoreCoverage,
  scoreMeaning,
  scoreProximity,
  scoreQuotation,
  scoreRecency,
} from '../../../src/search/rank/scorers.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'
import { passageScores, record, scoresOf } from '../record.ts'

describe('the answer', () => {
  test('every passage has the score of its whole answer', () => {
    const pools = answer({ paragraphs: ['The pool is heated.', 'It is costly.'] })
    const [[first, second] = []] = scoresOf(scoreAnswer, 'pools', [pools])
    expect(first).toBeGreaterThan(0)
    expect(second).toBe(first)
  })

  test('a word counts the same in the heading, the question and any passage', () => {
    const plain = { heading: 'Schools', question: 'To ask about buildings.', paragraphs: ['Heated.', 'Costly.'] }
    const texts = [
      { ...plain, heading: 'Pools' },
      { ...plain, question: 'To ask about pools.' },
      { ...plain, paragraphs: ['Heated.', 'Pools.'] },
      plain,
    ]
    const scores = scoresOf(
      scoreAnswer,
      'pools',
      texts.map((text, nth) => answer({ ...text, uin: String(nth + 1) })),
    ).map(([score]) => score)
    expect(new Set(scores.slice(0, 3)).size).toBe(1)
    expect(scores[0]).toBeGreaterThan(0)
    expect(scores[3]).toBe(0)
  })
})

describe('BM25 of the answer', () => {
  const scores = (question: string, ...passages: string[]) => passageScores(scoreAnswer, question, passages)

  test('each repetition of a word adds less than the one before', () => {
    const [none, once, twice, thrice] = scores(
      'ramps',
      'lift lift lift',
      'ramp lift lift',
      'ramp ramp lift',
      'ramp ramp ramp',
    ) as [number, number, number, number]
    expect(none).toBe(0)
    expect(once).toBeGreaterThan(twice - once)
    expect(twice - once).toBeGreaterThan(thrice - twice)
    expect(thrice).toBeGreaterThan(twice)
  })

  test('of two answers with the word, the shorter scores more', () => {
    const [short = 0, long = 0] = scores(
      'ramps',
      'Ramps and lifts.',
      'Ramps, lifts, doors, pools, corridors and windows.',
    )
    expect(short).toBeGreaterThan(long)
  })

  test('a rare word scores more than a common one', () => {
    const [rare = 0, common = 0] = scores('school hydrotherapy', 'hydrotherapy', 'school', 'school', 'school')
    expect(rare).toBeGreaterThan(common)
  })

  test('two forms of one word count once', () => {
    const vocabulary = { ...EMPTY_VOCABULARY, means: { ramps: ['slope'] } }
    const [own, both] = passageScores(scoreAnswer, 'ramps', ['ramp lift', 'ramp slope', 'door'], vocabulary)
    expect(both).toBe(own)
  })
})

describe('the cosine', () => {
  const { query, candidates } = record([answer({ paragraphs: ['Ramps are steep.', 'Lifts are slow.'] })])
  const asked = query('ramps')
  const averageLength = 10

  test('is the score of each passage', () => {
    const scores = candidates(asked).map((one) => scoreMeaning(asked, { ...one, cosines: [0.2, 0.8] }, averageLength))
    expect(scores).toEqual([[0.2, 0.8]])
  })

  test('scores 0 where the words alone search', () => {
    expect(candidates(asked).map((one) => scoreMeaning(asked, one, averageLength))).toEqual([[0, 0]])
  })
})

describe('coverage', () => {
  const scores = (question: string, ...passages: string[]) => passageScores(scoreCoverage, question, passages)

  test('a passage with all that is asked scores 1, one with nothing of it 0', () => {
    expect(scores('ramps nurseries', 'Nurseries have ramps.', 'Lifts are slow.')).toEqual([1, 0])
  })

  test('a repeated word counts once', () => {
    const [often, half] = scores('ramps nurseries', 'Ramps, ramps and ramps.', 'Ramps.', 'Nurseries.', 'Nurseries.')
    expect(often).toBe(half)
    expect(often).toBeCloseTo(1 / 4)
  })

  test('what only the heading or the question has counts half', () => {
    const texts = {
      heading: 'Ramps',
      question: 'To ask about ramps.',
      paragraphs: ['They are steep.', 'Ramps are steep.'],
    }
    expect(scoresOf(scoreCoverage, 'ramps', [answer(texts)])).toEqual([[1 / 4, 1]])
  })

  test('the rarer of two words counts more', () => {
    const [rare = 0, common = 0] = scores('school hydrotherapy', 'hydrotherapy', 'school', 'school', 'school')
    expect(rare).toBeGreaterThan(common)
  })
})

describe('proximity', () => {
  const scores = (question: string, ...passages: string[]) => passageScores(scoreProximity, question, passages)

  test('neighbours score most, and the score is divided by the distance', () => {
    const [beside = 0, ...apart] = scores(
      'safety valve',
      'safety valve',
      'safety lift valve',
      'safety lift door valve',
      'safety lift door pool ramp valve',
    )
    expect(beside).toBeGreaterThan(0)
    expect(apart.map((score) => score / beside)).toEqual([1 / 2, 1 / 3, 1 / 5].map((share) => expect.closeTo(share, 5)))
  })

  test('terms more than five apart do not score', () => {
    expect(scores('safety valve', 'safety lift door pool ramp window valve')).toEqual([0])
  })

  test('the order of the two does not matter', () => {
    const [asAsked, turned] = scores('valve safety', 'valve safety', 'safety valve')
    expect(turned).toBe(asAsked)
  })

  test('only words that follow each other in the question are a pair', () => {
    expect(scores('safety lift valve', 'safety valve')).toEqual([0])
  })

  test('of several occurrences of a pair the closest counts, once', () => {
    const [once, again] = scores(
      'safety valve',
      'safety valve',
      'safety lift valve door door safety valve safety valve',
    )
    expect(again).toBe(once)
  })

  test('one word alone scores 0, repeated or not', () => {
    expect(scores('safety valve', 'safety', 'safety safety', 'lift')).toEqual([0, 0, 0])
  })
})

test('recency: every passage scores the years of its answer', () => {
  const given = (answered: string) => answer({ answered, paragraphs: ['Ramps.', 'Lifts.'] })
  const [old = [], middle = [], recent = []] = scoresOf(scoreRecency, 'ramps', [
    given('2020-01-10'),
    given('2021-01-10'),
    given('2021-07-11'),
  ]) as [number, number][]
  expect(old[1]).toBe(old[0])
  expect((middle[0] ?? 0) - (old[0] ?? 0)).toBeCloseTo(1, 1)
  expect((recent[0] ?? 0) - (middle[0] ?? 0)).toBeCloseTo(0.5, 1)
})

describe('quotation', () => {
  const scores = (question: string, ...passages: string[]) => passageScores(scoreQuotation, question, passages)

  test('a passage asked for in its own words scores 1', () => {
    expect(scores('Councils arrange free travel.', 'Councils arrange free travel.')).toEqual([1])
  })

  test('a passage of which more than half is quoted scores the share that is', () => {
    expect(scores('councils arrange free', 'Councils arrange free travel.')).toEqual([3 / 4])
  })

  test('half of it or less scores 0: that is a question about it', () => {
    expect(scores('councils travel', 'Councils arrange free travel.')).toEqual([0])
  })

  test('a passage of fewer than three terms scores 0: a question about it may have them all', () => {
    expect(scores('free travel', 'Free travel.')).toEqual([0])
  })

  test('a short passage inside a long question scores 0: the question asks for more', () => {
    expect(
      scores(
        'do councils that arrange free travel pay for pools, ramps, lifts and doors',
        'Councils arrange free travel.',
      ),
    ).toEqual([0])
  })
})
