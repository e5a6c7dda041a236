import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/answering/reply.ts'
import { createSuggestions } from '../../src/answering/suggestions.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { answer } from '../answers.ts'
import { answeringFrom, asking } from './answering-from.ts'

const THINGS = ['ramps', 'lifts', 'doors', 'stairs', 'rails', 'desks', 'lamps', 'bells', 'gates', 'roofs']

/** One answer about each thing under a heading of its own, the last the newest. */
const answers = THINGS.map((thing, n) =>
  answer({
    uin: String(100 + n),
    answered: `2024-01-${10 + n}`,
    heading: `Schools: ${thing}`,
    question: `To ask the Secretary of State for Education, ${n % 2 ? 'when she plans to count' : 'how many schools have'} ${thing}.`,
    paragraphs: [`${n + 2} schools have ${thing}, and all ${thing} are counted in May.`],
  }),
)

/** The suggestions over some answers, and what they asked; `replyTo` takes the place of the search. */
function suggesting({
  of = answers,
  isOnTopic = (_: string): boolean => true,
  examples = [] as string[],
  replyTo = asking(answeringFrom(of)),
} = {}) {
  const corpus = createCorpus(of)
  const asked: string[] = []
  const ask = (typed: string): Promise<Reply> => {
    asked.push(typed)
    return replyTo(typed)
  }
  return { asked, corpus, suggestions: createSuggestions({ corpus, ask, isOnTopic, examples }) }
}

describe('suggestions', () => {
  test('are questions made from the newest answers, each of which was answered with that answer', async () => {
    const { asked, suggestions } = suggesting()
    const questions = await suggestions()
    expect(questions).toEqual([
      'When does the Government plan to count roofs?',
      'How many schools have gates?',
      'How many schools have lamps?',
    ])
    expect(asked).toEqual(questions)
  })

  test('are longer than a button shows only where there are no shorter ones', async () => {
    const long = 'so that every pupil of a small school in a village can reach all of its rooms'
    const of = answers.map((one, n) =>
      n < 2
        ? one
        : { ...one, questions: [{ ...one.questions[0], text: one.questions[0].text?.replace('.', ` ${long}.`) }] },
    ) as WrittenAnswer[]
    const [first, second, third] = await suggesting({ of }).suggestions()
    expect([first, second]).toEqual(['When does the Government plan to count lifts?', 'How many schools have ramps?'])
    expect(third).toMatch(/ all of its rooms\?$/)
  })

  test('are fewer than three where the bot answers fewer, and are not looked for without end', async () => {
    const nothing = async (typed: string): Promise<Reply> => ({
      kind: 'no-answer',
      question: answeringFrom([]).parse(typed),
      reason: 'nothing-close',
      nearest: [],
    })
    const { asked, suggestions } = suggesting({ replyTo: nothing })
    expect(await suggestions()).toEqual([])
    expect(asked).toHaveLength(9)
  })

  test('leave out a question that another answer answers', async () => {
    const alike = answer({
      uin: '1',
      answered: '2023-01-01',
      heading: 'Other',
      question: 'To ask the Secretary of State for Education, how many schools have ramps.',
      paragraphs: ['Nothing is known.'],
    })
    const [ramps] = answers as [WrittenAnswer]
    const { suggestions } = suggesting({ of: [alike, ramps] })
    expect(await suggestions()).toEqual(['How many schools have ramps?'])
  })

  test('are of different headings and in different words', async () => {
    const same = answers.map((one) => ({ ...one, heading: 'Schools' }))
    expect(await suggesting({ of: same }).suggestions()).toHaveLength(1)
    const reworded = answers
      .slice(0, 1)
      .flatMap((one) => [one, { ...one, heading: 'Ramps', questions: [{ ...one.questions[0], uin: '7' }] as const }])
    expect(await suggesting({ of: reworded as unknown as WrittenAnswer[] }).suggestions()).toHaveLength(1)
  })

  test('are about the topic', async () => {
    const { suggestions } = suggesting({ isOnTopic: (question) => /ramps|lifts/.test(question) })
    expect(await suggestions()).toEqual([
      'When does the Government plan to count lifts?',
      'How many schools have ramps?',
    ])
  })

  test('are never made from holding answers and referrals', async () => {
    const [first, second] = answers as [WrittenAnswer, WrittenAnswer]
    const of = [
      { ...first, holding: true as const },
      { ...second, references: [{ kind: 'referral' as const, uin: '5' }] },
    ]
    expect(await suggesting({ of }).suggestions()).toEqual([])
  })

  test('are filled up with those examples that are answered', async () => {
    const examples = ['how many schools have ramps?', 'how do I reset my VPN password?', 'are lifts counted?']
    const { suggestions } = suggesting({
      of: answers.slice(0, 2).map((one) => ({ ...one, holding: true as const })),
      examples,
    })
    expect(await suggestions()).toEqual([examples[0], examples[2]])
  })

  test('are kept until the corpus changes', async () => {
    const { asked, corpus, suggestions } = suggesting({ of: answers.slice(0, 3) })
    const [first, again] = await Promise.all([suggestions(), suggestions()])
    expect(again).toBe(first)
    const before = asked.length
    await suggestions()
    expect(asked).toHaveLength(before)
    corpus.put(answers[9] as WrittenAnswer)
    await suggestions()
    expect(asked.at(before)).toBe('When does the Government plan to count roofs?')
  })
})
