import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ApiResult, Emulator } from './emulator.ts'
import { missingScope } from './scopes.ts'
import { Blocks, SlackView } from './shapes.ts'
import { messageKey, type State } from './state.ts'
import type { Triggers } from './triggers.ts'

export type Args = Record<string, unknown>
/** Performs a Web API method for the app. */
export type PerformMethod = (method: string, args: Args) => Promise<ApiResult>

const OK: ApiResult = { ok: true }
const refuse = (error: string): ApiResult => ({ ok: false, error })

const Unfurl = z.object({
  channel: z.string().optional(),
  ts: z.string().optional(),
  unfurl_id: z.string().optional(),
  unfurls: z.record(z.string(), z.looseObject({ blocks: Blocks.default([]) })),
})
const Ephemeral = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().default(''),
  blocks: Blocks.optional(),
  thread_ts: z.string().optional(),
})
const Upload = z.object({ filename: z.string() })
const Uploaded = z.object({
  channel_id: z.string(),
  files: z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1),
})
const Shared = z.object({ ts: z.string() })
const Status = z.object({ channel_id: z.string(), thread_ts: z.string(), status: z.string() })
const Prompts = z.object({
  channel_id: z.string(),
  title: z.string().optional(),
  prompts: z.array(z.object({ title: z.string(), message: z.string() })),
})
const Posted = z.object({ channel: z.string(), thread_ts: z.string().optional() })
const Viewed = z.object({ view: SlackView })

/**
 * The Web API: the emulator's methods, those that it lacks, and Slack's refusals of both. Files are kept here: the emulator
 * takes them by an address of its own, and it has none.
 */
export function createMethods(
  emulator: Emulator,
  state: State,
  triggers: Triggers,
  uploadUrl: (file: string) => string,
): PerformMethod {
  const { cast } = emulator
  const { bot: scopes } = cast.manifest.oauth_config.scopes
  const pass: PerformMethod = (method, args) => emulator.call(cast.bot.token, method, args)
  /** The emulator's method; what it did to a view is then shown. */
  const withView = (method: string, show: (view: SlackView, args: Args) => void) => async (args: Args) => {
    const result = await pass(method, args)
    const { data } = Viewed.safeParse(result)
    if (data) show(data.view, args)
    return result
  }

  const own: Record<string, (args: Args) => ApiResult | Promise<ApiResult>> = {
    'chat.postMessage': async (args) => {
      const { channel, thread_ts } = Posted.parse(args)
      if (cast.channels.some(({ id }) => id === channel) && !state.botIn.has(channel)) return refuse('not_in_channel')
      const result = await pass('chat.postMessage', args)
      // As in Slack, the bot's next message in a thread clears its status.
      if (result.ok && thread_ts !== undefined) state.statuses.delete(messageKey(channel, thread_ts))
      return result
    },
    'chat.postEphemeral': (args) => {
      const { user: person, ...message } = Ephemeral.parse(args)
      const ts = emulator.newTs()
      state.ephemerals.push({ ...message, ts, person, user: cast.bot.user })
      return { ok: true, message_ts: ts }
    },
    'chat.unfurl': (args) => {
      const { unfurls, unfurl_id, channel, ts } = Unfurl.parse(args)
      const key = unfurl_id ?? (channel && ts && messageKey(channel, ts))
      if (!key) return refuse('cannot_unfurl_message')
      state.unfurls.set(
        key,
        Object.values(unfurls).map(({ blocks }) => blocks),
      )
      return OK
    },
    'assistant.threads.setStatus': (args) => {
      const { channel_id, thread_ts, status } = Status.parse(args)
      if (status === '') state.statuses.delete(messageKey(channel_id, thread_ts))
      else state.statuses.set(messageKey(channel_id, thread_ts), status)
      return OK
    },
    'assistant.threads.setSuggestedPrompts': (args) => {
      const { channel_id, ...suggested } = Prompts.parse(args)
      state.prompts.set(channel_id, suggested)
      return OK
    },
    'files.getUploadURLExternal': (args) => {
      const { filename } = Upload.parse(args)
      const id = `F${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`
      state.files.set(id, { name: filename, content: '' })
      return { ok: true, file_id: id, upload_url: uploadUrl(id) }
    },
    'files.completeUploadExternal': async (args) => {
      const { channel_id: channel, files } = Uploaded.parse(args)
      if (files.some(({ id }) => !state.files.has(id))) return refuse('file_not_found')
      const text = files.map(({ id }) => state.files.get(id)?.name).join(', ')
      const result = await pass('chat.postMessage', { channel, text })
      const { data } = Shared.safeParse(result)
      if (data)
        state.shared.set(
          messageKey(channel, data.ts),
          files.map(({ id }) => id),
        )
      return result
    },
    'views.publish': withView('views.publish', (view, { user_id }) => state.homes.set(String(user_id), view)),
    'views.open': withView('views.open', (view, args) => state.modals.set(triggers.ownerOf(args.trigger_id), [view])),
    'views.push': withView('views.push', (view, args) => {
      const person = triggers.ownerOf(args.trigger_id)
      state.modals.set(person, [...(state.modals.get(person) ?? []), view])
    }),
    'views.update': withView('views.update', (view) => {
      for (const [person, stack] of state.modals)
        state.modals.set(
          person,
          stack.map((one) => (one.id === view.id ? view : one)),
        )
    }),
  }

  return async (method, args) => {
    const needed = missingScope(method, scopes)
    if (needed !== undefined) return { ok: false, error: 'missing_scope', needed, provided: scopes.join(',') }
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
