import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt'
import type { ListChoice } from '../../answering/browse.ts'
import {
  ALL,
  HOME_CLEAR,
  HOME_DEPARTMENT,
  HOME_EVERY_TOPIC,
  HOME_NEWER,
  HOME_OLDER,
  HOME_TOPIC,
  HOME_YEAR,
  parseHomeChoice,
} from '../blocks/home-list.ts'
import { publishHome } from '../calls/publish-home.ts'
import { personIn } from '../person.ts'
import type { Context } from '../services.ts'

/** The Home's selects, topics and pages: each draws the Home again. */
export function listenToHomeFilters(app: App, context: Context): void {
  const on = (
    actionId: string | RegExp,
    change: (choice: ListChoice, value: string | undefined) => ListChoice,
    pageOf: (value: string | undefined) => number = () => 0,
  ) =>
    app.action<BlockAction<ButtonAction | StaticSelectAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed }) => {
        await ack()
        const pressed = 'selected_option' in action ? action.selected_option?.value : action.value
        const value = pressed === ALL ? undefined : pressed
        const choice = change(parseHomeChoice(body.view ?? {}), value)
        await publishHome(context, client, 'action.home_filters', personIn(installed, body), choice, {
          page: pageOf(value),
          hash: body.view?.hash,
        })
      },
    )
  on(HOME_DEPARTMENT, (choice, department) => ({ ...choice, department }))
  on(HOME_YEAR, (choice, year) => ({ ...choice, year }))
  on(HOME_TOPIC, (choice, topic) => ({ ...choice, topic }))
  on(HOME_EVERY_TOPIC, (choice) => ({ ...choice, topic: undefined }))
  on(HOME_CLEAR, () => ({}))
  for (const actionId of [HOME_NEWER, HOME_OLDER])
    on(
      actionId,
      (choice) => choice,
      (value) => Number.parseInt(value ?? '', 10) || 0,
    )
}
