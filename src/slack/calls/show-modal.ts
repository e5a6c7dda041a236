import type { BlockAction, GlobalShortcut, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { noticeModal, waitingModal } from '../blocks/reply-modal.ts'
import type { Context } from '../services.ts'
import { orApologise } from './or-apologise.ts'

/** A trigger_id lives three seconds: what takes longer than this gets a modal that waits. */
const PATIENCE_MS = 400

type Pressed = BlockAction | GlobalShortcut
type Show = (view: ModalView) => Promise<unknown>

/**
 * Shows the view that the work gives as `showSoon` does: in a modal of its own, on top of the modal in which the press
 * was made, or in the place of that where Slack stacks no further.
 */
export async function showModal(
  context: Context,
  client: webApi.WebClient,
  pressed: Pressed,
  event: string,
  work: () => ModalView | Promise<ModalView>,
): Promise<void> {
  await showSoon(context, event, work, modal(client, pressed))
}

/** Shows what the work gives, by `show`; where that takes long, a view that waits first; where it fails, the apology. */
export async function showSoon(
  { log }: Context,
  event: string,
  work: () => ModalView | Promise<ModalView>,
  show: Show,
): Promise<void> {
  await orApologise(
    log,
    event,
    async () => {
      const view = Promise.resolve().then(work)
      if (!(await settledWithin(view, PATIENCE_MS))) await show(waitingModal())
      await show(await view)
    },
    ({ blocks }) => show(noticeModal(blocks)),
  )
}

function modal(client: webApi.WebClient, pressed: Pressed): Show {
  const under = 'view' in pressed && pressed.view?.type === 'modal' ? pressed.view : undefined
  let id = under && isThird(under) ? under.id : undefined
  return async (view) => {
    if (id !== undefined) return client.views.update({ view_id: id, view })
    const first = { trigger_id: pressed.trigger_id, view }
    const opened = await (under ? client.views.push(first) : client.views.open(first))
    id = opened.view?.id
    return opened
  }
}

/** Slack stacks three views: the first is its own root, the second stands on the root. */
function isThird({ previous_view_id: previous, root_view_id: root }: NonNullable<BlockAction['view']>): boolean {
  return previous !== null && previous !== undefined && previous !== root
}

async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), ms)
  })
  const settled = work.then(
    () => true,
    () => true,
  )
  return Promise.race([settled, late]).finally(() => clearTimeout(timer))
}
