import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { messageBreaches, viewBreaches } from '../../src/slack/check-limits.ts'

type Args = Record<string, any>

const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
const STEP_OUTPUTS: Record<string, { type: string }> =
  manifest.functions?.find_send_answer?.output_parameters.properties ?? {}

/** What Slack would refuse in a call: a line a breach. */
export function argumentBreaches(method: string, args: Args): string[] {
  return CHECKS[method]?.(args) ?? [`the double knows no ${method}`]
}

const missing = (args: Args, ...names: string[]) =>
  names.filter((name) => args[name] === undefined || args[name] === '').map((name) => `${name}: missing`)

const opened = (args: Args) => [
  ...missing(args, 'trigger_id', 'view'),
  ...(args.view?.type === 'modal' ? [] : ['view: not a modal']),
  ...viewBreaches(args.view),
]

const CHECKS: Record<string, (args: Args) => string[]> = {
  'auth.test': () => [],
  'apps.connections.open': () => [],
  'chat.postMessage': (args) => [...missing(args, 'channel', 'text'), ...messageBreaches(args)],
  'chat.update': (args) => [...missing(args, 'channel', 'ts', 'text'), ...messageBreaches(args)],
  'chat.unfurl': (args) => {
    const target = args.unfurl_id === undefined ? ['channel', 'ts'] : ['unfurl_id', 'source']
    const unfurls: Args[] = Object.values(args.unfurls ?? {})
    return [
      ...missing(args, ...target),
      ...(unfurls.length === 0 ? ['unfurls: empty'] : []),
      ...unfurls.flatMap(({ blocks, fallback }) => messageBreaches({ text: fallback, blocks })),
    ]
  },
  'assistant.threads.setStatus': (args) => [
    ...missing(args, 'channel_id', 'thread_ts'),
    ...(typeof args.status === 'string' ? [] : ['status: missing']),
  ],
  'assistant.threads.setSuggestedPrompts': (args) => [
    ...missing(args, 'channel_id', 'prompts'),
    // In an agent's Messages tab a call with a thread fails without saying so.
    ...(args.thread_ts === undefined ? [] : ['thread_ts: not for agents']),
    ...(args.prompts?.length >= 1 && args.prompts.length <= 4 ? [] : ['prompts: one to four']),
    ...(args.prompts ?? []).flatMap((prompt: Args) => missing(prompt, 'title', 'message')),
  ],
  'functions.completeError': (args) => missing(args, 'function_execution_id', 'error'),
  'functions.completeSuccess': (args) => [
    ...missing(args, 'function_execution_id', 'outputs'),
    ...Object.entries(STEP_OUTPUTS).flatMap(([name, { type }]) =>
      typeof args.outputs?.[name] === type ? [] : [`outputs.${name}: not a ${type}`],
    ),
    ...Object.keys(args.outputs ?? {}).flatMap((name) => (name in STEP_OUTPUTS ? [] : [`outputs.${name}: undeclared`])),
  ],
  'views.open': opened,
  'views.push': opened,
  'views.publish': (args) => [
    ...missing(args, 'user_id', 'view'),
    ...(args.view?.type === 'home' ? [] : ['view: not a home']),
    ...viewBreaches(args.view),
  ],
  'views.update': (args) => [
    ...((args.view_id === undefined) === (args.external_id === undefined) ? ['view_id or external_id, one'] : []),
    ...viewBreaches(args.view),
  ],
  response_url: (args) => {
    if (args.delete_original === true) return Object.keys(args).length === 1 ? [] : ['delete_original: alone']
    const type = args.response_type
    const known = type === undefined || type === 'ephemeral' || type === 'in_channel'
    return [...(known ? [] : [`response_type: ${type}`]), ...missing(args, 'text'), ...messageBreaches(args)]
  },
}
