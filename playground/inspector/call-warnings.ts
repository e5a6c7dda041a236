import { z } from 'zod'
import { readManifest } from '../workspace/cast.ts'
import { namesNotIn, unknownFields } from './block-fields.ts'
import { messageBreaches, viewBreaches } from './check-limits.ts'

type Args = Record<string, unknown>

interface Method {
  /** The names of arguments, separated by spaces (docs.slack.dev/reference/methods). */
  required?: string
  optional?: string
  /** What else Slack would refuse. */
  check?: (args: Args) => string[]
}

/** The arguments that the checks look into. One of the wrong type counts as missing. */
const list = z.array(z.unknown()).catch([])
const Message = z.object({ text: z.string().catch(''), blocks: list })
const View = z.looseObject({ type: z.unknown(), blocks: list }).catch({ type: undefined, blocks: [] })
const Prompts = z.array(z.record(z.string(), z.unknown())).catch([])
const Unfurls = z.record(z.string(), z.looseObject({ fallback: z.string().catch(''), blocks: list })).catch({})
const Outputs = z.record(z.string(), z.unknown()).catch({})

const STEP_OUTPUTS = readManifest().functions.find_send_answer.output_parameters.properties

const missing = (args: Args, names: string) =>
  names
    .split(' ')
    .filter((name) => args[name] === undefined || args[name] === '')
    .map((name) => `${name}: missing`)
const message = (args: Args) => messageBreaches(Message.parse(args))
const view = (type: 'modal' | 'home') => (args: Args) => {
  const view = View.parse(args.view)
  return [...(view.type === type ? [] : [`view: not a ${type}`]), ...viewBreaches(view)]
}
const opened: Method = { required: 'trigger_id view', optional: 'interactivity_pointer', check: view('modal') }

const METHODS: Record<string, Method> = {
  'auth.test': {},
  'apps.connections.open': {},
  'chat.delete': { required: 'channel ts' },
  'chat.postMessage': {
    required: 'channel text',
    optional: `blocks attachments thread_ts reply_broadcast unfurl_links unfurl_media mrkdwn parse link_names metadata
      icon_emoji icon_url username markdown_text`,
    check: message,
  },
  'chat.postEphemeral': {
    required: 'channel user text',
    optional: 'blocks attachments thread_ts parse link_names icon_emoji icon_url username markdown_text',
    check: message,
  },
  'chat.update': {
    required: 'channel ts text',
    optional: 'blocks attachments link_names metadata parse reply_broadcast markdown_text',
    check: message,
  },
  'chat.unfurl': {
    required: 'unfurls',
    optional: 'channel ts unfurl_id source user_auth_message user_auth_required metadata',
    check: (args) => {
      const unfurls = Object.values(Unfurls.parse(args.unfurls))
      return [
        ...missing(args, args.unfurl_id === undefined ? 'channel ts' : 'source'),
        ...(unfurls.length === 0 ? ['unfurls: empty'] : []),
        ...unfurls.flatMap(({ blocks, fallback }) => messageBreaches({ text: fallback, blocks })),
      ]
    },
  },
  'assistant.threads.setStatus': {
    required: 'channel_id thread_ts',
    optional: 'status loading_messages',
    check: ({ status }) => (typeof status === 'string' ? [] : ['status: missing']),
  },
  'assistant.threads.setSuggestedPrompts': {
    required: 'channel_id prompts',
    optional: 'thread_ts title',
    check: (args) => {
      const prompts = Prompts.parse(args.prompts)
      return [
        // Slack drops a call with a thread in an agent's Messages tab, without an error.
        ...(args.thread_ts === undefined ? [] : ['thread_ts: not for agents']),
        ...(prompts.length >= 1 && prompts.length <= 4 ? [] : ['prompts: one to four']),
        ...prompts.flatMap((prompt) => missing(prompt, 'title message')),
      ]
    },
  },
  'conversations.history': {
    required: 'channel',
    optional: 'cursor inclusive include_all_metadata latest limit oldest',
  },
  'functions.completeError': { required: 'function_execution_id error' },
  'functions.completeSuccess': {
    required: 'function_execution_id outputs',
    check: (args) => {
      const outputs = Outputs.parse(args.outputs)
      return [
        ...Object.entries(STEP_OUTPUTS)
          .filter(([name, { type }]) => typeof outputs[name] !== type)
          .map(([name, { type }]) => `outputs.${name}: not a ${type}`),
        ...Object.keys(outputs)
          .filter((name) => !(name in STEP_OUTPUTS))
          .map((name) => `outputs.${name}: undeclared`),
      ]
    },
  },
  'views.open': opened,
  'views.push': opened,
  'views.publish': { required: 'user_id view', optional: 'hash', check: view('home') },
  'views.update': {
    required: 'view',
    optional: 'view_id external_id hash',
    check: ({ view, view_id, external_id }) => [
      ...((view_id === undefined) === (external_id === undefined) ? ['view_id or external_id, one'] : []),
      ...viewBreaches(View.parse(view)),
    ],
  },
  response_url: {
    optional: `response_type replace_original delete_original text blocks attachments thread_ts unfurl_links unfurl_media
      metadata mrkdwn`,
    check: (args) => {
      if (args.delete_original === true) return Object.keys(args).length === 1 ? [] : ['delete_original: alone']
      const known = [undefined, 'ephemeral', 'in_channel'].includes(args.response_type as string | undefined)
      return [...(known ? [] : [`response_type: ${args.response_type}`]), ...message(args)]
    },
  },
}

/** Why Slack would refuse a call, one line each: missing arguments, broken limits, and fields that Slack does not have. */
export function callWarnings(method: string, args: Args): string[] {
  const known = METHODS[method]
  if (!known) return [`no check for the method ${method}`]
  const { required = '', optional = '', check } = known
  const unknown = [...namesNotIn(`${required} ${optional} token team_id`, args), ...unknownFields(args)]
  const warnings = [
    ...(required === '' ? [] : missing(args, required)),
    ...(check?.(args) ?? []),
    ...unknown.map((field) => `Slack has no field ${field} here`),
  ]
  return [...new Set(warnings)]
}
