import { describe, expect, test } from 'vitest'
import type { MessageReplies } from '../../src/answering/message-replies.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { answeringFrom } from './answering-from.ts'

const answers = [
  answer({ uin: '1', heading: 'Schools: Ramps', paragraphs: ['Every school must have a ramp at its main door.'] }),
  answer({ uin: '2', heading: 'Schools: Lifts', paragraphs: ['Lifts in schools are inspected every year.'] }),
  answer({ uin: '3', heading: 'Autism: Waiting Times', paragraphs: ['Waits for an autism assessment are too long.'] }),
  answer({ uin: '4', heading: 'Pupils: Meals', paragraphs: ['Lunch is served at one, and the link is sent to all.'] }),
]
const vocabulary = { ...EMPTY_VOCABULARY, topic: [['ramp'], ['lift'], ['autism'], ['send'], ['tribunal']] }
const { inMessage } = answeringFrom(answers, vocabulary)
const outline = ({ replies }: MessageReplies) =>
  replies.map(({ reply }) => [
    reply.question.asked,
    reply.kind === 'no-answer' ? reply.kind : reply.best.answer.questions[0].uin,
  ])

describe('a message that was not written to the bot', () => {
  test('gets a reply to each question about the field, in the order of the message', async () => {
    const text = 'Morning! Are lifts inspected? Lunch at one? And must a school have a ramp?'
    expect(outline(await inMessage(text))).toEqual([
      ['Are lifts inspected?', '2'],
      ['And must a school have a ramp?', '1'],
    ])
  })

  test('gets a reply to a statement about the field, if it asks nothing about it', async () => {
    expect(outline(await inMessage('Autism waits are getting worse'))).toEqual([
      ['Autism waits are getting worse', '3'],
    ])
    expect(outline(await inMessage('Autism waits are getting worse. Lunch at one?'))).toEqual([
      ['Autism waits are getting worse.', '3'],
    ])
    expect(outline(await inMessage('Autism waits are getting worse. Must a school have a ramp?'))).toEqual([
      ['Must a school have a ramp?', '1'],
    ])
  })

  test.each([
    ['Who chairs tribunals? Are lifts inspected?', ['Who chairs tribunals?', 'Are lifts inspected?']],
    ['Tribunals chair nobody.', ['Tribunals chair nobody.']],
    ['Tribunals chair nobody. Lifts are inspected.', ['Lifts are inspected.']],
  ])('is told if there is nothing, for a statement only if there is nothing at all: %s', async (text, replied) => {
    expect(outline(await inMessage(text)).map(([asked]) => asked)).toEqual(replied)
  })

  test.each(['Lunch at one?', 'thanks all', 'see you tomorrow', 'Can you send me the link?', 'in 2024?', '😀', ''])(
    'gets none for small talk: %j',
    async (text) => {
      expect(await inMessage(text)).toEqual({ replies: [], left: [] })
    },
  )

  test('says which questions of the field are left, in the order of the message', async () => {
    const three = 'Must a school have ramps? Are lifts inspected? Are autism waits too long?'
    expect((await inMessage(`${three} Lunch at one?`)).left).toEqual([])
    const { left } = await inMessage(
      `Who chairs tribunals? ${three} Must every school have a ramp? Who appeals to tribunals?`,
    )
    expect(left).toEqual(['Who chairs tribunals?', 'Who appeals to tribunals?'])
  })

  test('names the questions after the eighth without looking them up', async () => {
    const many = Array.from({ length: 10 }, (_, n) => `Must school ${n} have a ramp?`)
    const { replies, left } = await inMessage(many.join(' '))
    expect(replies).toHaveLength(1)
    expect(left).toEqual(many.slice(8))
  })

  test('gets each passage once, and three replies at most', async () => {
    const ramps = 'Must a school have ramps? Must every school have a ramp at its main door?'
    expect(outline(await inMessage(`${ramps} Are lifts inspected?`)).map(([, uin]) => uin)).toEqual(['1', '2'])
    const none = 'Who chairs tribunals? '
    expect(outline(await inMessage(`${none}${ramps} Are lifts inspected? Are autism waits too long?`))).toEqual([
      ['Must every school have a ramp at its main door?', '1'],
      ['Are lifts inspected?', '2'],
      ['Are autism waits too long?', '3'],
    ])
  })
})
