import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import {
  HOME_DEPARTMENT,
  HOME_EVERY_TOPIC,
  HOME_NEWER,
  HOME_OLDER,
  HOME_TOPIC,
  HOME_YEAR,
  type HomeChoice,
  parseHomeChoice,
} from '../blocks/home-list.ts'
import { publishHome } from '../calls/publish-home.ts'
import type { Context } from '../services.ts'

/** The Home's selects, topics and pages: each draws the Home again. */
export function listenToHomeFilters(app: App, context: Context): void {
  const on = (actionId: string | RegExp, change: (choice: HomeChoice, value: string) => HomeChoice) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client }) => {
        await ack()
        const choice = change(parseHomeChoice(body.view ?? {}), action.value ?? '')
        await publishHome(context, client, 'action.home_filters', body.user.id, choice, body.view?.hash)
      },
    )
  on(HOME_DEPARTMENT, (choice) => choice)
  on(HOME_YEAR, (choice) => choice)
  on(HOME_TOPIC, (choice, value) => ({ ...choice, topic: value }))
  on(HOME_EVERY_TOPIC, (choice) => ({ ...choice, topic: undefined }))
  for (const actionId of [HOME_NEWER, HOME_OLDER])
    on(actionId, (choice, value) => ({ ...choice, page: Math.max(0, Number.parseInt(value, 10) || 0) }))
}
