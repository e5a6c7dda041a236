import { describe, expect, test } from 'vitest'
import { createMatching, type Sought } from '../../src/answering/matching.ts'
import type { Meaning, MeaningStatus } from '../../src/answering/meaning.ts'
import { AppError } from '../../src/app-error.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex, type PassageIndex } from '../../src/search/passage-index.ts'
import type { Filter } from '../../src/search/question/filter.ts'
import { answer } from '../answers.ts'
import { near } from '../vectors.ts'
import { fakeMeaning } from './fake-meaning.ts'

const on = (uin: string, text: string, more: Parameters<typeof answer>[0] = {}) =>
  answer({ uin, heading: `Topic ${uin}`, paragraphs: [text], ...more })

function matchingOf(
  answers: readonly WrittenAnswer[],
  byMeaning?: Meaning,
  status: MeaningStatus['kind'] = 'on',
  onRead: (keys: readonly string[]) => void = () => {},
) {
  const own = createPassageIndex()
  own.add(answers)
  const index: PassageIndex = {
    ...own,
    haveAllWords(keys) {
      onRead(keys)
      return own.haveAllWords(keys)
    },
  }
  const meaning = () => (status === 'on' ? { kind: status, passages: 1, missing: 0 } : { kind: 'off' as const })
  return createMatching({ corpus: createCorpus(answers), index, byMeaning, meaning })
}

const sought = (text: string, filters: Filter[] = [], also: string[] = []): Sought => ({
  question: { text, filters },
  also,
})
const uins = (found: { answer: WrittenAnswer }[]) => found.map(({ answer }) => answer.questions[0].uin)

describe('by meaning', () => {
  const [close, worded, unlike, far, without] = [
    on('5', 'Minibuses take pupils to class.'),
    on('4', 'School transport is free.'),
    on('3', 'A minibus was bought.'),
    on('2', 'The word transport, and the word school.'),
    on('1', 'School transport again.'),
  ] as const
  const all = [close, worded, unlike, far, without]
  const meaning = fakeMeaning([close, near(0.7)], [worded, near(0.6, 2)], [unlike, near(0.6, 3)], [far, near(0.4, 4)])

  test('what is very near matches, and what is near and has all the words', async () => {
    expect(uins(await matchingOf(all, meaning).matches(sought('school transport')))).toEqual(['5', '4'])
  })

  test('filters narrow it, and so does what is wanted', async () => {
    const { matches } = matchingOf(all, meaning)
    expect(uins(await matches(sought('school transport', [{ name: 'uin', value: '4' }])))).toEqual(['4'])
    expect(uins(await matches(sought('school transport'), ({ questions }) => questions[0].uin === '5'))).toEqual(['5'])
  })

  test('filters alone match all that passes them', async () => {
    expect(
      uins(await matchingOf(all, meaning).matches(sought('', [{ name: 'house', value: 'Commons' }]))),
    ).toHaveLength(5)
  })

  test('while the model is being loaded nothing is decided; where it can’t be, the words alone decide', async () => {
    const embedQuestion = async () => {
      throw new AppError('embedder-unavailable', 'not yet')
    }
    const loading = { embedder: { embedQuestion }, vectors: meaning.vectors }
    await expect(matchingOf(all, loading).matches(sought('school transport'))).rejects.toThrow('not yet')
    expect(uins(await matchingOf(all, loading, 'off').matches(sought('school transport')))).toEqual(['4', '2', '1'])
  })
})

describe('by words', () => {
  const answers = [
    on('1', 'Ramps are new.', { answered: '2024-01-01' }),
    on('2', 'A ramp is old.', { answered: '2024-02-01', heading: 'Ramps: Safety' }),
    on('3', 'It is safe.', { answered: '2024-03-01', question: 'To ask about a ramp.' }),
    on('4', 'Lifts and slopes.', { answered: '2024-04-01', heading: 'Ramps: Safety' }),
    on('5', 'Doors.', { answered: '2024-05-01' }),
  ]

  test('all must be there, with the heading and the questions; the newest come first', async () => {
    expect(uins(await matchingOf(answers).matches(sought('ramp')))).toEqual(['4', '3', '2', '1'])
    expect(uins(await matchingOf(answers).matches(sought('new ramps')))).toEqual(['1'])
    expect(uins(await matchingOf(answers).matches(sought('the')))).toEqual([])
  })

  test('any of several wordings is enough', async () => {
    expect(uins(await matchingOf(answers).matches(sought('new ramps', [], ['doors', 'lifts'])))).toEqual([
      '5',
      '4',
      '1',
    ])
  })

  test('related wordings are those of headings that match more, with how many', async () => {
    const related = async (text: string) => (await matchingOf(answers).preview(sought(text))).related
    expect(await related('old ramps')).toEqual([{ wording: 'Ramps: Safety', more: 1 }])
    expect(await related('')).toEqual([])
  })

  test('however many related wordings are tried, an answer is read at most twice', async () => {
    const many = Array.from({ length: 12 }, (_, n) => on(String(n + 10), 'A ramp.', { heading: `Ramps: Kind ${n}` }))
    const read: string[] = []
    const matching = matchingOf([...answers, ...many], undefined, 'on', (keys) => read.push(...keys))
    const { matches } = await matching.preview(sought('ramp'))
    expect(Math.max(...[...Map.groupBy(read, (key) => key).values()].map(({ length }) => length))).toBeLessThan(3)
    expect(matches).toEqual(await matching.matches(sought('ramp')))
  })
})
