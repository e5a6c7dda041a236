import { expect, test } from 'vitest'
import { answerKey } from '../../src/record/identity.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'

const ramps = answer({ uin: '1', heading: 'Buildings', paragraphs: ['Ramps are built of concrete.', 'Lifts follow.'] })
const other = answer({ uin: '2', heading: 'Buildings', paragraphs: ['Ramps are built of steel.', 'Doors are wide.'] })

test('an answer that was taken out and in a thousand times is ranked as if it had been taken in once', async () => {
  const once = createPassageIndex()
  once.add([ramps, other])
  const often = createPassageIndex()
  often.add([ramps, other])
  for (let round = 0; round < 1000; round++) {
    often.remove([answerKey(ramps)])
    often.add([ramps])
    // Replaced in place, by its key.
    if (round % 10 === 0) often.add([other])
  }
  for (const question of ['ramps of concrete', 'ramps', 'steel', 'lifts', 'buildings'])
    expect(await often.rank(often.understand(question).terms)).toEqual(await once.rank(once.understand(question).terms))
})

test('another answer in the place of one that was taken out is found by its own words alone', async () => {
  const index = createPassageIndex()
  index.add([ramps, other])
  index.remove([answerKey(ramps)])
  const pools = answer({ uin: '3', heading: 'Swimming', paragraphs: ['Pools are heated.'] })
  index.add([pools])
  const keys = async (question: string) => (await index.rank(index.understand(question).terms)).map(({ key }) => key)
  expect(await keys('concrete')).toEqual([])
  expect(await keys('heated pools')).toEqual([answerKey(pools)])
})
