import type { ActionsBlock, StaticSelect } from '@slack/types'
import { z } from 'zod'
import { departmentOf, type Facet, facets, yearOf } from '../../answering/facets.ts'
import type { WrittenAnswer } from '../../record/answer.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './button.ts'
import { readJson } from './carried-question.ts'
import { isChosen, option } from './option.ts'
import { counted, plainText } from './text.ts'

export const HOME_FILTERS = 'home_filters'
export const HOME_DEPARTMENT = 'home_department'
export const HOME_YEAR = 'home_year'
export const HOME_NEWER = 'home_newer'
export const HOME_OLDER = 'home_older'

const ALL = 'all'

/** Which of the answers the Home lists: option values, a heading, and a page from 0. */
export interface HomeFilter {
  department?: string | undefined
  year?: string | undefined
  topic?: string | undefined
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
 * The filter that a Home shows: its selects as they stand, its topic, the first page. Slack keeps the Home that was
 * drawn last, be it by another version: one that can't be read is drawn anew without a filter.
 */
export function readHomeFilter(view: unknown): HomeFilter {
  const { private_metadata, state } = HomeState.catch({}).parse(view)
  const { topic } = z.object({ topic: z.string().optional() }).catch({}).parse(readJson(private_metadata))
  const chosen = state?.values[HOME_FILTERS]
  return { department: chosen?.[HOME_DEPARTMENT], year: chosen?.[HOME_YEAR], topic, page: 0 }
}

/** Those of the answers that the filter lets through. */
export function filtered(answers: readonly WrittenAnswer[], { department, year, topic }: HomeFilter): WrittenAnswer[] {
  return answers.filter(
    (answer) =>
      (department === undefined || isChosen(department, answer.department)) &&
      (year === undefined || yearOf(answer) === year) &&
      (topic === undefined || answer.heading === topic),
  )
}

/** A select of departments and one of years. */
export function filterSelects(answers: readonly WrittenAnswer[], { department, year }: HomeFilter): ActionsBlock {
  const years = facets(answers, yearOf).sort((a, b) => b.value.localeCompare(a.value))
  return {
    type: 'actions',
    block_id: HOME_FILTERS,
    elements: [
      select(HOME_DEPARTMENT, WORDS.department, WORDS.allDepartments, facets(answers, departmentOf), department),
      select(HOME_YEAR, WORDS.year, WORDS.allYears, years, year),
    ],
  }
}

function select(
  actionId: string,
  label: string,
  all: string,
  values: readonly Facet[],
  chosen: string | undefined,
): StaticSelect {
  const options = [
    option(all, ALL),
    ...values
      .slice(0, LIMITS.select.options - 1)
      .map(({ value, count }) => option(counted(value, count, LIMITS.option.text), value)),
  ]
  const initial = options.find(({ value }) => value === (chosen ?? ALL)) ?? options[0]
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plainText(label, LIMITS.plainTextInput.placeholder),
    options,
    ...(initial && { initial_option: initial }),
  }
}

/** Buttons to the pages of newer and of older answers, as far as there are such. */
export function homePaging(page: number, pages: number): ActionsBlock[] {
  const elements = [
    ...(page > 0 ? [button(HOME_NEWER, WORDS.newer, String(page - 1))] : []),
    ...(page < pages - 1 ? [button(HOME_OLDER, WORDS.older, String(page + 1))] : []),
  ]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}
