import { Hono } from 'hono'
import { z } from 'zod'
import { openApp, press, shortcut, suggest } from '../deliver/interact.ts'
import { back, closeAll, submit } from '../deliver/modals.ts'
import { deleteMessage, edit, say } from '../deliver/say.ts'
import { channelOf, type Stage, type User, userOf } from '../deliver/user.ts'
import type { Recorder } from '../inspector/recorder.ts'
import type { StateValues } from '../show/controls.ts'
import { changesOnly, sceneOf } from '../show/scene.ts'

const id = z.string().min(1).max(200)
const thread = id.optional()
const typed = z.string().trim().min(1).max(12_000)
const message = z.object({ channel: id, ts: id })
const surface = z.discriminatedUnion('kind', [
  message.extend({ kind: z.literal('message') }),
  z.object({ kind: z.literal('modal'), id }),
  z.object({ kind: z.literal('home') }),
])
const block = { block_id: id, action_id: z.string().max(255) }
/** The app checks field contents, as it must in Slack. */
const values = z.record(z.string(), z.record(z.string(), z.looseObject({ type: id }))).default({})
const action = z.looseObject({ ...block, type: id })

/** The etags of what the page keeps. */
const has = z.array(id).max(1000).default([])

const Anyone = z.object({ as: id })

/** What the page may request. A malformed body throws z.ZodError, a person or place that does not exist UnknownHere. */
export function createRequests(stage: Stage, recorder: Recorder): Hono {
  const { state, emulator } = stage
  const { people } = emulator.cast
  const app = new Hono()

  /** What a person does; `as` in the body names them. */
  function on<Shape extends z.ZodRawShape>(
    path: string,
    shape: Shape,
    act: (user: User, asked: z.infer<z.ZodObject<Shape>>, signal: AbortSignal) => unknown,
  ): void {
    app.post(path, async (c) => {
      const body = await c.req.json()
      const user = userOf(stage, Anyone.parse(body).as)
      const result = await act(user, z.object(shape).parse(body), c.req.raw.signal)
      return typeof result === 'string' ? c.body(result) : c.json((result as object | undefined) ?? {})
    })
  }

  app.post('/start', (c) => {
    // In Slack, too, reloading the page closes the modals.
    state.modals.clear()
    return c.json({ as: people[0]?.id, place: people[0]?.dm })
  })
  on(
    '/scene',
    { place: id, thread, known: z.number().default(-1), has },
    async (user, { known, has, ...look }, signal) => {
      await state.change(known, signal)
      return changesOnly(await sceneOf(user, look, recorder.exchanges()), has)
    },
  )
  on('/clear', {}, recorder.clear)
  on('/say', { place: id, thread, typed }, (user, { place, typed, thread }) => say(user, place, typed, thread))
  on('/edit', { place: id, ts: id, typed }, (user, { place, ts, typed }) => edit(user, place, ts, typed))
  on('/delete', { place: id, ts: id }, (user, { place, ts }) => deleteMessage(user, place, ts))
  on('/press', { surface, action, values }, (user, { surface, action, values }) =>
    press(user, surface, action, values as StateValues),
  )
  on('/suggest', { surface, select: z.object(block), typed: z.string().max(200) }, (user, asked) =>
    suggest(user, asked.surface, asked.select, asked.typed),
  )
  on('/shortcut', { id, on: message.optional() }, (user, { id, on }) => shortcut(user, id, on))
  on('/open', { tab: z.enum(['home', 'messages']) }, (user, { tab }) => openApp(user, tab))
  on('/submit', { id, values }, (user, { id, values }) => submit(user, id, values as StateValues))
  on('/back', { id }, (user, { id }) => back(user, id))
  on('/close', {}, closeAll)
  on('/invite', { place: id }, (user, { place }) => {
    state.botIn.add(channelOf(user, place).id)
    state.changed()
  })
  return app
}
