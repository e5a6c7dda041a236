import { answer } from '../answers.ts'

const EDUCATION = { department: 'Department for Education', answeredBy: { name: 'Alex Sample', role: 'Minister' } }
const HEALTH = {
  department: 'Department of Health and Social Care',
  answeredBy: { name: 'Robin Placeholder', role: 'Minister' },
}

/** The day it was tabled, the day it was answered, the UIN, the heading, the question, and the paragraphs. */
type Row = [tabled: string, answered: string, uin: string, heading: string, question: string, paragraphs: string[]]

const ROWS: [typeof EDUCATION, Row[]][] = [
  [
    EDUCATION,
    [
      [
        '2025-12-15',
        '2026-01-08',
        '900101',
        'Education, Health and Care Plans: Waiting Lists',
        'what steps she is taking to reduce waiting times for education, health and care plans',
        [
          'In the last calendar year, 52 per cent of new education, health and care (EHC) plans were issued within the 20 weeks that the law allows. Families whose plan came later waited for 31 weeks on average.',
          'We are working with the 40 councils with the longest waits. Each has an adviser, and reports every term how many families are still waiting, and for how long.',
          'Councils must tell families in writing, within six weeks of their request, whether they will assess the child.',
        ],
      ],
      [
        '2025-06-02',
        '2025-06-10',
        '900102',
        'Education, Health and Care Plans: Waiting Lists',
        'how many education, health and care plans were issued on time',
        [
          'In the calendar year before last, 49 per cent of new EHC plans were issued within 20 weeks. Families whose plan came later waited for 33 weeks on average.',
        ],
      ],
      [
        '2025-11-24',
        '2025-12-02',
        '900103',
        'Special Educational Needs: Finance',
        'how much high needs funding councils will get next year',
        [
          'High needs funding for children and young people with complex special educational needs will be £12.4 billion next year, £0.9 billion more than this year. No council’s share will rise by less than 4 per cent a head.',
          'Councils decide with their schools forum how it is spent: on places in special schools, on support in mainstream schools, and on specialists who visit them.',
        ],
      ],
      [
        '2025-11-03',
        '2025-11-11',
        '900104',
        'Educational Psychology: Recruitment',
        'what is being done about the shortage of educational psychologists',
        [
          'We are paying for 220 educational psychologists to be trained each year, up from 200. After it they work for a council for three years.',
          'Until they arrive, councils may use assistant psychologists for parts of an assessment, with a qualified psychologist who signs it.',
        ],
      ],
      [
        '2025-10-13',
        '2025-10-21',
        '900105',
        'Home to School Transport: Special Educational Needs',
        'who pays for the transport of pupils with special educational needs after they turn 16',
        [
          'Councils must publish each May how they support the transport of young people aged 16 to 18 with special educational needs. They may ask families for a contribution, and should waive it for those on a low income.',
        ],
      ],
      [
        '2025-09-08',
        '2025-09-16',
        '900106',
        'Special Educational Needs Co-ordinators: Training',
        'how many special educational needs co-ordinators have the new qualification',
        [
          'So far 5,300 special educational needs co-ordinators (SENCOs) have begun the new qualification, and 3,100 hold it. A SENCO must hold it within three years of taking the post.',
        ],
      ],
      [
        '2025-07-07',
        '2025-07-15',
        '900107',
        'Special Educational Needs: Tribunals',
        'how many appeals to the SEND Tribunal were won by families',
        [
          'Of the appeals that the SEND Tribunal decided last year, families won in whole or in part in 95 per cent. Most appeals are settled before a hearing.',
        ],
      ],
    ],
  ],
  [
    HEALTH,
    [
      [
        '2025-10-20',
        '2025-10-28',
        '900108',
        'Autism: Diagnosis',
        'how long children wait for an autism assessment',
        [
          'Children who began an autism assessment in the last quarter had waited for 14 months on average. Integrated care boards decide how many assessments they pay for.',
          'A child needs no diagnosis to get support at school.',
        ],
      ],
      [
        '2025-05-12',
        '2025-05-20',
        '900109',
        'Speech and Language Therapy: Children',
        'how many children with special educational needs wait for speech and language therapy',
        [
          'At the end of March, 41,000 children were waiting for speech and language therapy, 3,000 fewer than a year before. In nine areas therapists now work in nurseries and primary schools, so that help comes before a referral.',
        ],
      ],
    ],
  ],
]

/** Answers for the pictures: they look like real ones, and all of it is invented. */
export const madeUpAnswers = ROWS.flatMap(([by, rows]) =>
  rows.map(([tabled, answered, uin, heading, question, paragraphs]) =>
    answer({
      ...by,
      tabled,
      answered,
      uin,
      heading,
      question: `To ask the Secretary of State, ${question}.`,
      paragraphs,
    }),
  ),
)
