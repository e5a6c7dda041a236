import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import {
  HOME_DEPARTMENT,
  HOME_NEWER,
  HOME_OLDER,
  HOME_YEAR,
  type HomeFilter,
  readHomeFilter,
} from '../../blocks/home-filters.ts'
import { HOME_EVERY_TOPIC, HOME_TOPIC } from '../../blocks/home-topics.ts'
import { publishHome } from '../../calls/publish-home.ts'
import type { Context } from '../../services.ts'

/** The Home's selects, topics and pages: each draws the Home anew. */
export function listenToHomeFilters(app: App, context: Context): void {
  const on = (actionId: string | RegExp, change: (filter: HomeFilter, value: string) => HomeFilter) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client }) => {
        await ack()
        const filter = change(readHomeFilter(body.view ?? {}), action.value ?? '')
        await publishHome(context, client, 'action.home_filters', body.user.id, filter, body.view?.hash)
      },
    )
  on(HOME_DEPARTMENT, (filter) => filter)
  on(HOME_YEAR, (filter) => filter)
  on(HOME_TOPIC, (filter, value) => ({ ...filter, topic: value }))
  on(HOME_EVERY_TOPIC, (filter) => ({ ...filter, topic: undefined }))
  for (const actionId of [HOME_NEWER, HOME_OLDER])
    on(actionId, (filter, value) => ({ ...filter, page: Math.max(0, Number.parseInt(value, 10) || 0) }))
}
