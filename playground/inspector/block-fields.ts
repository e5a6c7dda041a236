/** The fields of blocks, elements and composition objects, without `type` (docs.slack.dev/reference/block-kit). */
const FIELDS: Record<string, string> = {
  actions: 'block_id elements',
  context: 'block_id elements',
  context_actions: 'block_id elements',
  divider: 'block_id',
  header: 'block_id text level',
  image: 'block_id alt_text image_url slack_file title',
  input: 'block_id label element hint optional dispatch_action',
  markdown: 'block_id text',
  rich_text: 'block_id elements',
  section: 'block_id text fields accessory expand',
  table: 'block_id rows column_settings',

  button: 'action_id text url value style confirm accessibility_label',
  checkboxes: 'action_id options initial_options confirm focus_on_load',
  datepicker: 'action_id initial_date placeholder confirm focus_on_load',
  external_select: 'action_id placeholder confirm focus_on_load initial_option min_query_length',
  feedback_buttons: 'action_id positive_button negative_button',
  overflow: 'action_id options confirm',
  plain_text_input: `action_id initial_value multiline min_length max_length dispatch_action_config focus_on_load
    placeholder`,
  static_select: 'action_id placeholder confirm focus_on_load options option_groups initial_option',

  plain_text: 'text emoji verbatim',
  mrkdwn: 'text emoji verbatim',
  rich_text_section: 'elements',
  rich_text_quote: 'elements border',
  rich_text_preformatted: 'elements border language',
  rich_text_list: 'elements style indent border offset',

  home: 'blocks private_metadata callback_id external_id',
  modal: `blocks private_metadata callback_id external_id title submit close clear_on_close notify_on_close
    submit_disabled`,
}

/** The fields, anywhere in a value, that Slack does not have in objects of their type. Other types are not checked. */
export function unknownFields(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(unknownFields)
  if (typeof value !== 'object' || value === null) return []
  const { type, ...fields } = value as Record<string, unknown>
  const known = FIELDS[String(type)]
  const unknown = known === undefined ? [] : namesNotIn(known, fields).map((name) => `${type}.${name}`)
  return [...unknown, ...Object.values(fields).flatMap(unknownFields)]
}

/** The names of fields that are not in a list of names, which is separated by spaces. */
export function namesNotIn(known: string, fields: object): string[] {
  const names = known.split(/\s+/)
  return Object.keys(fields).filter((name) => !names.includes(name))
}
