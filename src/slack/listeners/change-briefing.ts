import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { BriefingItem } from '../../answering/briefing.ts'
import { BRIEFING_EMPTY, BRIEFING_MOVE, BRIEFING_REMOVE, briefingModal, parseMove } from '../blocks/briefing-modal.ts'
import { parseHomeChoice } from '../blocks/home-list.ts'
import { noticeModal } from '../blocks/modals.ts'
import { entriesNow } from '../briefings.ts'
import { orApologise, type Tell } from '../calls/or-apologise.ts'
import { publishHome } from '../calls/publish-home.ts'
import { slackErrorOf } from '../calls/slack-error.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { type Person, personIn } from '../person.ts'
import type { Context } from '../services.ts'

/** Puts a briefing in order, removes a passage or all of them: the modal or the Home is drawn again. */
export function listenToChangeBriefing(app: App, context: Context): void {
  const { briefings, log } = context
  const on = (actionId: string | RegExp, change: (person: Person, value: string) => Promise<readonly BriefingItem[]>) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed }) => {
        await ack()
        const person = personIn(installed, body)
        const { view } = body
        const inModal: Tell[] =
          view?.type === 'modal'
            ? [({ blocks }) => client.views.update({ view_id: view.id, view: noticeModal(blocks) })]
            : []
        await orApologise(
          log,
          'action.briefing',
          async () => {
            const items = await change(person, action.value ?? '')
            if (view?.type === 'home')
              return publishHome(context, client, 'action.briefing', person, parseHomeChoice(view), {
                hash: view.hash,
              })
            await client.views
              .update({
                view_id: view?.id ?? '',
                view: briefingModal(await entriesNow(context, items), context.today()),
                ...(view?.hash !== undefined && { hash: view.hash }),
              })
              .catch((error) => {
                // It was drawn anew meanwhile.
                if (slackErrorOf(error) !== 'hash_conflict') throw error
              })
          },
          ...inModal,
          tellPerson(client, person.user),
        )
      },
    )
  on(BRIEFING_MOVE, async (person, value) => {
    const move = parseMove(value)
    return move ? briefings.move(person, move.name, move.place) : briefings.of(person)
  })
  on(BRIEFING_REMOVE, briefings.remove)
  on(BRIEFING_EMPTY, async (person) => {
    await briefings.empty(person)
    return []
  })
}
