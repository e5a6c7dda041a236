import type { ActionsBlock, KnownBlock, StaticSelect } from '@slack/types'
import { z } from 'zod'
import type { AnswerList, ListChoice } from '../../answering/browse.ts'
import type { Facet } from '../../answering/facets.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { answerList } from './answer-list.ts'
import { parseJson } from './carried-question.ts'
import { button, option, select } from './controls.ts'
import { counted, richText, shorten, span } from './text.ts'

export const HOME_DEPARTMENT = 'home_department'
export const HOME_YEAR = 'home_year'
export const HOME_NEWER = 'home_newer'
export const HOME_OLDER = 'home_older'
export const HOME_TOPIC = /^home_topic_\d+$/
export const HOME_EVERY_TOPIC = 'home_every_topic'
export const HOME_CLEAR = 'home_clear'

/** The value of a select in which nothing is chosen. */
export const ALL = 'all'
const TOPICS_SHOWN = 10

const HomeChoice = z.object({
  department: z.string().optional(),
  year: z.string().optional(),
  topic: z.string().optional(),
})
const HomeView = z.object({ private_metadata: z.string().optional() })

/**
 * What a Home lists. The Home carries it itself, so that its selects and its list are drawn from the same choice, whatever
 * Slack keeps of the selects. Nothing is chosen where another version drew the Home.
 */
export function parseHomeChoice(view: unknown): ListChoice {
  return HomeChoice.catch({}).parse(parseJson(HomeView.catch({}).parse(view).private_metadata))
}

/** The `private_metadata` of a Home with that choice. */
export function carryHomeChoice({ department, year, topic }: ListChoice): string {
  return JSON.stringify({ department, year, topic })
}

/** The answers chosen, under selects of department and year, with buttons to the pages before and after. */
export function answersChosen(list: AnswerList, choice: ListChoice): KnownBlock[] {
  const { answers, page, pages, departments } = list
  const title = choice.topic === undefined ? WORDS.newestAnswers : WORDS.answersAbout(choice.topic)
  return [
    richText([span(title, { bold: true }), span(` · ${WORDS.page(page + 1, pages)}`)]),
    ...(departments.length > 0 ? [filters(list, choice)] : []),
    ...answerList(answers),
    ...paging(page, pages),
  ]
}

/** The selects, and a button that clears all that is chosen. */
function filters({ departments, years }: AnswerList, { department, year, topic }: ListChoice): ActionsBlock {
  const isChosen = [department, year, topic].some((value) => value !== undefined)
  return {
    type: 'actions',
    // Slack keeps what was selected in a block of the same id, whatever the block says.
    block_id: shorten(`home_filters/${department ?? ALL}/${year ?? ALL}`, LIMITS.blockId),
    elements: [
      facetSelect(HOME_DEPARTMENT, WORDS.department, WORDS.allDepartments, departments, department),
      facetSelect(HOME_YEAR, WORDS.year, WORDS.allYears, years, year),
      ...(isChosen ? [button(HOME_CLEAR, WORDS.clearFilters, 'clear')] : []),
    ],
  }
}

function facetSelect(
  actionId: string,
  label: string,
  all: string,
  values: readonly Facet[],
  chosen: string | undefined,
): StaticSelect {
  const nothing = option(all, ALL)
  const offered = withChosen(values, chosen, LIMITS.select.options - 1).map(({ value, count }) => ({
    value,
    option: option(counted(value, count, LIMITS.option.text), value),
  }))
  const initial = offered.find(({ value }) => value === chosen)?.option ?? nothing
  return { ...select(actionId, label, [nothing, ...offered.map((one) => one.option)]), initial_option: initial }
}

/** The first of the values, at most so many, the chosen one among them. */
function withChosen(values: readonly Facet[], chosen: string | undefined, most: number): Facet[] {
  const first = values.slice(0, most)
  const own = values.find(({ value }) => value === chosen)
  return own && !first.includes(own) ? [...first.slice(0, -1), own] : first
}

function paging(page: number, pages: number): ActionsBlock[] {
  const elements = [
    ...(page > 0 ? [button(HOME_NEWER, WORDS.newer, String(page - 1))] : []),
    ...(page < pages - 1 ? [button(HOME_OLDER, WORDS.older, String(page + 1))] : []),
  ]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}

/** The headings with most answers, as buttons with counts; a press lists the answers under one. */
export function topicButtons(all: readonly Facet[], chosen: string | undefined): KnownBlock[] {
  // A longer heading is cut in the button's label and could not be found again.
  const whole = all.filter(({ value }) => value.length <= LIMITS.header.text)
  const topics = withChosen(whole, chosen, TOPICS_SHOWN)
  if (topics.length === 0) return []
  return [
    richText([span(WORDS.topics, { bold: true })]),
    {
      type: 'actions',
      elements: [
        ...(chosen === undefined ? [] : [button(HOME_EVERY_TOPIC, WORDS.everyTopic, ALL)]),
        ...topics.map(({ value, count }, index) =>
          button(`home_topic_${index}`, counted(value, count, LIMITS.button.text), value, {
            label: WORDS.answersAbout(value),
            ...(value === chosen && { style: 'primary' }),
          }),
        ),
      ],
    },
  ]
}
