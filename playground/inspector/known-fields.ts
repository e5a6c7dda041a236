/** The fields of blocks, elements and composition objects, without `type` (docs.slack.dev/reference/block-kit). */
const BY_TYPE: Record<string, string> = {
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

/** Slack's other block types; their fields are not checked. */
const OTHER_BLOCKS = ['alert', 'card', 'carousel', 'container', 'data_table', 'file', 'plan', 'task_card', 'video']

/** The arguments of Web API methods, without those of Slack's client; those of other methods are not checked. */
const BY_METHOD: Record<string, string> = {
  'chat.postMessage': `channel text blocks attachments thread_ts reply_broadcast unfurl_links unfurl_media mrkdwn parse
    link_names metadata icon_emoji icon_url username markdown_text`,
  'chat.update': `channel ts text blocks attachments link_names metadata parse reply_broadcast markdown_text`,
  'chat.unfurl': 'channel ts unfurls unfurl_id source user_auth_message user_auth_required metadata',
  'assistant.threads.setStatus': 'channel_id thread_ts status loading_messages',
  'assistant.threads.setSuggestedPrompts': 'channel_id thread_ts title prompts',
  'views.open': 'trigger_id interactivity_pointer view',
  'views.push': 'trigger_id interactivity_pointer view',
  'views.publish': 'user_id view hash',
  'views.update': 'view_id external_id view hash',
  response_url: `response_type replace_original delete_original text blocks attachments thread_ts unfurl_links
    unfurl_media metadata mrkdwn`,
}

/** Fields and block types in a call that Slack does not have. */
export function unknownFields(method: string, args: Record<string, unknown>): string[] {
  return [...unknownNames(args, BY_METHOD[method], 'token team_id'), ...inside(args)]
}

/** The names of fields that are not in these lists; none if there is no list to look in. */
function unknownNames(value: object, known: string | undefined, always: string): string[] {
  if (known === undefined) return []
  const names = `${known} ${always}`.split(/\s+/)
  return Object.keys(value).filter((name) => !names.includes(name))
}

function inside(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(inside)
  if (typeof value !== 'object' || value === null) return []
  const { type, blocks } = value as { type?: unknown; blocks?: unknown }
  const unknown = unknownNames(value, BY_TYPE[String(type)], 'type').map((name) => `${type}.${name}`)
  return [...unknown, ...unknownBlocks(blocks), ...Object.values(value).flatMap(inside)]
}

function unknownBlocks(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return []
  return blocks
    .map((block: { type?: unknown } | null) => String(block?.type))
    .filter((type) => !(type in BY_TYPE) && !OTHER_BLOCKS.includes(type))
    .map((type) => `blocks of type ${type}`)
}
