import { describe, expect, test } from 'vitest'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'

/** The passages that meet the question, the best first: as `1#0`, by UIN and place. */
async function ranked(question: string, ...answers: WrittenAnswer[]): Promise<string[]> {
  const index = createPassageIndex()
  index.add(answers)
  const found = (await index.rank(index.understand(question).terms)).passages
  const uin = new Map(answers.map((one) => [answerKey(one), one.questions[0].uin]))
  return found.map(({ key, index }) => `${uin.get(key)}#${index}`)
}

/* In each test one scorer decides: without it the other passage would come first, by the higher UIN or by the other scorers. */
describe('one thing decides', () => {
  test('the whole answer: of two passages with the same text, the one whose answer mentions the subject comes first', async () => {
    const paragraph = 'We spent £4 million on pilots.'
    const transport = answer({ uin: '1', paragraphs: [paragraph, 'Transport was costly.'] })
    const meals = answer({ uin: '2', paragraphs: [paragraph, 'Meals were costly.'] })
    const others = ['3', '4', '5'].map((uin) => answer({ uin, paragraphs: ['Transport.'] }))
    expect((await ranked('pilots transport', transport, meals, ...others))[0]).toBe('1#0')
  })

  test('proximity: a passage with two words side by side comes before one that has them apart', async () => {
    const together = answer({
      uin: '1',
      paragraphs: ['The safety valve pleased councils, nurseries, colleges and Ofsted.'],
    })
    const apart = answer({
      uin: '2',
      paragraphs: ['The safety pleased councils, nurseries, colleges and Ofsted: valve.'],
    })
    expect(await ranked('safety valve', together, apart)).toEqual(['1#0', '2#0'])
  })

  describe('coverage: a passage with two words of the question comes before one that repeats one of them', () => {
    const both = answer({
      uin: '1',
      heading: 'Buildings',
      paragraphs: [
        'Ramps were built of concrete, steel, timber, glass, brick or stone by councils for many new nurseries.',
      ],
    })
    const often = answer({ uin: '2', heading: 'Buildings', paragraphs: ['Ramps, ramps, ramps, ramps.'] })
    const other = answer({ uin: '3', heading: 'Places', paragraphs: ['Nurseries.'] })

    test('where the question has no other words', async () => {
      expect(await ranked('ramps nurseries', both, often, other)).toEqual(['1#0', '2#0', '3#0'])
    })

    test('where no passage has its other words: scores are shares of the best score', async () => {
      expect(await ranked('ramps nurseries volcano eruption lava', both, often, other)).toEqual(['1#0', '2#0', '3#0'])
    })
  })

  test('recency: a newer answer comes before an older one that is slightly shorter', async () => {
    const text =
      'Heated pools for pupils have concrete, steel, timber, glass, brick, stone, slate, clay, copper and zinc'
    const recent = answer({ uin: '1', answered: '2025-01-10', paragraphs: [`${text}, sand, lime.`] })
    const old = answer({ uin: '2', answered: '2015-01-10', paragraphs: [`${text}.`] })
    expect(await ranked('heated pools', recent, old)).toEqual(['1#0', '2#0'])
  })

  test('recency: a newer answer comes after an older one that has more of the question', async () => {
    const recent = answer({
      uin: '1',
      answered: '2025-01-10',
      paragraphs: ['Pools are closed to pupils of colleges and nurseries.'],
    })
    const old = answer({
      uin: '2',
      answered: '2005-01-10',
      paragraphs: ['Pools are heated for pupils of colleges and nurseries.'],
    })
    expect(await ranked('heated pools', recent, old)).toEqual(['2#0', '1#0'])
  })

  test('quotation: a pasted paragraph comes before a longer one that has all of its words', async () => {
    const pasted = 'Councils arrange free travel.'
    const quoted = answer({ uin: '1', heading: 'Meals', question: 'To ask about meals.', paragraphs: [pasted] })
    const matter = answer({
      uin: '2',
      heading: 'Councils: free travel',
      question: 'To ask what free travel councils arrange.',
      paragraphs: [
        'Councils arrange free travel, and free travel that councils arrange is paid from grants, levies, fees, rents, loans, sales, fines, rates, duties and gifts of parishes, charities, colleges and nurseries.',
      ],
    })
    expect(await ranked(pasted, quoted, matter)).toEqual(['1#0', '2#0'])
  })
})
