import type { Scene, SceneMessage } from '../show/scene.ts'
import { TEXTS } from '../texts.ts'
import { makeLive } from './live.ts'
import { make, makeButton } from './make.ts'
import type { Page } from './page.ts'

/** One message, with all that can be done with it. */
export function makeMessage(page: Page, scene: Scene, message: SceneMessage, inThread: boolean): HTMLElement {
  const channel = scene.place.id
  const surface = { kind: 'message', channel, ts: message.ts }
  const body = makeLive(message.body, page.doingAt(surface))
  const unfurls = message.unfurls.map((drawing) =>
    make(
      'aside',
      { class: 'unfurl', aria: { label: TEXTS.unfurled } },
      makeLive(drawing, page.doingAt(surface)).element,
    ),
  )
  const badge = message.isBot && !message.onlyYou ? make('span', { class: 'app-badge' }, TEXTS.app) : undefined
  return make(
    'article',
    { class: message.onlyYou ? 'message only-you' : 'message', data: { ts: message.ts } },
    makeAvatar(message.who, message.isBot),
    make(
      'div',
      { class: 'said' },
      message.onlyYou && make('p', { class: 'whisper' }, TEXTS.onlyYou),
      make(
        'p',
        { class: 'byline' },
        make('strong', {}, message.who),
        badge,
        make('span', { class: 'time' }, message.time),
        message.edited && make('span', { class: 'time' }, TEXTS.edited),
      ),
      body.element,
      ...unfurls,
      message.invite &&
        makeButton(TEXTS.invite(scene.bot), 'plain-button', () => page.act('/invite', { place: channel })),
      !inThread &&
        message.replies > 0 &&
        makeButton(TEXTS.replies(message.replies), 'replies', () => page.go({ thread: message.ts })),
    ),
    !message.onlyYou && makeActions(page, scene, message, inThread),
  )
}

/** A square with somebody's initials. */
function makeAvatar(name: string, isBot: boolean): HTMLElement {
  const initials = isBot ? name.slice(0, 1) : name.replace(/(\w)\w*\s*/g, '$1').slice(0, 2)
  const hue = String([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4)
  return make('span', { class: isBot ? 'avatar bot' : 'avatar', data: { hue }, aria: { hidden: 'true' } }, initials)
}

function makeActions(page: Page, scene: Scene, message: SceneMessage, inThread: boolean): HTMLElement {
  const at = { channel: scene.place.id, ts: message.ts }
  const menu = make(
    'details',
    { class: 'actions' },
    make('summary', { aria: { label: TEXTS.moreActions }, title: TEXTS.moreActions }, '⋯'),
  )
  const item = (label: string, choose: () => void) =>
    makeButton(label, 'menu-item', () => {
      menu.open = false
      choose()
    })
  menu.append(
    make(
      'div',
      { class: 'menu' },
      ...scene.shortcuts.message.map(({ name, id }) => item(name, () => page.act('/shortcut', { id, on: at }))),
      !inThread && item(TEXTS.replyInThread, () => page.go({ thread: message.ts })),
      message.mine && item(TEXTS.edit, () => editInPlace(page, at, message)),
      message.mine && item(TEXTS.delete, () => page.act('/unsay', { place: at.channel, ts: at.ts })),
    ),
  )
  return menu
}

function editInPlace(page: Page, { channel, ts }: { channel: string; ts: string }, { typed }: SceneMessage): void {
  for (const article of document.querySelectorAll(`article[data-ts="${ts}"] > .said`)) {
    const input = make('textarea', { class: 'field', rows: 3, value: typed, aria: { label: TEXTS.edit } })
    const shown = article.querySelector<HTMLElement>('.blocks')
    if (!shown) continue
    const done = () => {
      form.remove()
      shown.hidden = false
    }
    const save = () => {
      done()
      page.act('/edit', { place: channel, ts, typed: input.value })
    }
    const form = make(
      'div',
      { class: 'edit' },
      input,
      makeButton(TEXTS.cancel, 'plain-button', done),
      makeButton(TEXTS.save, 'primary-button', save),
    )
    shown.hidden = true
    shown.after(form)
    input.focus()
  }
}
