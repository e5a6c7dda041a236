import { expect, test } from 'vitest'
import { topicText } from '../../src/wording/following-text.ts'
import { draft } from '../following/follows-of.ts'

test('a long topic is cut between two characters: half of one would reach Slack as another, and its digest not be found again', () => {
  for (const before of ['', 'a']) {
    const text = topicText(draft(`${before}${'🎓'.repeat(200)}`))
    expect(text.length).toBeLessThanOrEqual(140)
    expect(text).toMatch(/🎓…$/u)
    expect(text.isWellFormed()).toBe(true)
  }
})
