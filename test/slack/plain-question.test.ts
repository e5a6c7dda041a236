import { expect, test } from 'vitest'
import { plainQuestion } from '../../src/slack/plain-question.ts'

test.each([
  ['<@U0SENDBOT> how long?', 'how long?'],
  ['<@U0SENDBOT|send> how long, <@U2>?', 'how long,  ?'],
  ['what of <https://www.gov.uk/send|the guidance>?', 'what of the guidance?'],
  ['<https://www.gov.uk/send>', 'https://www.gov.uk/send'],
  ['in <#C123|send-policy> and <#C123>', 'in send-policy and'],
  ['<!channel> fewer than &lt;5 &amp;amp; more', 'fewer than <5 &amp; more'],
  ['a\u0000b\u202ec', 'abc'],
])('Slack’s markup is removed from what a person typed: %j', (text, question) => {
  expect(plainQuestion(text)).toBe(question)
})
