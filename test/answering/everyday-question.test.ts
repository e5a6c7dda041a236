import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everydayQuestion } from '../../src/answering/everyday-question.ts'
import { workedMs } from '../worked-ms.ts'

const COMMONS = 'To ask the Secretary of State for Education, '

describe('an everyday question is made from a question in Parliament', () => {
  test.for<[string, string, string]>([
    ['in its own order', 'how many schools have a ramp.', 'How many schools have a ramp?'],
    ['by turning it round', 'when she plans to count the ramps.', 'When does the Government plan to count the ramps?'],
    ['by turning it round', 'if she will widen the doors.', 'Will the Government widen the doors?'],
    ['by turning it round', 'whether her Department has counted the ramps.', 'Has the Government counted the ramps?'],
    ['by turning it round', 'when the count of ramps will be published.', 'When will the count of ramps be published?'],
    [
      'by turning it round',
      'what guidance her Department provides on lifts.',
      'What guidance does the Government provide on lifts?',
    ],
    ['by turning it round', 'what the cost of a ramp is in Leeds.', 'What is the cost of a ramp in Leeds?'],
    ['in fewer words', 'what steps she is taking to help build ramps.', 'What is being done to build ramps?'],
    [
      'in fewer words',
      'what recent assessment she has made of the potential merits of ramps.',
      'Has the Government assessed the merits of ramps?',
    ],
    [
      'in fewer words',
      'if she will make an assessment of the need for ramps.',
      'Will the Government assess the need for ramps?',
    ],
    [
      'in short names',
      'how many pupils with special educational needs and disabilities have Education, Health and Care Plans.',
      'How many pupils with SEND have EHC plans?',
    ],
    ['in short names', 'how many local authorities have a ramp.', 'How many councils have a ramp?'],
    [
      'without the marks of a list',
      'how many (a) ramps and (b) lifts were built.',
      'How many ramps and lifts were built?',
    ],
    [
      'without what is asked besides',
      'if she will count the ramps; and what steps she is taking.',
      'Will the Government count the ramps?',
    ],
    [
      'without what it refers to',
      'with reference to the report entitled Ramps, published in May, when she plans to count the ramps.',
      'When does the Government plan to count the ramps?',
    ],
    [
      'without a last remark, if it is long',
      'what steps her Department is taking to make sure of a good supply of ramps for small schools in villages, including those that have just moved to new buildings.',
      'What is being done to make sure of a good supply of ramps for small schools in villages?',
    ],
    [
      'without a last remark, if a button can show the rest',
      'how many ramps were built for small schools in villages in each of the last five years.',
      'How many ramps were built for small schools in villages?',
    ],
  ])('%s: %s', ([_how, asked, made]) => {
    expect(everydayQuestion(`${COMMONS}${asked}`)).toBe(made)
  })

  test.for([
    'To ask His Majesty’s Government whether they have counted the ramps.',
    'To ask the Secretary of State for Housing, Communities and Local Government, whether he has counted the ramps.',
    'To ask the Minister for Women and Equalities, whether the Government has counted the ramps.',
  ])('whoever is asked: %s', (asked) => {
    expect(everydayQuestion(asked)).toBe('Has the Government counted the ramps?')
  })

  test.for([
    'To ask His Majesty’s Government what plans they have to count the ramps.',
    'To ask His Majesty’s Government whether they plan to count the ramps.',
    'To ask the Secretary of State for Education, whether her Department plans to count the ramps.',
  ])('in whatever words plans are asked for: %s', (asked) => {
    expect(everydayQuestion(asked)).toBe('Does the Government plan to count the ramps?')
  })
})

describe('no everyday question is made', () => {
  test.for<[string, string]>([
    ['of a text that asks nobody', 'How many schools have a ramp?'],
    ['where it points to something else', `${COMMONS}whether she will publish this report.`],
    ['where it points to something else', `${COMMONS}if she will publish his letter.`],
    ['where the rules can’t tell the order', `${COMMONS}how many ramps there are.`],
    ['where the rules can’t tell the order', `${COMMONS}what ramps.`],
    ['where the rules can’t tell the order', `${COMMONS}whether pupils who use a ramp are counted.`],
    ['that is too long', `${COMMONS}if she will build a ramp${' of oak'.repeat(20)}.`],
    [
      'that would end within a clause',
      `${COMMONS}if she will make sure that schools have a ramp, including ${'old '.repeat(30)} schools.`,
    ],
  ])('%s: %s', ([_why, asked]) => {
    expect(everydayQuestion(asked)).toBeUndefined()
  })

  test('of any text that isn’t short, on one line, with one question mark at its end', () => {
    const words = fc.constantFrom(
      ...'what steps she is taking to if her Department has made an assessment of ramps , ; (a) and the which will'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (asked) => {
        const question = everydayQuestion(`${COMMONS}${asked.join(' ')}.`)
        if (question !== undefined) expect(question).toMatch(/^[A-Z][^?;\n]{0,109}\?$/)
      }),
    )
  })

  test('of a text of any length, in no time', async () => {
    for (const part of ['what the ', ', if she ', '(a) ', 'how many of the ', ' to ask '])
      expect(await workedMs(() => everydayQuestion(`To ask ${part.repeat(20_000)}`))).toBeLessThan(250)
  })
})
