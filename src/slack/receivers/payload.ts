import { z } from 'zod'

/** What Slack sends: an event, a command, or an interaction, which has a type. Bolt throws on anything else. */
const Payload = z
  .looseObject({
    event: z.looseObject({ type: z.string() }).optional(),
    command: z.string().optional(),
    type: z.string().optional(),
  })
  .refine(({ event, command, type }) => (event ?? command ?? type) !== undefined)
export type Payload = z.infer<typeof Payload>

/** Undefined for what Slack doesn't send. */
export function parsePayload(body: unknown): Payload | undefined {
  return Payload.safeParse(body).data
}

/** Interactions whose acknowledgement carries what to show: errors in a form, another view, options of a select. */
const REPLIED_TO = new Set(['view_submission', 'block_suggestion'])

/** Whether the acknowledgement is the listener's to give. */
export const isRepliedTo = ({ type }: Payload): boolean => type !== undefined && REPLIED_TO.has(type)

const OPEN_MODALS = new Set(['block_actions', 'shortcut', 'message_action'])

/** Whether the work may open a modal: its trigger_id expires after three seconds. */
export const opensModal = ({ type }: Payload): boolean => type !== undefined && OPEN_MODALS.has(type)

/** Whether it may get a reply: what people say to each other in a channel, outside of threads, gets none. */
export const mayGetReply = ({ event }: Payload): boolean =>
  event?.type !== 'message' || event.channel_type === 'im' || event.thread_ts !== undefined

const SURFACES: Readonly<Record<string, string>> = {
  app_mention: 'mention',
  message: 'message',
  app_home_opened: 'home',
  link_shared: 'link',
  function_executed: 'step',
  block_actions: 'button',
  view_submission: 'form',
  block_suggestion: 'suggestion',
  message_action: 'shortcut',
  shortcut: 'shortcut',
}

/** The way in, as a name of which there are few. */
export function surfaceOf({ event, command, type }: Payload): string {
  return command === undefined ? (SURFACES[event?.type ?? type ?? ''] ?? 'other') : 'command'
}
