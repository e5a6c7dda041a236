import { z } from 'zod'
import { emptyInputs, type StateValues } from '../show/controls.ts'
import { withBlockIds } from '../workspace/shapes.ts'
import { modalOf, type User, viewIn } from './user.ts'

/** How the app may answer a submission (docs.slack.dev/surfaces/modals). */
const Response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.enum(['push', 'update']), view: z.record(z.string(), z.unknown()) }),
])

const FAILED = { '': 'We had some trouble connecting. Try again?' }

/** Submits a modal. Returns errors by block id; an error of the whole form has the key ''. */
export async function submit(user: User, id: string, values: StateValues): Promise<Record<string, string>> {
  const { person, triggers, perform } = user
  const view = modalOf(user, id)
  // As in Slack, required fields are checked before the app is told.
  const empty = emptyInputs(withBlockIds(view.blocks), values)
  if (empty.length > 0)
    return Object.fromEntries(empty.map((blockId) => [blockId, 'Please complete this required field.']))

  const { status, body } = await user.send.interaction(view.callback_id ?? '', person, {
    type: 'view_submission',
    trigger_id: await triggers.create(person.id, view.id),
    view: viewIn(view, values),
    response_urls: [],
  })
  if (status !== 200) return FAILED
  const { data } = Response.safeParse(body)
  switch (data?.response_action) {
    case undefined:
      back(user, id)
      return {}
    case 'errors':
      return data.errors
    case 'clear':
      closeAll(user)
      return {}
    case 'update':
      return (await perform('views.update', { view_id: id, view: data.view })).ok ? {} : FAILED
    case 'push': {
      const trigger_id = await triggers.create(person.id, id)
      return (await perform('views.push', { trigger_id, view: data.view })).ok ? {} : FAILED
    }
  }
}

/** Closes a modal; the one under it, if any, is then on top. */
export function back({ state, person }: User, id: string): void {
  const stack = state.modals.get(person.id) ?? []
  const index = stack.findIndex((one) => one.id === id)
  if (index >= 0) state.modals.set(person.id, stack.slice(0, index))
  state.changed()
}

/** Closes all of the user's modals. */
export function closeAll({ state, person }: User): void {
  state.modals.delete(person.id)
  state.changed()
}
