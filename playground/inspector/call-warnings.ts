import { z } from 'zod'
import { readManifest } from '../workspace/cast.ts'
import { breachesOf, given, Home, issuesOf, Modal, messageContent, unchecked, View } from './block-kit.ts'

/** The outputs of each workflow step of the manifest. */
const STEP_OUTPUTS = Object.values(readManifest().functions).map(({ output_parameters: { properties } }) => ({
  names: new Set(Object.keys(properties)),
  schema: z.strictObject(
    Object.fromEntries(
      Object.entries(properties).map(([name, { type }]) => [
        name,
        z.unknown().refine((output) => typeof output === type, `not a ${type}`),
      ]),
    ),
  ),
}))

/** A call doesn't say which step it completes: that of the manifest with most of the names is meant. */
const outputs = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  const shared = ({ names }: (typeof STEP_OUTPUTS)[number]) => names.intersection(new Set(Object.keys(given))).size
  const [step] = STEP_OUTPUTS.toSorted((a, b) => shared(b) - shared(a))
  for (const { path, message } of step ? issuesOf(step.schema, given) : [])
    context.addIssue({ code: 'custom', path: [...path], message })
})

/** The arguments of a method that are checked, and the names of the others that it has, separated by spaces. */
const method = (checked: z.ZodRawShape, others = '') =>
  z.strictObject({ ...checked, ...unchecked(`${others} token team_id`) })
const message = { ...messageContent, thread_ts: given().optional() }
/** An attachment takes the blocks of a message, and has a text of its own. */
const attachment = z.looseObject({ fallback: messageContent.text, blocks: messageContent.blocks })
const opened = method({ trigger_id: given(), view: Modal }, 'interactivity_pointer')
const step = { function_execution_id: given() }
const reply = (deleted: z.ZodType, fields: z.ZodRawShape) => z.strictObject({ delete_original: deleted, ...fields })

/** The arguments of each method that the app calls (docs.slack.dev/reference/methods). */
const METHODS: Record<string, z.ZodType> = {
  'auth.test': method({}),
  'apps.connections.open': method({}),
  'chat.delete': method({ channel: given(), ts: given() }),
  'chat.postMessage': method(
    { ...message, channel: given() },
    `attachments reply_broadcast unfurl_links unfurl_media mrkdwn parse link_names metadata icon_emoji icon_url username
    markdown_text`,
  ),
  'chat.postEphemeral': method(
    { ...message, channel: given(), user: given() },
    'attachments parse link_names icon_emoji icon_url username markdown_text',
  ),
  'chat.update': method(
    { ...messageContent, channel: given(), ts: given() },
    'attachments link_names metadata parse reply_broadcast markdown_text',
  ),
  'chat.unfurl': method(
    {
      unfurls: z.record(z.string(), attachment).refine((unfurls) => Object.keys(unfurls).length > 0, 'empty'),
    },
    'channel ts unfurl_id source user_auth_message user_auth_required metadata',
  ).refine(
    ({ channel, ts, unfurl_id, source }) => (unfurl_id === undefined ? channel && ts : source),
    'channel and ts, or unfurl_id and source: missing',
  ),
  'assistant.threads.setStatus': method(
    { channel_id: given(), thread_ts: given(), status: z.string() },
    'loading_messages',
  ),
  'assistant.threads.setSuggestedPrompts': method(
    {
      channel_id: given(),
      prompts: z
        .array(z.strictObject({ title: given(), message: given() }))
        .min(1)
        .max(4),
      // Slack drops a call with a thread in an agent's Messages tab, without an error.
      thread_ts: z.undefined('not for agents').optional(),
    },
    'title',
  ),
  'conversations.history': method({ channel: given() }, 'cursor inclusive include_all_metadata latest limit oldest'),
  'conversations.replies': method(
    { channel: given(), ts: given() },
    'cursor inclusive include_all_metadata latest limit oldest',
  ),
  'files.completeUploadExternal': method(
    {
      files: z.array(z.strictObject({ id: given(), title: given().optional() })).min(1),
      // Slack takes no id of a person here.
      channel_id: z.string().regex(/^[CDGZ][A-Z0-9]+$/, 'no id of a conversation'),
    },
    'initial_comment thread_ts',
  ),
  'files.getUploadURLExternal': method({ filename: given(), length: z.coerce.number().int().positive() }),
  'functions.completeError': method({ ...step, error: given() }),
  'functions.completeSuccess': method({
    ...step,
    outputs,
  }),
  'users.info': method({ user: given() }, 'include_locale'),
  'views.open': opened,
  'views.push': opened,
  'views.publish': method({ user_id: given(), view: Home }, 'hash'),
  'views.update': method({ view: View }, 'view_id external_id hash').refine(
    ({ view_id, external_id }) => (view_id === undefined) !== (external_id === undefined),
    'view_id or external_id, one',
  ),
  response_url: z.discriminatedUnion('delete_original', [
    reply(z.literal(true), {}),
    reply(z.literal(false).optional(), {
      ...message,
      response_type: z.enum(['ephemeral', 'in_channel']).optional(),
      ...unchecked('replace_original attachments unfurl_links unfurl_media metadata mrkdwn'),
    }),
  ]),
}

/** An update without text and blocks, which leaves those of the message as they are. */
const ATTACHED = method({ channel: given(), ts: given(), attachments: z.array(attachment).min(1) })

/** Why Slack would refuse a call, one line each: missing arguments, broken limits, and fields that Slack does not have. */
export function callWarnings(method: string, args: Record<string, unknown>): string[] {
  const isAttached = method === 'chat.update' && args.attachments !== undefined && args.text === undefined
  const known = isAttached ? ATTACHED : METHODS[method]
  return known ? breachesOf(known, args) : [`no check for the method ${method}`]
}
