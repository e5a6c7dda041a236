import { z } from 'zod'
import { openApp, press, shortcut, suggest } from '../deliver/interact.ts'
import { back, closeAll, submit } from '../deliver/modals.ts'
import { edit, say, unsay } from '../deliver/say.ts'
import { channelOf, personOf, type Stage } from '../deliver/stage.ts'
import type { Recorder } from '../inspector/recorder.ts'
import type { SetScene } from '../show/scenes.ts'

const id = z.string().min(1).max(200)
const typed = z.string().trim().min(1).max(12_000)
const values = z.record(z.string(), z.string().max(12_000)).default({})
const surface = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: id, ts: id }),
  z.object({ kind: z.literal('modal'), id }),
  z.object({ kind: z.literal('home') }),
])
const as = id
const place = id

/** What the page may ask, by address. */
const REQUESTS = {
  '/scene': z.object({ as, place, thread: id.optional(), known: z.number().default(-1) }),
  '/start': z.object({}),
  '/say': z.object({ as, place, thread: id.optional(), typed }),
  '/edit': z.object({ as, place, ts: id, typed }),
  '/unsay': z.object({ as, place, ts: id }),
  '/press': z.object({ as, surface, path: id, values, choice: z.string().max(200).default('') }),
  '/suggest': z.object({ as, surface, path: id, typed: z.string().max(200) }),
  '/shortcut': z.object({ as, id, on: z.object({ channel: id, ts: id }).optional() }),
  '/open': z.object({ as, tab: z.enum(['home', 'messages']) }),
  '/submit': z.object({ as, id, values }),
  '/back': z.object({ as, id }),
  '/close': z.object({ as }),
  '/invite': z.object({ as, place }),
  '/exchange': z.object({ id: z.number() }),
  '/clear': z.object({}),
}
type Requests = { [Path in keyof typeof REQUESTS]: z.infer<(typeof REQUESTS)[Path]> }
type Answers = { [Path in keyof Requests]: (asked: Requests[Path], signal: AbortSignal) => unknown }

/** Answers what the page asks; undefined where it asks for nothing that is here. @throws z.ZodError, UnknownHere */
export type AnswerPage = (path: string, body: unknown, signal: AbortSignal) => Promise<unknown>

export function createAnswers(stage: Stage, setScene: SetScene, recorder: Recorder): AnswerPage {
  const { state, emulator } = stage
  const person = (id: string) => personOf(stage, id)
  const answers: Answers = {
    '/start': () => {
      // A page that is loaded anew has no modals, in Slack as here.
      state.modals.clear()
      return { as: emulator.cast.people[0]?.id, place: emulator.cast.channels[0]?.id }
    },
    '/scene': async ({ known, ...look }, signal) => {
      await state.change(known, signal)
      return setScene(look)
    },
    '/say': ({ as, place, thread, typed }) => say(stage, person(as), place, thread, typed),
    '/edit': ({ as, place, ts, typed }) => edit(stage, person(as), place, ts, typed),
    '/unsay': ({ as, place, ts }) => unsay(stage, person(as), place, ts),
    '/press': ({ as, surface, path, values, choice }) => press(stage, person(as), surface, path, values, choice),
    '/suggest': ({ as, surface, path, typed }) => suggest(stage, person(as), surface, path, typed),
    '/shortcut': ({ as, id, on }) => shortcut(stage, person(as), id, on),
    '/open': ({ as, tab }) => openApp(stage, person(as), tab),
    '/submit': ({ as, id, values }) => submit(stage, person(as), id, values),
    '/back': ({ as, id }) => back(stage, person(as), id),
    '/close': ({ as }) => closeAll(stage, person(as)),
    '/invite': ({ as, place }) => {
      state.botIn.add(channelOf(stage, person(as), place).id)
      state.changed()
    },
    '/exchange': ({ id }) => recorder.exchanges().find((one) => one.id === id),
    '/clear': () => recorder.clear(),
  }
  return async (path, body, signal) => {
    if (!isRequest(path)) return undefined
    const answer = answers[path] as (asked: unknown, signal: AbortSignal) => unknown
    return (await answer(REQUESTS[path].parse(body), signal)) ?? {}
  }
}

const isRequest = (path: string): path is keyof Requests => path in REQUESTS
