import { expect, test } from 'vitest'
import { answer } from '../../answers.ts'
import { record } from '../record.ts'

const weights = (question: string, ...answers: ReturnType<typeof answer>[]) =>
  record(answers)
    .query(question)
    .concepts.map(({ weight }) => weight)

test('in a record of one answer, a word of two of its paragraphs weighs nearly as much as a word of one', () => {
  const only = answer({ paragraphs: ['Ramps are steep.', 'Ramps are long.', 'Pools are warm.'] })
  const [two = 0, one = 0] = weights('ramps pools', only)
  expect(two).toBeLessThan(one)
  expect(two / one).toBeGreaterThan(0.8)
})

test('in a large record, a word of nearly all texts weighs far less than a word of one', () => {
  const many = Array.from({ length: 500 }, (_, n) =>
    answer({ uin: String(n + 1), paragraphs: [n === 0 ? 'Pools are warm.' : 'Ramps are steep.'] }),
  )
  const [common = 0, rare = 0] = weights('ramps pools', ...many)
  expect(common / rare).toBeLessThan(0.2)
})

test('the weight of a word that every text has is not negative', () => {
  const same = { heading: 'School', question: 'To ask about school.', paragraphs: ['School.', 'School.'] }
  const [everywhere = -1] = weights('school', answer(same))
  expect(everywhere).toBeGreaterThanOrEqual(0)
})

test('a word that no text has weighs as much as the rarest, so that missing it counts', () => {
  const [unknown = 0, rare = 0] = weights('volcano pools', answer({ paragraphs: ['Pools are warm.'] }))
  expect(unknown).toBeGreaterThanOrEqual(rare)
})
