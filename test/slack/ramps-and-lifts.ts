import { answer } from '../answers.ts'

/** Twelve answers of one department under one heading, and one of another House, department, minister and year. */
export const rampsAndLifts = [
  ...Array.from({ length: 12 }, (_, n) =>
    answer({
      uin: String(200_001 + n),
      answered: `2023-02-${String(n + 1).padStart(2, '0')}`,
      heading: 'Ramps',
      paragraphs: [`Ramp number ${n} is free.`],
    }),
  ),
  answer({
    uin: 'HL7',
    heading: 'Lifts: Schools',
    department: 'Department of Health and Social Care',
    answeredBy: { name: 'Lord Lift' },
    paragraphs: ['Lifts are inspected yearly.'],
  }),
]
