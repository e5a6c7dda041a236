import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAsk } from '../../src/answering/ask.ts'
import type { Reply } from '../../src/answering/reply.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { passageText } from '../../src/record/passage-text.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { parseQuestion } from '../../src/search/question/parse-question.ts'
import type { Embedder } from '../../src/search/retrieve/embedder.ts'
import { createOnnxEmbedder } from '../../src/search/retrieve/onnx/onnx-embedder.ts'
import { passageToEmbed } from '../../src/search/retrieve/passage-context.ts'
import { passageKey } from '../../src/search/retrieve/passage-key.ts'
import { createVectorIndex, inMemory } from '../../src/search/retrieve/vectors.ts'
import { contentWords } from '../../src/search/text/tokens.ts'
import { parseVocabulary } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'

const VOCABULARY = join(import.meta.dirname, '..', '..', 'corpus', 'vocabulary.yml')
const MODEL = join(import.meta.dirname, '..', '..', 'model')

/** Invented, in the manner of ministers. */
const said = (uin: string, heading: string, question: string, text: string, answered = '2024-01-15') =>
  answer({
    uin,
    heading,
    question: `To ask the Secretary of State for Education, ${question}`,
    paragraphs: [text],
    answered,
  })
const record = {
  travel: said(
    '1',
    'Home to School Travel',
    'which pupils are eligible for home to school travel.',
    'Local authorities must arrange home to school travel, free of charge, for eligible pupils of compulsory school age who cannot reasonably be expected to walk because of their special educational needs, disability or mobility problem.',
  ),
  therapists: said(
    '2',
    'Speech and Language Therapy',
    'what steps are being taken to recruit speech and language therapists.',
    'NHS England is working with universities to increase the number of speech and language therapists in training, and integrated care boards are responsible for commissioning local services.',
  ),
  exclusion: said(
    '3',
    'Pupil Exclusions',
    'how many pupils with special educational needs were permanently excluded.',
    'Headteachers should, as far as possible, avoid permanently excluding any pupil with an education, health and care plan, and should consider early support for those whose behaviour is a concern.',
  ),
  deadline: said(
    '4',
    'Education, Health and Care Plans: Standards',
    'what proportion of plans are issued within the statutory timescale.',
    'Education, health and care plans must be issued within 20 weeks of the request for an assessment. The department monitors local authorities that fall behind the statutory timescale.',
  ),
  appeal: said(
    '5',
    'First-tier Tribunal',
    'how many appeals were registered.',
    'Where parents disagree with the local authority’s decision they may appeal to the First-tier Tribunal, after considering mediation. Most appeals that are heard are decided in favour of the appellant.',
  ),
  home: said(
    '6',
    'Elective Home Education',
    'what support there is for electively home educated children.',
    'Parents who choose elective home education assume full financial responsibility for it, including the cost of public examinations. Local authorities have discretion to give support.',
  ),
  vat: said(
    '7',
    'Independent Schools: VAT',
    'what assessment has been made of VAT on fees.',
    'Where a local authority funds a placement in an independent school because it is named in a plan, it can reclaim the VAT that is charged on the fees.',
  ),
  deaf: said(
    '8',
    'Hearing Impairment: Teachers',
    'how many qualified teachers of deaf children there are.',
    'Teachers of classes of pupils with hearing impairment must hold a mandatory qualification, and a new apprenticeship for teachers of sensory impairment will widen the routes to it.',
  ),
  mental: said(
    '9',
    'Mental Health Support Teams',
    'how many schools have a mental health support team.',
    'Mental health support teams will be expanded to reach all pupils in England. They offer early help with anxiety and low mood and advise staff.',
  ),
  allowance: said(
    '10',
    'Disability Living Allowance',
    'how long decisions on new claims take.',
    'Entitlement to disability living allowance for a child depends on the extra care or supervision that the child needs and not on the diagnosis. Decisions are usually made within 20 weeks.',
  ),
  teachers: said(
    '11',
    'Teachers: Training',
    'what training teachers receive on autism.',
    'All trainee teachers learn to adapt their teaching to pupils with special educational needs, and the content on neurodiversity in the framework for initial training has been strengthened.',
  ),
  review: said(
    '12',
    'Safety Valve Programme',
    'what the future of the safety valve programme is.',
    'The safety valve programme is under review. No new agreements are being entered into while that work is under way.',
    '2024-02-15',
  ),
  ended: said(
    '13',
    'Safety Valve Programme',
    'whether the programme will continue.',
    'The department will bring safety valve agreements to an end, and support authorities with their deficits in other ways.',
    '2025-06-15',
  ),
} satisfies Record<string, WrittenAnswer>
const answers = Object.values(record)

let embedder: Embedder
let ask: (typed: string) => Promise<Reply>
/** The answer whose passage is ranked first. */
let first: (typed: string) => Promise<WrittenAnswer | undefined>

beforeAll(async () => {
  embedder = await createOnnxEmbedder(MODEL)
  const vectors = createVectorIndex()
  const embedded = await embedder.embedPassages(answers.map((one) => passageToEmbed(one, 0)))
  for (const [nth, one] of answers.entries()) vectors.add(passageKey(answerKey(one), 0), embedded[nth] as Int8Array)
  const corpus = createCorpus(answers)
  const index = createPassageIndex(parseVocabulary(await readFile(VOCABULARY, 'utf8'), VOCABULARY))
  index.add(answers)
  const retriever = inMemory(vectors)
  const asking = createAsk(corpus, index, { embedder, vectors: retriever })
  ask = (typed) => asking(parseQuestion(typed, corpus.names))
  first = async (typed) => {
    const question = await embedder.embedQuestion(typed)
    const meaning = { question, vectors: retriever }
    const [best] = (await index.rank(index.understand(typed).terms, { meaning })).passages
    return corpus.byKey(best?.key ?? '')
  }
}, 120_000)
afterAll(() => embedder.close())

const wordsOf = ({ heading, questions, passages }: WrittenAnswer) =>
  new Set(contentWords([heading, ...questions.map(({ text }) => text), ...passages.map(passageText)].join(' ')))

describe('a question that shares no word with an answer ranks it first', () => {
  test.each([
    ['do they have to pay for a cab so my wheelchair-using daughter can get to lessons', 'travel'],
    ['my toddler isn’t talking, are there going to be more specialists', 'therapists'],
    ['can the head kick my autistic lad out for good', 'exclusion'],
    ['how many months until we get the EHCP', 'deadline'],
    ['we want to fight the council’s refusal, where do we go', 'appeal'],
    ['do homeschoolers get any money for GCSE entry', 'home'],
    ['my teenager is depressed and worried, is somebody coming in to class to see her', 'mental'],
    ['what benefits money is there to look after my poorly son', 'allowance'],
  ] as const)('%j', async (typed, expected) => {
    expect(wordsOf(record[expected]).intersection(new Set(contentWords(typed)))).toEqual(new Set())
    expect((await first(typed))?.heading).toBe(record[expected].heading)
  })
})

test.each([
  ['who has to provide transport to school for a disabled child', 'travel'],
  ['how long does a council have to issue an EHCP', 'deadline'],
  ['can parents appeal if the council refuses', 'appeal'],
  ['does the council get the VAT back on private school fees', 'vat'],
] as const)('%j is answered', async (typed, expected) => {
  expect(await ask(typed)).toMatchObject({ kind: 'answer', best: { answer: record[expected] } })
})

describe('a message about something else gets nothing', () => {
  test.each([
    'thanks',
    'Lunch at one?',
    'how do I reset my VPN password',
    'what is the capital of Mongolia',
    'who won the football last night',
    'please approve my invoice by Friday',
  ])('%j', async (typed) => {
    expect(await ask(typed)).toMatchObject({ kind: 'no-answer', nearest: [] })
  })
})

test.each(['will there be more safety valve agreements', 'is the safety valve programme under review'])(
  'a newer answer that reverses the best one, in other words, is pointed to: %j',
  async (typed) => {
    expect(await ask(typed)).toMatchObject({ best: { answer: record.review, newer: { answer: record.ended } } })
  },
)

test('asked whether it is continuing, the newest answer comes first', async () => {
  expect(await ask('is the safety valve programme continuing')).toMatchObject({ best: { answer: record.ended } })
})
