import type { InputBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { departmentOf, facets, ministerOf } from '../../answering/facets.ts'
import type { WrittenAnswer } from '../../record/answer.ts'
import { writtenFilter } from '../../search/question/written-filter.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { option } from './option.ts'
import { plainText } from './text.ts'

/** The button that opens it. */
export const SEARCH_OPEN = 'search_open'
export const SEARCH_SUBMIT = 'search_submit'
export const SEARCH_MINISTER = 'search_minister'
/** Block and element of each field share a name. */
export const SEARCH_QUESTION = 'search_question'
export const SEARCH_BEFORE = 'search_before'
const HOUSE = 'search_house'
const SINCE = 'search_since'
const DEPARTMENT = 'search_department'

/** A search with its filters, as a form. */
export function searchModal(answers: readonly WrittenAnswer[]): ModalView {
  const departments = facets(answers, departmentOf).slice(0, LIMITS.select.options)
  return {
    type: 'modal',
    callback_id: SEARCH_SUBMIT,
    title: plainText(WORDS.searchTitle, LIMITS.view.title),
    submit: plainText(WORDS.search, LIMITS.view.submit),
    close: plainText(WORDS.close, LIMITS.view.close),
    blocks: [
      field(SEARCH_QUESTION, WORDS.searchLabel, false, {
        type: 'plain_text_input',
        action_id: SEARCH_QUESTION,
        placeholder: placeholder(WORDS.searchPlaceholder),
        max_length: LIMITS.plainTextInput.maxLength,
      }),
      field(HOUSE, WORDS.house, true, {
        type: 'static_select',
        action_id: HOUSE,
        placeholder: placeholder(WORDS.anyChoice),
        options: Object.entries(WORDS.houses).map(([value, text]) => option(text, value.toLowerCase())),
      }),
      field(SINCE, WORDS.since, true, {
        type: 'datepicker',
        action_id: SINCE,
        placeholder: placeholder(WORDS.anyChoice),
      }),
      field(SEARCH_BEFORE, WORDS.before, true, {
        type: 'datepicker',
        action_id: SEARCH_BEFORE,
        placeholder: placeholder(WORDS.anyChoice),
      }),
      ...(departments.length === 0
        ? []
        : [
            field(DEPARTMENT, WORDS.department, true, {
              type: 'static_select',
              action_id: DEPARTMENT,
              placeholder: placeholder(WORDS.anyChoice),
              options: departments.map(({ value }) => option(value)),
            }),
          ]),
      field(SEARCH_MINISTER, WORDS.minister, true, {
        type: 'external_select',
        action_id: SEARCH_MINISTER,
        placeholder: placeholder(WORDS.typeAName),
        min_query_length: 0,
      }),
    ],
  }
}

const placeholder = (text: string) => plainText(text, LIMITS.plainTextInput.placeholder)

function field(name: string, label: string, optional: boolean, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: name, optional, label: plainText(label, LIMITS.input.label), element }
}

/** The ministers whose names hold what was typed, those who answered most first. */
export function ministerOptions(answers: readonly WrittenAnswer[], typed: string) {
  const wanted = typed.trim().toLowerCase()
  return facets(answers, ministerOf)
    .filter(({ value }) => value.toLowerCase().includes(wanted))
    .slice(0, LIMITS.select.options)
    .map(({ value }) => option(value))
}

const Typed = z.object({ value: z.string().nullish() })
const Chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() }).optional()
const Day = z.object({ selected_date: z.iso.date().nullish() }).optional()
const SearchState = z.object({
  state: z.object({
    values: z.object({
      [SEARCH_QUESTION]: z.object({ [SEARCH_QUESTION]: Typed }),
      [HOUSE]: z.object({ [HOUSE]: Chosen }).optional(),
      [SINCE]: z.object({ [SINCE]: Day }).optional(),
      [SEARCH_BEFORE]: z.object({ [SEARCH_BEFORE]: Day }).optional(),
      [DEPARTMENT]: z.object({ [DEPARTMENT]: Chosen }).optional(),
      [SEARCH_MINISTER]: z.object({ [SEARCH_MINISTER]: Chosen }).optional(),
    }),
  }),
})

/** A search as it was filled in. */
export interface Search {
  question: string
  house?: string | undefined
  since?: string | undefined
  before?: string | undefined
  department?: string | undefined
  minister?: string | undefined
}

/** What stands in the form. */
export function readSearch(view: unknown): Search {
  const { values } = SearchState.parse(view).state
  return {
    question: values[SEARCH_QUESTION][SEARCH_QUESTION].value?.trim() ?? '',
    house: values[HOUSE]?.[HOUSE]?.selected_option?.value,
    since: values[SINCE]?.[SINCE]?.selected_date ?? undefined,
    before: values[SEARCH_BEFORE]?.[SEARCH_BEFORE]?.selected_date ?? undefined,
    department: values[DEPARTMENT]?.[DEPARTMENT]?.selected_option?.value,
    minister: values[SEARCH_MINISTER]?.[SEARCH_MINISTER]?.selected_option?.value,
  }
}

/** What keeps the form from being searched for: a sentence by the field that it is about; nothing for a good one. */
export function searchErrors({ question, since, before }: Search): Record<string, string> {
  return {
    ...(question === '' && { [SEARCH_QUESTION]: WORDS.sayWhat }),
    ...(since !== undefined && before !== undefined && before <= since && { [SEARCH_BEFORE]: WORDS.datesTheWrongWay }),
  }
}

/** The search as a question with its filters written inside, as people can write them, too. */
export function searchQuestion({ question, house, since, before, department, minister }: Search): string {
  const values = { house, since, before, dept: department, by: minister }
  const names = Object.keys(values) as (keyof typeof values)[]
  const filters = names.flatMap((name) => {
    const value = values[name]
    return value === undefined ? [] : [writtenFilter({ name, value })]
  })
  return [question, ...filters].join(' ')
}
