import { expect, test } from 'vitest'
import { answerKey } from '../../../src/record/identity.ts'
import { weightQuery } from '../../../src/search/rank/query.ts'
import { createAnswerIndex } from '../../../src/search/retrieve/answer-index.ts'
import { indexAnswer } from '../../../src/search/retrieve/indexed-answer.ts'
import { createAnalyser } from '../../../src/search/text/analyser.ts'
import { EMPTY_VOCABULARY } from '../../../src/search/text/vocabulary.ts'
import { answer } from '../../answers.ts'

test('if few pass a filter, all of them are proposed, whatever words they have', () => {
  const analyser = createAnalyser(EMPTY_VOCABULARY)
  const index = createAnswerIndex()
  const texts = ['Autism in school.', 'School.', 'Ramps.']
  const answers = texts.map((text, nth) => answer({ uin: String(nth + 1), paragraphs: [text] }))
  for (const one of answers)
    index.add(indexAnswer(one, (text) => Uint32Array.from(analyser.text(text), index.terms.number)))
  const query = weightQuery(analyser.question('school autism'), index.terms)
  const [, ...passing] = answers.map(answerKey)
  expect(index.propose(query, (key) => passing.includes(key)).map(({ key }) => key)).toEqual(passing)
  expect(index.propose(query).map(({ key }) => key)).toEqual([...answers.slice(0, 2).map(answerKey)])
})
