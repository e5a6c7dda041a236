import { answer } from '../answers.ts'

/** Invented topics. They have enough answers for pages, filters and newer answers. */
const TOPICS = [
  { about: 'sensory gardens', heading: 'Special Educational Needs: Sensory Gardens', thing: 'garden' },
  { about: 'quiet rooms', heading: 'Special Educational Needs: Quiet Rooms', thing: 'room' },
  { about: 'talking maps', heading: 'Pupils: Talking Maps', thing: 'map' },
] as const
const PEOPLE = [
  { name: 'Alex Sample', role: 'Minister for Examples' },
  { name: 'Robin Placeholder', role: 'Minister of State' },
] as const

const SEASONS = ['spring', 'summer', 'autumn', 'winter']

/** Four answers for each topic, from 2022 to 2025, the oldest first. */
export const fictionalAnswers = TOPICS.flatMap(({ about, heading, thing }, topic) =>
  SEASONS.map((season, year) =>
    answer({
      uin: String(900_001 + topic * 10 + year),
      tabled: `${2022 + year}-03-0${topic + 1}`,
      answered: `${2022 + year}-03-1${topic + 1}`,
      heading,
      department: year === 2 ? 'Department of Health and Social Care' : 'Department for Education',
      answeredBy: PEOPLE[year % 2],
      question: `To ask the Secretary of State, how many ${about} were opened for pupils in the ${season} term.`,
      references: year === 3 ? [{ kind: 'pursuant', uin: String(900_001 + topic * 10 + 2) }] : [],
      passages: [
        [
          {
            type: 'paragraph',
            content: [
              `In the ${season} term of this invented year ${12 + topic * 7 + year} ${about} were opened for pupils with special educational needs. Each ${thing} was chosen with the pupils who use it.`,
            ],
          },
        ],
        [
          { type: 'paragraph', content: [`The count of ${about} covers:`] },
          {
            type: 'list',
            ordered: false,
            items: [
              { depth: 0, content: ['schools that do not exist;'] },
              { depth: 0, content: ['colleges that were made up for this test.'] },
            ],
          },
        ],
        [
          {
            type: 'paragraph',
            content: [`No ${thing} is planned beyond those. More ${about} would need more ${season} days.`],
          },
        ],
      ],
    }),
  ),
)
