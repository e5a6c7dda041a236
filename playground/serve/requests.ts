import { Hono } from 'hono'
import { z } from 'zod'
import { openApp, press, shortcut, suggest } from '../deliver/interact.ts'
import { back, closeAll, submit } from '../deliver/modals.ts'
import { deleteMessage, edit, say } from '../deliver/say.ts'
import { channelOf, type Stage, type User, userOf } from '../deliver/user.ts'
import type { Recorder } from '../inspector/recorder.ts'
import type { StateValues } from '../show/controls.ts'
import type { SetScene } from '../show/scenes.ts'

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

/** What the page may request. A malformed body throws z.ZodError, a person or place that does not exist UnknownHere. */
export function createRequests(stage: Stage, setScene: SetScene, recorder: Recorder): Hono {
  const { state, emulator } = stage
  const { people, channels } = emulator.cast
  const app = new Hono()

  function on<Body extends z.ZodType>(
    path: string,
    body: Body,
    answer: (asked: z.infer<Body>, signal: AbortSignal) => unknown,
  ): void {
    app.post(path, async (c) => {
      const answered = await answer(body.parse(await c.req.json()), c.req.raw.signal)
      return c.json((answered as object | undefined) ?? {})
    })
  }
  /** The same for what a person does: `as` names them. */
  function onAct<Shape extends z.ZodRawShape>(
    path: string,
    shape: Shape,
    act: (user: User, asked: z.infer<z.ZodObject<Shape>>) => unknown,
  ): void {
    const Body = z
      .looseObject({ as: id })
      .transform(({ as, ...asked }) => ({ as, asked: z.object(shape).parse(asked) }))
    on(path, Body, ({ as, asked }) => act(userOf(stage, as), asked))
  }
  on('/start', z.object({}), () => {
    // In Slack, too, reloading the page closes the modals.
    state.modals.clear()
    return { as: people[0]?.id, place: channels[0]?.id }
  })
  on(
    '/scene',
    z.object({ as: id, place: id, thread, known: z.number().default(-1) }),
    async ({ known, ...look }, signal) => {
      await state.change(known, signal)
      return setScene(look)
    },
  )
  on('/exchange', z.object({ id: z.number() }), ({ id }) => recorder.exchanges().find((one) => one.id === id))
  on('/clear', z.object({}), () => recorder.clear())
  onAct('/say', { place: id, thread, typed }, (user, { place, typed, thread }) => say(user, place, typed, thread))
  onAct('/edit', { place: id, ts: id, typed }, (user, { place, ts, typed }) => edit(user, place, ts, typed))
  onAct('/delete', { place: id, ts: id }, (user, { place, ts }) => deleteMessage(user, place, ts))
  onAct('/press', { surface, action, values }, (user, { surface, action, values }) =>
    press(user, surface, action, values as StateValues),
  )
  onAct('/suggest', { surface, select: z.object(block), typed: z.string().max(200) }, (user, asked) =>
    suggest(user, asked.surface, asked.select, asked.typed),
  )
  onAct('/shortcut', { id, on: message.optional() }, (user, { id, on }) => shortcut(user, id, on))
  onAct('/open', { tab: z.enum(['home', 'messages']) }, (user, { tab }) => openApp(user, tab))
  onAct('/submit', { id, values }, (user, { id, values }) => submit(user, id, values as StateValues))
  onAct('/back', { id }, (user, { id }) => back(user, id))
  onAct('/close', {}, closeAll)
  onAct('/invite', { place: id }, (user, { place }) => {
    state.botIn.add(channelOf(user, place).id)
    state.changed()
  })
  return app
}
