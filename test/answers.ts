import { WrittenAnswer } from '../src/record/answer.ts'
import { questionPage } from '../src/record/identity.ts'

type Draft = Partial<Omit<WrittenAnswer, 'questions' | 'passages'>> & {
  uin?: string
  tabled?: string
  question?: string
  paragraphs?: string[]
  passages?: WrittenAnswer['passages']
  questions?: WrittenAnswer['questions']
}

/** A valid written answer with what a test cares about; the rest is filled in. */
export function answer(draft: Draft = {}): WrittenAnswer {
  const {
    uin = '100001',
    tabled = '2024-01-08',
    question = 'To ask the Secretary of State for Education, what is planned.',
    paragraphs = ['A paragraph of the answer.'],
    ...rest
  } = draft
  const questions = rest.questions ?? [{ uin, tabled, text: question }]
  return WrittenAnswer.parse({
    house: uin.startsWith('HL') ? 'Lords' : 'Commons',
    heading: 'Special Educational Needs',
    department: 'Department for Education',
    answeredBy: { name: 'A Minister', role: 'Minister of State' },
    answered: '2024-01-15',
    passages: paragraphs.map((text) => [{ type: 'paragraph', content: [text] }]),
    source: questionPage(questions[0]),
    ...rest,
    questions,
  })
}
