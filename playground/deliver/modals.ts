import { z } from 'zod'
import { TEXTS } from '../texts.ts'
import type { Person } from '../workspace/cast.ts'
import { SlackView } from '../workspace/shapes.ts'
import { controlsOf, type Values } from './controls.ts'
import { interactionPayload, viewIn } from './payloads.ts'
import { type Stage, UnknownHere } from './stage.ts'

/** What an acknowledgement of a form may ask for (docs.slack.dev/surfaces/modals). */
const Response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.enum(['push', 'update']), view: z.record(z.string(), z.unknown()) }),
])
const Made = z.object({ view: SlackView })

/** Sends a modal off. Gives what is wrong, by block id; under an empty name what is wrong with the whole. */
export async function submit(
  stage: Stage,
  person: Person,
  id: string,
  values: Values,
): Promise<Record<string, string>> {
  const view = modalOf(stage, person, id)
  const empty = unfilled(view, values)
  if (Object.keys(empty).length > 0) return empty

  const { emulator, state, triggers } = stage
  const payload = interactionPayload(emulator.cast, 'view_submission', person, {
    trigger_id: await triggers.create(person.id, view.id),
    view: viewIn(view, values),
    response_urls: [],
  })
  const about = view.callback_id ?? ''
  const { status, body } = await stage.postToApp('view_submission', about, payload, 'interaction')
  if (status !== 200) return { '': TEXTS.noSubmitAnswer }
  const { data: response } = Response.safeParse(body)
  if (!response) {
    back(stage, person, id)
    return {}
  }
  switch (response.response_action) {
    case 'errors':
      return response.errors
    case 'clear':
      state.modals.delete(person.id)
      break
    case 'update': {
      const args = { view_id: view.id, view: response.view }
      const made = Made.safeParse(await emulator.call(emulator.cast.bot.token, 'views.update', args))
      if (!made.success) return { '': TEXTS.noSubmitAnswer }
      const { view: changed } = made.data
      state.modals.set(
        person.id,
        stackOf(stage, person).map((one) => (one.id === view.id ? changed : one)),
      )
      break
    }
    case 'push': {
      const args = { trigger_id: await triggers.create(person.id, view.id), view: response.view }
      const made = Made.safeParse(await emulator.call(emulator.cast.bot.token, 'views.push', args))
      if (!made.success) return { '': TEXTS.noSubmitAnswer }
      state.modals.set(person.id, [...stackOf(stage, person), made.data.view])
      break
    }
  }
  state.changed()
  return {}
}

/** Goes back from a modal to the one under it, if there is one. */
export function back({ state }: Stage, person: Person, id: string): void {
  const stack = state.modals.get(person.id) ?? []
  const index = stack.findIndex((one) => one.id === id)
  if (index >= 0) state.modals.set(person.id, stack.slice(0, index))
  state.changed()
}

/** Closes all of a person's modals. */
export function closeAll({ state }: Stage, person: Person): void {
  state.modals.delete(person.id)
  state.changed()
}

const stackOf = ({ state }: Stage, person: Person) => state.modals.get(person.id) ?? []

function modalOf(stage: Stage, person: Person, id: string): SlackView {
  const view = stackOf(stage, person).find((one) => one.id === id)
  if (!view) throw new UnknownHere('that form is gone')
  return view
}

/** Slack asks for the fields that are not optional before it tells the app. */
function unfilled({ blocks }: SlackView, values: Values): Record<string, string> {
  const empty = controlsOf(blocks).filter(({ input, path }) => input && !input.optional && (values[path] ?? '') === '')
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, TEXTS.required]))
}
