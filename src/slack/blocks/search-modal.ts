import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import type { Facet } from '../../answering/facets.ts'
import type { Filter } from '../../search/question/filter.ts'
import { type Question, withFilters } from '../../search/question/question.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { option, select } from './controls.ts'
import { plainText } from './text.ts'

/** The button that opens the form. */
export const SEARCH_OPEN = 'search_open'
export const SEARCH_SUBMIT = 'search_submit'
export const SEARCH_MINISTER = 'search_minister'
/** The block and the element of each field have the same id. */
export const SEARCH_QUESTION = 'search_question'
export const SEARCH_BEFORE = 'search_before'
const HOUSE = 'search_house'
const SINCE = 'search_since'
const DEPARTMENT = 'search_department'

/** A search with filters, as a form. */
export function searchModal(departments: readonly Facet[]): ModalView {
  const houses = Object.entries(WORDS.houses).map(([value, text]) => option(text, value.toLowerCase()))
  return {
    type: 'modal',
    callback_id: SEARCH_SUBMIT,
    title: plainText(WORDS.searchTitle, LIMITS.view.title),
    submit: plainText(WORDS.search, LIMITS.view.submit),
    close: plainText(WORDS.cancel, LIMITS.view.close),
    blocks: [
      field(SEARCH_QUESTION, WORDS.searchLabel, false, {
        type: 'plain_text_input',
        action_id: SEARCH_QUESTION,
        placeholder: placeholder(WORDS.searchPlaceholder),
        max_length: LIMITS.plainTextInput.maxLength,
      }),
      field(HOUSE, WORDS.house, true, select(HOUSE, WORDS.anyChoice, houses)),
      dayField(SINCE, WORDS.since),
      dayField(SEARCH_BEFORE, WORDS.before),
      ...(departments.length === 0
        ? []
        : [field(DEPARTMENT, WORDS.department, true, select(DEPARTMENT, WORDS.anyChoice, facetOptions(departments)))]),
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

function dayField(name: string, label: string): InputBlock {
  return field(name, label, true, {
    type: 'datepicker',
    action_id: name,
    placeholder: placeholder(WORDS.anyChoice),
  })
}

/** Names as options of a select. */
export function facetOptions(names: readonly Facet[]): PlainTextOption[] {
  return names.slice(0, LIMITS.select.options).map(({ value }) => option(value))
}

const Typed = z.object({ value: z.string().nullish() })
const Chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() }).optional()
const ChosenHouse = z
  .object({ selected_option: z.object({ value: z.enum(['commons', 'lords']) }).nullish() })
  .optional()
const Day = z.object({ selected_date: z.iso.date().nullish() }).optional()
const SearchState = z.object({
  state: z.object({
    values: z.object({
      [SEARCH_QUESTION]: z.object({ [SEARCH_QUESTION]: Typed }),
      [HOUSE]: z.object({ [HOUSE]: ChosenHouse }).optional(),
      [SINCE]: z.object({ [SINCE]: Day }).optional(),
      [SEARCH_BEFORE]: z.object({ [SEARCH_BEFORE]: Day }).optional(),
      [DEPARTMENT]: z.object({ [DEPARTMENT]: Chosen }).optional(),
      [SEARCH_MINISTER]: z.object({ [SEARCH_MINISTER]: Chosen }).optional(),
    }),
  }),
})

/** A search as it was filled in. */
export interface Search {
  /** As typed. */
  question: string
  house?: 'commons' | 'lords' | undefined
  /** Days: `yyyy-mm-dd`. */
  since?: string | undefined
  before?: string | undefined
  department?: string | undefined
  minister?: string | undefined
}

/** The contents of the form. */
export function parseSearch(view: unknown): Search {
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

/** A sentence by each field that keeps the form from being searched for; nothing for a good one. */
export function searchErrors({ question, since, before }: Search): Record<string, string> {
  return {
    ...(question === '' && { [SEARCH_QUESTION]: WORDS.sayWhat }),
    ...(since !== undefined && before !== undefined && before <= since && { [SEARCH_BEFORE]: WORDS.datesTheWrongWay }),
  }
}

/** The question of the form, `typed` being what was typed in it, parsed; its fields narrow it further. */
export function searchQuestion(typed: Question, { house, since, before, department, minister }: Search): Question {
  const added: Filter[] = [
    ...(house
      ? [{ name: 'house' as const, value: house === 'lords' ? ('Lords' as const) : ('Commons' as const) }]
      : []),
    ...(since ? [{ name: 'since' as const, value: since }] : []),
    ...(before ? [{ name: 'before' as const, value: before }] : []),
    ...(department ? [{ name: 'dept' as const, value: department }] : []),
    ...(minister ? [{ name: 'by' as const, value: minister }] : []),
  ]
  return added.length === 0 ? typed : withFilters(typed, added)
}
