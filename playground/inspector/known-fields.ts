import type * as slack from '@slack/types'

/** Names out of a type of Slack's, so that a wrong one does not compile. */
const fields = <T>(...names: readonly (T extends unknown ? keyof T & string : never)[]): readonly string[] => names

const TEXT = fields<slack.PlainTextElement | slack.MrkdwnElement>('type', 'text', 'emoji', 'verbatim')
const SELECT = ['type', 'action_id', 'placeholder', 'confirm', 'focus_on_load'] as const

/** What Slack knows of the blocks, elements and objects that an app like this uses (docs.slack.dev/reference/block-kit). */
const BY_TYPE: Record<string, readonly string[]> = {
  actions: fields<slack.ActionsBlock>('type', 'block_id', 'elements'),
  context: fields<slack.ContextBlock>('type', 'block_id', 'elements'),
  context_actions: fields<slack.ContextActionsBlock>('type', 'block_id', 'elements'),
  divider: fields<slack.DividerBlock>('type', 'block_id'),
  header: [...fields<slack.HeaderBlock>('type', 'block_id', 'text'), 'level'],
  image: ['type', 'block_id', 'alt_text', 'image_url', 'slack_file', 'title'],
  input: fields<slack.InputBlock>('type', 'block_id', 'label', 'element', 'hint', 'optional', 'dispatch_action'),
  markdown: fields<slack.MarkdownBlock>('type', 'block_id', 'text'),
  rich_text: fields<slack.RichTextBlock>('type', 'block_id', 'elements'),
  section: [...fields<slack.SectionBlock>('type', 'block_id', 'text', 'fields', 'accessory'), 'expand'],
  table: fields<slack.TableBlock>('type', 'block_id', 'rows', 'column_settings'),

  button: fields<slack.Button>('type', 'action_id', 'text', 'url', 'value', 'style', 'confirm', 'accessibility_label'),
  datepicker: fields<slack.Datepicker>('type', 'action_id', 'initial_date', 'placeholder', 'confirm', 'focus_on_load'),
  external_select: [...SELECT, ...fields<slack.ExternalSelect>('initial_option', 'min_query_length')],
  feedback_buttons: fields<slack.FeedbackButtons>('type', 'action_id', 'positive_button', 'negative_button'),
  overflow: fields<slack.Overflow>('type', 'action_id', 'options', 'confirm'),
  plain_text_input: fields<slack.PlainTextInput>(
    'type',
    'action_id',
    'initial_value',
    'multiline',
    'min_length',
    'max_length',
    'dispatch_action_config',
    'focus_on_load',
    'placeholder',
  ),
  static_select: [...SELECT, ...fields<slack.StaticSelect>('options', 'option_groups', 'initial_option')],

  plain_text: TEXT,
  mrkdwn: TEXT,
  rich_text_section: fields<slack.RichTextSection>('type', 'elements'),
  rich_text_quote: fields<slack.RichTextQuote>('type', 'elements', 'border'),
  rich_text_preformatted: [...fields<slack.RichTextPreformatted>('type', 'elements', 'border'), 'language'],
  rich_text_list: [...fields<slack.RichTextList>('type', 'elements', 'style', 'indent', 'border'), 'offset'],

  home: ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'],
  modal: [
    'type',
    'blocks',
    'private_metadata',
    'callback_id',
    'external_id',
    'title',
    'submit',
    'close',
    'clear_on_close',
    'notify_on_close',
    'submit_disabled',
  ],
}

/** Blocks of other kinds that Slack has; what is in them is not looked at. */
const OTHER_BLOCKS = ['alert', 'card', 'carousel', 'container', 'data_table', 'file', 'plan', 'task_card', 'video']

/** What Slack knows of each method's own arguments; methods that are not here are not looked at. */
const BY_METHOD: Record<string, readonly string[]> = {
  'chat.postMessage': [
    ...['channel', 'text', 'blocks', 'attachments', 'thread_ts', 'reply_broadcast', 'unfurl_links', 'unfurl_media'],
    ...['mrkdwn', 'parse', 'link_names', 'metadata', 'icon_emoji', 'icon_url', 'username', 'markdown_text'],
  ],
  'chat.update': [
    ...['channel', 'ts', 'text', 'blocks', 'attachments', 'link_names', 'metadata', 'parse', 'reply_broadcast'],
    'markdown_text',
  ],
  'chat.unfurl': [
    'channel',
    'ts',
    'unfurls',
    'unfurl_id',
    'source',
    'user_auth_message',
    'user_auth_required',
    'metadata',
  ],
  'assistant.threads.setStatus': ['channel_id', 'thread_ts', 'status', 'loading_messages'],
  'assistant.threads.setSuggestedPrompts': ['channel_id', 'thread_ts', 'title', 'prompts'],
  'views.open': ['trigger_id', 'interactivity_pointer', 'view'],
  'views.push': ['trigger_id', 'interactivity_pointer', 'view'],
  'views.publish': ['user_id', 'view', 'hash'],
  'views.update': ['view_id', 'external_id', 'view', 'hash'],
  response_url: [
    ...['response_type', 'replace_original', 'delete_original', 'text', 'blocks', 'attachments', 'thread_ts'],
    ...['unfurl_links', 'unfurl_media', 'metadata', 'mrkdwn'],
  ],
}

/** What Slack's own client adds to every call. */
const OF_EVERY_METHOD = ['token', 'team_id']

/** The fields in a call, and the types of blocks, that Slack does not know. */
export function unknownFields(method: string, args: Record<string, unknown>): string[] {
  const known = BY_METHOD[method]
  const own = known ? Object.keys(args).filter((name) => !OF_EVERY_METHOD.includes(name) && !known.includes(name)) : []
  return [...own, ...inside(args)]
}

function inside(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(inside)
  if (typeof value !== 'object' || value === null) return []
  const { type, blocks } = value as { type?: unknown; blocks?: unknown }
  const known = BY_TYPE[String(type)]
  const here = known ? Object.keys(value).flatMap((name) => (known.includes(name) ? [] : [`${type}.${name}`])) : []
  return [...here, ...unknownBlocks(blocks), ...Object.values(value).flatMap(inside)]
}

function unknownBlocks(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return []
  return blocks
    .map((block: { type?: unknown } | null) => String(block?.type))
    .filter((type) => !(type in BY_TYPE) && !OTHER_BLOCKS.includes(type))
    .map((type) => `blocks of type ${type}`)
}
