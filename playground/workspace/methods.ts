import { z } from 'zod'
import type { ApiResult, Emulator } from './emulator.ts'
import { lacking } from './scopes.ts'
import { Block, SlackView } from './shapes.ts'
import { at, newTs, type State } from './state.ts'
import type { Triggers } from './triggers.ts'
import { messageOfUnfurl } from './unfurl-id.ts'

export type Args = Record<string, unknown>
/** Does what a Web API method is to do for the app. */
export type PerformMethod = (method: string, args: Args) => Promise<ApiResult>

const OK: ApiResult = { ok: true }
const refuse = (error: string): ApiResult => ({ ok: false, error })

const Unfurl = z.object({
  channel: z.string().optional(),
  ts: z.string().optional(),
  unfurl_id: z.string().optional(),
  unfurls: z.record(z.string(), z.looseObject({ blocks: z.array(Block).default([]) })),
})
const Ephemeral = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().default(''),
  blocks: z.array(Block).optional(),
  thread_ts: z.string().optional(),
})
const Status = z.object({ channel_id: z.string(), thread_ts: z.string(), status: z.string() })
const Prompts = z.object({
  channel_id: z.string(),
  title: z.string().optional(),
  prompts: z.array(z.object({ title: z.string(), message: z.string() })),
})
const Posted = z.object({ channel: z.string(), thread_ts: z.string().optional() })
const Viewed = z.object({ view: SlackView })

/** The Web API: the emulator where it has the method, this layer where it has not, and Slack's refusals of both. */
export function createMethods(emulator: Emulator, state: State, triggers: Triggers): PerformMethod {
  const { cast } = emulator
  const pass: PerformMethod = (method, args) => emulator.call(cast.bot.token, method, args)

  const own: Record<string, (args: Args) => ApiResult | Promise<ApiResult>> = {
    'chat.postMessage': async (args) => {
      const { channel, thread_ts } = Posted.parse(args)
      const isChannel = cast.channels.some(({ id }) => id === channel)
      if (isChannel && !state.botIn.has(channel)) return refuse('not_in_channel')
      const result = await pass('chat.postMessage', args)
      // Slack takes a status away with the next message of its thread.
      if (result.ok && thread_ts !== undefined) state.statuses.delete(at(channel, thread_ts))
      return result
    },
    'chat.postEphemeral': (args) => {
      const { channel, user, text, blocks, thread_ts } = Ephemeral.parse(args)
      const ts = newTs()
      state.ephemerals.push({ ts, channel, person: user, thread: thread_ts, text, blocks, from: 'bot' })
      return { ok: true, message_ts: ts }
    },
    'chat.unfurl': (args) => {
      const { unfurls, unfurl_id, ...named } = Unfurl.parse(args)
      const { channel, ts } = unfurl_id === undefined ? named : messageOfUnfurl(unfurl_id)
      if (channel === undefined || ts === undefined) return refuse('cannot_unfurl_message')
      const shown = Object.entries(unfurls).map(([url, { blocks }]) => [url, blocks] as const)
      state.unfurls.set(at(channel, ts), new Map(shown))
      return OK
    },
    'assistant.threads.setStatus': (args) => {
      const { channel_id, thread_ts, status } = Status.parse(args)
      if (status === '') state.statuses.delete(at(channel_id, thread_ts))
      else state.statuses.set(at(channel_id, thread_ts), status)
      return OK
    },
    'assistant.threads.setSuggestedPrompts': (args) => {
      const { channel_id, title, prompts } = Prompts.parse(args)
      state.prompts.set(channel_id, { title, prompts })
      return OK
    },
    'views.publish': async (args) => {
      const result = await pass('views.publish', args)
      const { data } = Viewed.safeParse(result)
      if (data) state.homes.set(String(args.user_id), data.view)
      return result
    },
    'views.open': async (args) => {
      const result = await pass('views.open', args)
      const { data } = Viewed.safeParse(result)
      if (data) state.modals.set(triggers.whose(args.trigger_id), [data.view])
      return result
    },
    'views.push': async (args) => {
      const result = await pass('views.push', args)
      const { data } = Viewed.safeParse(result)
      const person = triggers.whose(args.trigger_id)
      if (data) state.modals.set(person, [...(state.modals.get(person) ?? []), data.view])
      return result
    },
    'views.update': async (args) => {
      const result = await pass('views.update', args)
      const { data } = Viewed.safeParse(result)
      if (data) replaceModal(state, data.view)
      return result
    },
  }

  return async (method, args) => {
    const needed = lacking(method, cast.manifest.oauth_config.scopes.bot)
    if (needed !== undefined)
      return { ok: false, error: 'missing_scope', needed, provided: cast.manifest.oauth_config.scopes.bot.join(',') }
    try {
      return await (own[method]?.(args) ?? pass(method, args))
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      return { ok: false, error: 'invalid_arguments', response_metadata: { messages: [z.prettifyError(error)] } }
    } finally {
      state.changed()
    }
  }
}

/** A view that was changed, wherever it stands on somebody's modals. */
function replaceModal(state: State, view: SlackView): void {
  for (const [person, stack] of state.modals)
    state.modals.set(
      person,
      stack.map((one) => (one.id === view.id ? view : one)),
    )
}
