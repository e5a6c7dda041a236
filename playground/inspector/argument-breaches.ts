import { z } from 'zod'
import { readManifest } from '../workspace/cast.ts'
import { messageBreaches, viewBreaches } from './check-limits.ts'

type Args = Record<string, unknown>

/** The arguments that the checks look into. One of the wrong type counts as missing. */
const list = z.array(z.unknown()).catch([])
const Message = z.looseObject({ text: z.string().optional().catch(undefined), blocks: list })
const View = z.looseObject({ type: z.unknown(), blocks: list }).catch({ type: undefined, blocks: [] })
const Prompts = z.array(z.record(z.string(), z.unknown())).catch([])
const Unfurls = z.record(z.string(), z.looseObject({ fallback: z.string().catch(''), blocks: list })).catch({})
const Outputs = z.record(z.string(), z.unknown()).catch({})

const STEP_OUTPUTS = readManifest().functions.find_send_answer.output_parameters.properties

/** Why Slack would refuse these arguments, one line each. */
export function argumentBreaches(method: string, args: Args): string[] {
  return CHECKS[method]?.(args) ?? [`no check for the method ${method}`]
}

const missing = (args: Args, ...names: string[]) =>
  names.filter((name) => args[name] === undefined || args[name] === '').map((name) => `${name}: missing`)

const message = (args: Args) => messageBreaches(Message.parse(args) as Parameters<typeof messageBreaches>[0])

const opened = (args: Args) => {
  const view = View.parse(args.view)
  return [
    ...missing(args, 'trigger_id', 'view'),
    ...(view.type === 'modal' ? [] : ['view: not a modal']),
    ...viewBreaches(view),
  ]
}

const CHECKS: Record<string, (args: Args) => string[]> = {
  'auth.test': () => [],
  'apps.connections.open': () => [],
  'chat.delete': (args) => missing(args, 'channel', 'ts'),
  'chat.postMessage': (args) => [...missing(args, 'channel', 'text'), ...message(args)],
  'chat.postEphemeral': (args) => [...missing(args, 'channel', 'user', 'text'), ...message(args)],
  'chat.update': (args) => [...missing(args, 'channel', 'ts', 'text'), ...message(args)],
  'chat.unfurl': (args) => {
    const target = args.unfurl_id === undefined ? ['channel', 'ts'] : ['unfurl_id', 'source']
    const unfurls = Object.values(Unfurls.parse(args.unfurls))
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
  'assistant.threads.setSuggestedPrompts': (args) => {
    const prompts = Prompts.parse(args.prompts)
    return [
      ...missing(args, 'channel_id', 'prompts'),
      // Slack drops a call with a thread in an agent's Messages tab, without an error.
      ...(args.thread_ts === undefined ? [] : ['thread_ts: not for agents']),
      ...(prompts.length >= 1 && prompts.length <= 4 ? [] : ['prompts: one to four']),
      ...prompts.flatMap((prompt) => missing(prompt, 'title', 'message')),
    ]
  },
  'functions.completeError': (args) => missing(args, 'function_execution_id', 'error'),
  'functions.completeSuccess': (args) => {
    const outputs = Outputs.parse(args.outputs)
    return [
      ...missing(args, 'function_execution_id', 'outputs'),
      ...Object.entries(STEP_OUTPUTS).flatMap(([name, { type }]) =>
        typeof outputs[name] === type ? [] : [`outputs.${name}: not a ${type}`],
      ),
      ...Object.keys(outputs).flatMap((name) => (name in STEP_OUTPUTS ? [] : [`outputs.${name}: undeclared`])),
    ]
  },
  'views.open': opened,
  'views.push': opened,
  'views.publish': (args) => {
    const view = View.parse(args.view)
    return [
      ...missing(args, 'user_id', 'view'),
      ...(view.type === 'home' ? [] : ['view: not a home']),
      ...viewBreaches(view),
    ]
  },
  'views.update': (args) => [
    ...((args.view_id === undefined) === (args.external_id === undefined) ? ['view_id or external_id, one'] : []),
    ...viewBreaches(View.parse(args.view)),
  ],
  response_url: (args) => {
    if (args.delete_original === true) return Object.keys(args).length === 1 ? [] : ['delete_original: alone']
    const type = args.response_type
    const known = type === undefined || type === 'ephemeral' || type === 'in_channel'
    return [...(known ? [] : [`response_type: ${type}`]), ...missing(args, 'text'), ...message(args)]
  },
}
