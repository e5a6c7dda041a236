import { z } from 'zod'
import { LIMITS } from '../../src/slack/limits.ts'

/*
 * Block Kit as far as the app uses it (docs.slack.dev/reference/block-kit). A type or a field that is not here is a breach,
 * so that nothing goes unchecked.
 */

/** Optional fields whose content is not checked; `names` are separated by spaces. */
export const unchecked = (names: string): z.ZodRawShape =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, z.unknown().optional()]))

/** Text that must not be empty. */
export const given = (most = Number.POSITIVE_INFINITY) => z.string().min(1).max(most)

const upTo = (most: number) => z.string().max(most).optional()
const typed = <Fields extends z.ZodRawShape>(type: string, fields: Fields) =>
  z.strictObject({ type: z.literal(type), ...fields })
const oneOf = (types: readonly [z.ZodObject, ...z.ZodObject[]]) =>
  z.discriminatedUnion('type', types, {
    error: ({ input }) => `${(input as { type?: unknown } | undefined)?.type} is not checked, or not allowed here`,
  })
const some = <Item extends z.ZodType>(item: Item, most = Number.POSITIVE_INFINITY) => z.array(item).min(1).max(most)
const isUnique = (name: string) => (items: readonly object[]) => {
  const ids = items.flatMap((item) => (item as Record<string, unknown>)[name] ?? [])
  return new Set(ids).size === ids.length
}
/** The length of all text in a value. */
const textLength = (value: unknown): number =>
  Object.entries(value ?? {}).reduce((sum, [name, inside]) => {
    if (typeof inside === 'object') return sum + textLength(inside)
    return name === 'text' ? sum + String(inside).length : sum
  }, 0)

const plain = (most: number) => typed('plain_text', { text: given(most), ...unchecked('emoji') })
const text = (most: number) => oneOf([plain(most), typed('mrkdwn', { text: given(most), ...unchecked('verbatim') })])

const action = { action_id: upTo(LIMITS.actionId) }
const labelled = { accessibility_label: upTo(LIMITS.button.text) }
const field = { ...action, ...unchecked('confirm focus_on_load') }
const placeholder = plain(LIMITS.plainTextInput.placeholder)
const option = z.strictObject({
  text: text(LIMITS.option.text),
  value: given(LIMITS.option.value),
  ...unchecked('description'),
})
const thumb = z.strictObject({
  text: plain(LIMITS.button.text),
  value: given(LIMITS.button.value),
  ...labelled,
})
const element = oneOf([
  typed('button', {
    ...action,
    text: plain(LIMITS.button.text),
    value: given(LIMITS.button.value).optional(),
    url: upTo(LIMITS.button.url),
    ...labelled,
    ...unchecked('style confirm'),
  }),
  typed('feedback_buttons', { ...action, positive_button: thumb, negative_button: thumb }),
  typed('checkboxes', {
    ...field,
    options: some(option, LIMITS.checkboxes.options),
    initial_options: z.array(option).optional(),
  }),
  typed('datepicker', { ...field, placeholder, ...unchecked('initial_date') }),
  // By Slack's default of 3 for `min_query_length` nothing is shown until three letters are typed.
  typed('external_select', { ...field, placeholder, min_query_length: z.int(), initial_option: option.optional() }),
  typed('static_select', {
    ...field,
    placeholder,
    options: some(option, LIMITS.select.options),
    initial_option: option.optional(),
  }).refine(
    ({ options, initial_option }) =>
      initial_option === undefined ||
      options.some((option) => JSON.stringify(option) === JSON.stringify(initial_option)),
    'initial_option is none of the options',
  ),
  typed('plain_text_input', {
    ...action,
    placeholder: placeholder.optional(),
    initial_value: upTo(LIMITS.plainTextInput.maxLength),
    max_length: z.number().max(LIMITS.plainTextInput.maxLength).optional(),
    ...unchecked('multiline min_length dispatch_action_config focus_on_load'),
  }),
])

const inline = oneOf([
  typed('text', { text: given(LIMITS.richText.text), ...unchecked('style') }),
  typed('link', {
    url: given(LIMITS.linkUrl),
    text: given(LIMITS.richText.text).optional(),
    ...unchecked('style unsafe'),
  }),
  typed('user', { user_id: given(), ...unchecked('style') }),
  typed('channel', { channel_id: given(), ...unchecked('style') }),
])
const richTextSection = typed('rich_text_section', { elements: some(inline) })
const block = { block_id: upTo(LIMITS.blockId) }
const richText = typed('rich_text', {
  ...block,
  elements: some(
    oneOf([
      richTextSection,
      typed('rich_text_quote', { elements: some(inline), ...unchecked('border') }),
      typed('rich_text_preformatted', { elements: some(inline), ...unchecked('border language') }),
      typed('rich_text_list', {
        elements: some(richTextSection),
        style: z.enum(['bullet', 'ordered']),
        indent: z.number().max(LIMITS.richText.listIndent).optional(),
        ...unchecked('border offset'),
      }),
    ]),
  ),
}).refine((found) => textLength(found) <= LIMITS.richText.text + 200, 'too much text')

const elements = (most: number) => some(element, most).refine(isUnique('action_id'), 'action_id given twice')
const viewBlocks = [
  typed('actions', { ...block, elements: elements(LIMITS.actions.elements) }),
  typed('context', { ...block, elements: some(text(LIMITS.context.text), LIMITS.context.elements) }),
  typed('divider', block),
  typed('header', { ...block, text: plain(LIMITS.header.text), ...unchecked('level') }),
  typed('input', {
    ...block,
    label: plain(LIMITS.input.label),
    element,
    ...unchecked('hint optional dispatch_action'),
  }),
  richText,
  typed('section', {
    ...block,
    text: text(LIMITS.section.text).optional(),
    fields: z.array(text(LIMITS.section.text)).max(LIMITS.section.fields).optional(),
    accessory: element.optional(),
    ...unchecked('expand'),
  }),
] as const
const table = typed('table', {
  ...block,
  rows: some(
    some(oneOf([typed('raw_text', { text: given(LIMITS.richText.text) }), richText]), LIMITS.table.columns),
    LIMITS.table.rows,
  ).refine((rows) => new Set(rows.map((row) => row.length)).size === 1, 'rows of different lengths'),
  ...unchecked('column_settings'),
}).refine((found) => textLength(found) <= LIMITS.table.text, 'too much text')
const contextActions = typed('context_actions', { ...block, elements: elements(LIMITS.contextActions.elements) })

const blocksOf = (types: readonly [z.ZodObject, ...z.ZodObject[]], most: number) =>
  z.array(oneOf(types)).max(most).refine(isUnique('block_id'), 'block_id given twice')

/** The content of a message. Without `text`, screen readers have nothing to read. */
export const messageContent = {
  text: given(LIMITS.message.text),
  blocks: blocksOf([...viewBlocks, table, contextActions], LIMITS.message.blocks)
    .refine(
      (blocks) => blocks.filter(({ type }) => type === 'table').length <= LIMITS.table.aMessage,
      'more than one table',
    )
    .optional(),
}
const view = {
  blocks: blocksOf(viewBlocks, LIMITS.view.blocks),
  private_metadata: upTo(LIMITS.view.privateMetadata),
  callback_id: upTo(LIMITS.view.callbackId),
  external_id: upTo(LIMITS.view.externalId),
}
export const Message = z.object(messageContent)
const fits = (view: object) => Buffer.byteLength(JSON.stringify(view)) <= LIMITS.view.bytes

export const Home = typed('home', view).refine(fits, 'too many bytes')
export const Modal = typed('modal', {
  ...view,
  title: plain(LIMITS.view.title),
  submit: plain(LIMITS.view.submit).optional(),
  close: plain(LIMITS.view.close).optional(),
  ...unchecked('clear_on_close notify_on_close submit_disabled'),
})
  .refine(fits, 'too many bytes')
  .refine(
    ({ blocks, submit }) => submit || !blocks.some(({ type }) => type === 'input'),
    'submit: asked for by an input',
  )

export const View = z.discriminatedUnion('type', [Home, Modal])

/** The breaches of Slack's rules in a value, each with where it is. */
export function issuesOf(schema: z.ZodType, value: unknown): z.core.$ZodIssue[] {
  const { error } = schema.safeParse(value, { error: ({ input }) => (input === undefined ? 'missing' : undefined) })
  return error?.issues ?? []
}

/** The reasons for which Slack would refuse a value, a line each; none for a good one. */
export function breachesOf(schema: z.ZodType, value: unknown): string[] {
  return issuesOf(schema, value).map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
}
