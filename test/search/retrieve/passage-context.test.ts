import { expect, test } from 'vitest'
import { embeddingKey, passageToEmbed } from '../../../src/search/retrieve/passage-context.ts'
import { answer } from '../../answers.ts'

const contextOf = (question: string) => passageToEmbed(answer({ heading: 'Schools', question }), 0).context

test('the context is the heading and what was asked in Parliament, without whom it was put to', () => {
  expect(contextOf('To ask the Secretary of State for Education, what steps she is taking.')).toBe(
    'Schools. what steps she is taking.',
  )
})

test.each([
  [
    'To ask the Secretary of State for Levelling Up, Housing and Communities, whether he has plans.',
    'whether he has plans.',
  ],
  [
    'To ask the Secretary of State for Science, Innovation and Technology,\twith reference to page six, what is planned.',
    'with reference to page six, what is planned.',
  ],
  ['To ask His Majesty’s Government what assessment they have made.', 'what assessment they have made.'],
  [
    "To ask Her Majesty's Government, further to the answer by Lord Agnew, when they will reply.",
    'further to the answer by Lord Agnew, when they will reply.',
  ],
  [
    'To ask the Secretary of State for the Home Department pursuant to the Answer of 3 May, how many there are.',
    'pursuant to the Answer of 3 May, how many there are.',
  ],
  [
    'What progress has been made on transport, whether free or not?',
    'What progress has been made on transport, whether free or not?',
  ],
])('%s', (question, rest) => {
  expect(contextOf(question)).toBe(`Schools. ${rest}`)
})

test('a context longer than the model was trained on is cut', () => {
  expect(contextOf('x'.repeat(1000))).toHaveLength(220)
})

test('the text is that of the passage asked for, with its list or table', () => {
  const list = answer({
    passages: [
      [{ type: 'paragraph', content: ['First.'] }],
      [
        { type: 'paragraph', content: ['We fund:'] },
        { type: 'list', ordered: false, items: [{ depth: 0, content: ['places'] }] },
      ],
    ],
  })
  expect(passageToEmbed(list, 1).text).toBe('We fund:\n• places')
})

test('a stored vector’s key changes with the text and with the context, and with nothing else', () => {
  const key = embeddingKey({ context: 'Schools. what', text: 'Places.' })
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(embeddingKey({ text: 'Places.', context: 'Schools. what' })).toBe(key)
  expect(embeddingKey({ context: 'Schools. what', text: 'Places' })).not.toBe(key)
  expect(embeddingKey({ context: 'Schools. wha', text: 'tPlaces.' })).not.toBe(key)
})
