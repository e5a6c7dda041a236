import { expect, test } from 'vitest'
import { namesIn } from '../../../src/record/names.ts'
import { parseQuestion } from '../../../src/search/question/parse-question.ts'

test.each([
  ['send me the latest on autism', 'me the latest on autism'],
  ['Send us what ministers said in 2024', 'us what ministers said in 2024'],
  ['can you send it back?', 'can you it back?'],
])('the verb "send" is not searched for, since it would be read as SEND: %j', (typed, text) => {
  expect(parseQuestion(typed, namesIn([]))).toMatchObject({ asked: typed, text })
})

test.each(['send reform', 'what is send', 'SEND the system', 'how is send funded', 'resend me that'])(
  'what may be SEND is: %j',
  (typed) => {
    expect(parseQuestion(typed, namesIn([])).text).toBe(typed)
  },
)
