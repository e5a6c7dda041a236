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

export const HOME_FILTERS = 'home_filters'
export const HOME_DEPARTMENT = 'home_department'
export const HOME_YEAR = 'home_year'
export const HOME_NEWER = 'home_newer'
export const HOME_OLDER = 'home_older'
export const HOME_TOPIC = /^home_topic_\d+$/
export const HOME_EVERY_TOPIC = 'home_every_topic'

const ALL = 'all'
const TOPICS_SHOWN = 10

/** Which answers the Home lists, and which page of them, from 0. */
export interface HomeChoice extends ListChoice {
  page: number
}

const Chosen = z
  .object({ selected_option: z.object({ value: z.string() }).nullish() })
  .transform(({ selected_option }) => (selected_option?.value === ALL ? undefined : selected_option?.value))
  .optional()
const HomeState = z.object({
  private_metadata: z.string().optional(),
  state: z
    .object({
      values: z.object({
        [HOME_FILTERS]: z.object({ [HOME_DEPARTMENT]: Chosen, [HOME_YEAR]: Chosen }).optional(),
      }),
    })
    .optional(),
})

/**
 * What is chosen in a Home: its selects, its topic, the first page; the department is an option's value. Slack keeps the
 * Home that was drawn last, perhaps by another version: where it can't be parsed, nothing is chosen.
 */
export function parseHomeChoice(view: unknown): HomeChoice {
  const { private_metadata, state } = HomeState.catch({}).parse(view)
  const { topic } = z.object({ topic: z.string().optional() }).catch({}).parse(parseJson(private_metadata))
  const chosen = state?.values[HOME_FILTERS]
  return { department: chosen?.[HOME_DEPARTMENT], year: chosen?.[HOME_YEAR], topic, page: 0 }
}

/** The answers chosen, under selects of department and year, with buttons to the pages before and after. */
export function answersChosen(list: AnswerList, { department, year, topic }: HomeChoice): KnownBlock[] {
  const { answers, page, pages, departments, years } = list
  const title = topic === undefined ? WORDS.newestAnswers : WORDS.answersAbout(topic)
  const selects: ActionsBlock = {
    type: 'actions',
    block_id: HOME_FILTERS,
    elements: [
      facetSelect(HOME_DEPARTMENT, WORDS.department, WORDS.allDepartments, departments, department),
      facetSelect(HOME_YEAR, WORDS.year, WORDS.allYears, years, year),
    ],
  }
  return [
    richText([span(title, { bold: true }), span(` · ${WORDS.page(page + 1, pages)}`)]),
    ...(departments.length > 0 ? [selects] : []),
    ...answerList(answers),
    ...paging(page, pages),
  ]
}

function facetSelect(
  actionId: string,
  label: string,
  all: string,
  values: readonly Facet[],
  chosen: string | undefined,
): StaticSelect {
  const shown = select(actionId, label, [
    option(all, ALL),
    ...values.map(({ value, count }) => option(counted(value, count, LIMITS.option.text), value)),
  ])
  const wanted = shorten(chosen ?? ALL, LIMITS.option.value)
  const initial = shown.options?.find(({ value }) => value === wanted) ?? shown.options?.[0]
  return { ...shown, ...(initial && { initial_option: initial }) }
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
  const topics = all.filter(({ value }) => value.length <= LIMITS.header.text).slice(0, TOPICS_SHOWN)
  if (topics.length === 0) return []
  return [
    richText([span(WORDS.topics, { bold: true })]),
    {
      type: 'actions',
      elements: [
        ...(chosen === undefined ? [] : [button(HOME_EVERY_TOPIC, WORDS.everyTopic, 'all')]),
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
