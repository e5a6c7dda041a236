import { answer } from '../answers.ts'

/** An answer with a link, nested lists, a table, a correction, an attachment and references. */
export const ramps = answer({
  uin: '7',
  heading: 'Schools: Ramps',
  corrected: '2024-02-01',
  original: [[{ type: 'paragraph', content: ['See the count of 2022.'] }]],
  attachments: [{ title: 'Count of ramps', url: 'https://qna.files.parliament.uk/count.xlsx' }],
  references: [
    { kind: 'pursuant', uin: '5' },
    { kind: 'pursuant', uin: '6' },
  ],
  question: 'To ask the Secretary of State for Education, how many ramps there are.',
  passages: [
    [
      { type: 'paragraph', content: ['See ', { text: 'the count', href: 'https://www.gov.uk/ramps' }, '. It covers:'] },
      {
        type: 'list',
        ordered: true,
        items: [
          { depth: 0, content: ['schools'] },
          { depth: 1, content: ['with pupils'] },
          { depth: 0, content: ['colleges'] },
        ],
      },
    ],
    [
      { type: 'paragraph', content: ['Ramps by year'] },
      {
        type: 'table',
        rows: [
          [['Year'], ['Ramps']],
          [['2023'], ['1,204']],
          [['2024'], []],
        ],
      },
    ],
  ],
})
