import type { App, BlockAction, ButtonAction, GlobalShortcut, StaticSelectAction, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { noticeModal, waitingModal } from '../blocks/modals.ts'
import { EPHEMERAL } from '../blocks/text.ts'
import { type Person, personIn } from '../person.ts'
import type { Context } from '../services.ts'
import { orApologise, type Tell } from './or-apologise.ts'
import { tellPerson } from './tell-person.ts'

/** A trigger_id expires after three seconds, so slower work opens a waiting modal first. */
const PATIENCE_MS = 400

/** A command, a shortcut or a press that opens a view. */
type Pressed = Pick<BlockAction | GlobalShortcut, 'trigger_id'> & {
  user: { id: string }
  response_url?: string
  view?: BlockAction['view']
}
type Show = (view: ModalView) => Promise<unknown>

/**
 * Acknowledges each press of a control, and shows the view that `work` gives for it. `value` is that of the button or of
 * the option chosen, '' if it has none. Failures are logged as `event`.
 */
export function showModalOnPress(
  app: App,
  context: Context,
  control: { actionId: string | RegExp; event: string },
  work: (
    value: string,
    pressed: BlockAction,
    person: Person,
    client: webApi.WebClient,
  ) => ModalView | Promise<ModalView>,
): void {
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(
    { type: 'block_actions', action_id: control.actionId },
    async ({ ack, action, body, client, context: installed }) => {
      await ack()
      const value = 'selected_option' in action ? action.selected_option?.value : action.value
      await showModal(context, client, body, control.event, () =>
        work(value ?? '', body, personIn(installed, body), client),
      )
    },
  )
}

/** Shows a view as `showSoon` does: opens a modal, pushes onto the one that was pressed in, or updates it at Slack's limit of three. */
export async function showModal(
  context: Context,
  client: webApi.WebClient,
  pressed: Pressed,
  event: string,
  work: () => ModalView | Promise<ModalView>,
): Promise<void> {
  const byPress = pressed.response_url
  const inChannel: Tell[] = byPress
    ? [(apology) => context.postToResponseUrl(byPress, { ...EPHEMERAL, ...apology })]
    : []
  await showSoon(context, event, work, modal(client, pressed), ...inChannel, tellPerson(client, pressed.user.id))
}

/**
 * Shows the view that the work gives; if that takes long, a waiting view first. If it fails, the apology is shown, or goes
 * by the first of `ways` that works where no view can be shown.
 */
export async function showSoon(
  { log }: Context,
  event: string,
  work: () => ModalView | Promise<ModalView>,
  show: Show,
  ...ways: readonly Tell[]
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
    ...ways,
  )
}

function modal(client: webApi.WebClient, pressed: Pressed): Show {
  const under = pressed.view?.type === 'modal' ? pressed.view : undefined
  let id = under && isThird(under) ? under.id : undefined
  return async (view) => {
    if (id !== undefined) return client.views.update({ view_id: id, view })
    const first = { trigger_id: pressed.trigger_id, view }
    const opened = await (under ? client.views.push(first) : client.views.open(first))
    id = opened.view?.id
    return opened
  }
}

/** Slack stacks at most three views; the third is neither the root nor on top of the root. */
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
