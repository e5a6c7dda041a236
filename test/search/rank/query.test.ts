import { expect, test } from 'vitest'
import { answer } from '../../answers.ts'
import { record } from '../record.ts'

const informationOf = (question: string, ...answers: ReturnType<typeof answer>[]) =>
  record(answers)
    .query(question)
    .concepts.map(({ information }) => information)

test('in a record of one answer, a word of two of its paragraphs tells nearly as much as a word of one', () => {
  const only = answer({ paragraphs: ['Ramps are steep.', 'Ramps are long.', 'Pools are warm.'] })
  const [two = 0, one = 0] = informationOf('ramps pools', only)
  expect(two).toBeLessThan(one)
  expect(two / one).toBeGreaterThan(0.8)
})

test('in a large one, how many texts hold a word tells much: there it is no accident', () => {
  const many = Array.from({ length: 500 }, (_, n) =>
    answer({ uin: String(n + 1), paragraphs: [n === 0 ? 'Pools are warm.' : 'Ramps are steep.'] }),
  )
  const [common = 0, rare = 0] = informationOf('ramps pools', ...many)
  expect(common / rare).toBeLessThan(0.2)
})

test('a word that every text holds tells little, and never less than nothing', () => {
  const same = { heading: 'School', question: 'To ask about school.', paragraphs: ['School.', 'School.'] }
  const [everywhere = 0] = informationOf('school', answer(same))
  expect(everywhere).toBeGreaterThanOrEqual(0)
})

test('a word that no text holds counts as the rarest: what is asked and not met is missed', () => {
  const [unknown = 0, rare = 0] = informationOf('volcano pools', answer({ paragraphs: ['Pools are warm.'] }))
  expect(unknown).toBeGreaterThanOrEqual(rare)
})
