import { LIMITS } from '../../src/slack/limits.ts'

export type Json = Record<string, unknown>
type Check = (found: Json, breach: (rule: string) => void) => void

/** The reasons for which Slack would refuse a block or element, not counting what is inside it. */
export function ruleBreaches(found: Json): string[] {
  const breaches: string[] = []
  const type = String(found.type)
  const breach = (rule: string) => void breaches.push(`${type}: ${rule}`)
  const check = CHECKS[type]
  if (check) check(found, breach)
  else if (found.type !== undefined) breach('no type that is checked')
  checkAnywhere(found, breach)
  return breaches
}

export function walk(value: unknown, visit: (found: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (typeof value === 'object' && value !== null) {
    visit(value as Json)
    for (const item of Object.values(value)) walk(item, visit)
  }
}

const checkAnywhere: Check = (found, breach) => {
  bound(breach, 'block_id', lengthOf(found.block_id), LIMITS.blockId)
  bound(breach, 'action_id', lengthOf(found.action_id), LIMITS.actionId)
  bound(breach, 'placeholder', textOf(found.placeholder), LIMITS.plainTextInput.placeholder)
}

const anything: Check = () => {}

const select: Check = (found, breach) =>
  bound(breach, 'placeholder', textOf(found.placeholder), LIMITS.plainTextInput.placeholder, 1)

/** The rules of each type of block and element. Other types are breaches, so that none goes unchecked. */
const CHECKS: Record<string, Check> = {
  header: (found, breach) => bound(breach, 'text', textOf(found.text), LIMITS.header.text, 1),
  section: (found, breach) => {
    if (found.text !== undefined) bound(breach, 'text', textOf(found.text), LIMITS.section.text, 1)
    bound(breach, 'fields', countOf(found.fields), LIMITS.section.fields)
  },
  context: (found, breach) => bound(breach, 'elements', countOf(found.elements), LIMITS.context.elements, 1),
  actions: (found, breach) => {
    bound(breach, 'elements', countOf(found.elements), LIMITS.actions.elements, 1)
    uniqueActionIds(found, breach)
  },
  context_actions: (found, breach) => {
    bound(breach, 'elements', countOf(found.elements), LIMITS.contextActions.elements, 1)
    uniqueActionIds(found, breach)
  },
  feedback_buttons: (found, breach) => {
    for (const part of ['positive_button', 'negative_button'] as const) {
      const button = (found[part] ?? {}) as Json
      bound(breach, `${part} text`, textOf(button.text), LIMITS.button.text, 1)
      bound(breach, `${part} value`, lengthOf(button.value), LIMITS.button.value, 1)
      bound(breach, `${part} label`, lengthOf(button.accessibility_label), LIMITS.button.text)
    }
  },
  divider: anything,
  /** A mention in rich text. */
  user: anything,
  datepicker: select,
  external_select: (found, breach) => {
    select(found, breach)
    // By Slack's default of 3 nothing is shown until three letters are typed.
    if (!Number.isInteger(found.min_query_length)) breach('min_query_length: missing')
  },
  checkboxes: (found, breach) => void checkOptions(found, breach, LIMITS.checkboxes.options),
  static_select: (found, breach) => {
    select(found, breach)
    const options = checkOptions(found, breach, LIMITS.select.options)
    const chosen = JSON.stringify(found.initial_option)
    if (chosen !== undefined && !options.some((option) => JSON.stringify(option) === chosen))
      breach('initial_option is none of the options')
  },
  input: (found, breach) => bound(breach, 'label', textOf(found.label), LIMITS.input.label, 1),
  button: (found, breach) => {
    bound(breach, 'text', textOf(found.text), LIMITS.button.text, 1)
    if (found.value !== undefined) bound(breach, 'value', lengthOf(found.value), LIMITS.button.value, 1)
    bound(breach, 'url', lengthOf(found.url), LIMITS.button.url)
    bound(breach, 'accessibility_label', lengthOf(found.accessibility_label), LIMITS.button.text)
  },
  plain_text_input: (found, breach) => {
    bound(breach, 'initial_value', lengthOf(found.initial_value), LIMITS.plainTextInput.maxLength)
    if (Number(found.max_length ?? 0) > LIMITS.plainTextInput.maxLength) breach('max_length over the limit')
  },
  plain_text: (found, breach) => bound(breach, 'text', lengthOf(found.text), LIMITS.context.text, 1),
  mrkdwn: (found, breach) => bound(breach, 'text', lengthOf(found.text), LIMITS.context.text, 1),
  text: (found, breach) => bound(breach, 'text', lengthOf(found.text), LIMITS.richText.text, 1),
  link: (found, breach) => {
    bound(breach, 'url', lengthOf(found.url), LIMITS.linkUrl, 1)
    if (found.text !== undefined) bound(breach, 'text', lengthOf(found.text), LIMITS.richText.text, 1)
  },
  raw_text: (found, breach) => bound(breach, 'text', lengthOf(found.text), LIMITS.richText.text, 1),
  rich_text: (found, breach) => {
    bound(breach, 'elements', countOf(found.elements), Number.POSITIVE_INFINITY, 1)
    bound(breach, 'text', richTextLength(found), LIMITS.richText.text + 200, 1)
  },
  rich_text_section: nonEmpty,
  rich_text_quote: nonEmpty,
  rich_text_preformatted: nonEmpty,
  rich_text_list: (found, breach) => {
    nonEmpty(found, breach)
    if (Number(found.indent ?? 0) > LIMITS.richText.listIndent) breach('indent over the limit')
  },
  table: (found, breach) => {
    const rows = (found.rows ?? []) as unknown[][]
    bound(breach, 'rows', rows.length, LIMITS.table.rows, 1)
    bound(breach, 'columns', Math.max(0, ...rows.map((row) => row.length)), LIMITS.table.columns, 1)
    bound(breach, 'text', richTextLength(found), LIMITS.table.text)
    if (new Set(rows.map((row) => row.length)).size > 1) breach('rows of different lengths')
  },
}

function checkOptions(found: Json, breach: (rule: string) => void, most: number): Json[] {
  const options = (found.options ?? []) as Json[]
  bound(breach, 'options', options.length, most, 1)
  for (const option of options) {
    bound(breach, 'option text', textOf(option.text), LIMITS.option.text, 1)
    bound(breach, 'option value', lengthOf(option.value), LIMITS.option.value, 1)
  }
  return options
}

function uniqueActionIds({ elements }: Json, breach: (rule: string) => void): void {
  const ids = ((elements ?? []) as Json[]).map((element) => element.action_id)
  if (new Set(ids).size < ids.length) breach('action_id given twice in a block')
}

function nonEmpty(found: Json, breach: (rule: string) => void): void {
  bound(breach, 'elements', countOf(found.elements), Number.POSITIVE_INFINITY, 1)
}

function richTextLength(value: unknown): number {
  let length = 0
  walk(value, (found) => {
    if (typeof found.text === 'string') length += found.text.length
  })
  return length
}

export const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : undefined)
const countOf = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
export const textOf = (value: unknown) => lengthOf((value as Json | undefined)?.text)

function bound(breach: (rule: string) => void, what: string, size: number | undefined, most: number, least = 0): void {
  if ((size ?? 0) < least) breach(`${what} empty`)
  if ((size ?? 0) > most) breach(`${what} ${size} over ${most}`)
}
