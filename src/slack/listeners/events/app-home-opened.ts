import type { App } from '@slack/bolt'
import { homeView, NEWEST_SHOWN } from '../../blocks/home.ts'
import { orApologise } from '../../or-apologise.ts'
import type { Services } from '../../services.ts'

/** Draws the App Home anew each time that somebody opens it. */
export function listenToAppHomeOpened(app: App, { corpus, log }: Services): void {
  app.event('app_home_opened', async ({ client, event }) => {
    if (event.tab !== 'home') return
    await orApologise(
      log,
      'event.app_home_opened',
      () => client.views.publish({ user_id: event.user, view: homeView(corpus.size(), corpus.newest(NEWEST_SHOWN)) }),
      ({ blocks }) => client.views.publish({ user_id: event.user, view: { type: 'home', blocks } }),
    )
  })
}
