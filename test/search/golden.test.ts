import { describe, expect, test } from 'vitest'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'

/** The passages that meet the question, the best first: as `1#0`, by UIN and place. */
async function ranked(question: string, ...answers: WrittenAnswer[]): Promise<string[]> {
  const index = createPassageIndex()
  index.add(answers)
  const found = await index.rank(index.understand(question).terms)
  const uin = new Map(answers.map((one) => [answerKey(one), one.questions[0].uin]))
  return found.map(({ key, index }) => `${uin.get(key)}#${index}`)
}

/*
 * In each of these the two best differ in one thing, and but for it the other would come first: it has the higher UIN,
 * which breaks ties, or is ahead by all that others say.
 */
describe('one thing decides', () => {
  test('what the passage says: of one answer’s paragraphs, the one that says more of it', async () => {
    const ramps = answer({
      uin: '1',
      paragraphs: [
        'Ramps, as well as lifts, doors and corridors, were seen.',
        'Ramps are steep; ramps are costly, wide and wet.',
      ],
    })
    expect(await ranked('ramps', ramps)).toEqual(['1#1', '1#0'])
  })

  test('what the rest of the answer says: the same sentence means more where its answer speaks of the matter', async () => {
    const paragraph = 'We spent £4 million on pilots.'
    const transport = answer({ uin: '1', paragraphs: [paragraph, 'Transport was costly.'] })
    const meals = answer({ uin: '2', paragraphs: [paragraph, 'Meals were costly.'] })
    const others = ['3', '4', '5'].map((uin) => answer({ uin, paragraphs: ['Transport.'] }))
    expect((await ranked('pilots transport', transport, meals, ...others))[0]).toBe('1#0')
  })

  test('what was asked: the question names the matter, where another answer but mentions it', async () => {
    const paragraph = 'Transport pilots are costly.'
    const asked = answer({ uin: '1', heading: 'Transport', paragraphs: [paragraph, 'Meals are not.'] })
    const mentioned = answer({ uin: '2', heading: 'Meals', paragraphs: [paragraph, 'Transport is not.'] })
    expect((await ranked('transport pilots', asked, mentioned))[0]).toBe('1#0')
  })

  test('proximity: words that stand together are one thing, the same words apart are two', async () => {
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

  describe('coverage: two things asked for outweigh one that is said again and again', () => {
    const both = answer({
      uin: '1',
      heading: 'Buildings',
      paragraphs: [
        'Ramps were built of concrete, steel, timber, glass, brick or stone by councils for many new nurseries.',
      ],
    })
    const often = answer({ uin: '2', heading: 'Buildings', paragraphs: ['Ramps, ramps, ramps, ramps.'] })
    const other = answer({ uin: '3', heading: 'Places', paragraphs: ['Nurseries.'] })

    test('where they are all that is asked', async () => {
      expect(await ranked('ramps nurseries', both, often, other)).toEqual(['1#0', '2#0', '3#0'])
    })

    test('and as much where nothing meets the rest: what counts is the share of the best', async () => {
      expect(await ranked('ramps nurseries volcano eruption lava', both, often, other)).toEqual(['1#0', '2#0', '3#0'])
    })
  })

  test('recency: a newer answer is ahead of an older one that is but a little shorter', async () => {
    const text =
      'Heated pools for pupils have concrete, steel, timber, glass, brick, stone, slate, clay, copper and zinc'
    const recent = answer({ uin: '1', answered: '2025-01-10', paragraphs: [`${text}, sand, lime.`] })
    const old = answer({ uin: '2', answered: '2015-01-10', paragraphs: [`${text}.`] })
    expect(await ranked('heated pools', recent, old)).toEqual(['1#0', '2#0'])
  })

  test('and behind an older one that is better: freshness answers nothing', async () => {
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

  test('quotation: who pastes a paragraph wants that paragraph, not the answer that says most of its matter', async () => {
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

describe('in a small record', () => {
  test('a word is not common for standing in two of one answer’s paragraphs: what a paragraph says most counts', async () => {
    const only = answer({
      uin: '1',
      paragraphs: [
        'Ramps are steep, ramps are long, ramps are many.',
        'Ramps are built.',
        'Transport is not spoken of.',
      ],
    })
    expect((await ranked('ramps transport', only))[0]).toBe('1#0')
  })
})
