import type { Scene } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { AskError, ask } from './ask.ts'
import { makeFrame } from './frame.ts'
import { make } from './make.ts'
import type { Page, Where } from './page.ts'

const RETRY_MS = 1000

const trouble = make('p', { class: 'trouble', role: 'alert', hidden: true })
const where = (await ask<Where>('/start', {})) as Where
let looking = new AbortController()

function say(problem: string | undefined): void {
  trouble.textContent = problem ?? ''
  trouble.hidden = problem === undefined
}

const page: Page = {
  where: () => where,
  go(to) {
    const dm = (id: string | undefined) => id === latest?.dm
    // A conversation with the bot is each person's own.
    if (to.as !== undefined && to.as !== where.as && (where.place === 'home' || dm(where.place)))
      to = { ...to, place: latest?.channels[0]?.id ?? where.place }
    const moved = to.place !== undefined && to.place !== where.place
    Object.assign(where, to)
    looking.abort()
    if (moved && where.place === 'home') page.act('/open', { tab: 'home' })
    if (moved && dm(where.place)) page.act('/open', { tab: 'messages' })
  },
  act: (path, what) => void page.answer(path, what),
  async answer(path, what) {
    try {
      const answer = await ask<never>(path, { as: where.as, ...what })
      say(undefined)
      return answer
    } catch (error) {
      say(error instanceof AskError ? error.message : TEXTS.lost)
      return undefined
    }
  },
  doingAt: (surface) => ({
    press: (path, values, choice) => page.act('/press', { surface, path, values, choice }),
    suggest: async (path, typed) => (await page.answer('/suggest', { surface, path, typed })) ?? [],
  }),
}

let latest: Scene | undefined
const frame = makeFrame(page)
document.body.append(frame.element, trouble)

/** Asks for news for as long as the page is open: each answer comes when something changed. */
for (;;) {
  looking = new AbortController()
  const look = { as: where.as, place: where.place, thread: where.thread }
  const same = latest?.me === look.as && latest.place.id === look.place && latest.thread?.ts === look.thread
  try {
    const scene = await ask<Scene>('/scene', { ...look, known: same ? latest?.version : -1 }, looking.signal)
    if (looking.signal.aborted) continue
    latest = scene
    frame.show(scene)
    say(undefined)
  } catch (error) {
    if (looking.signal.aborted) continue
    say(error instanceof AskError ? error.message : TEXTS.lost)
    await new Promise((done) => setTimeout(done, RETRY_MS))
  }
}
