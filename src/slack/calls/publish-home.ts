import type { webApi } from '@slack/bolt'
import { type Home, homeView } from '../blocks/home.ts'
import type { Context } from '../services.ts'
import { orApologise } from './or-apologise.ts'

/** Draws a person's App Home; with a `hash`, only over the view of that hash, so that no older press wins. */
export async function publishHome(
  { corpus, keepQuestions, lastUpdated, log, recent }: Context,
  client: webApi.WebClient,
  event: string,
  user: string,
  filter: Home['filter'],
  hash?: string,
): Promise<void> {
  await orApologise(
    log,
    event,
    async () => {
      const view = homeView({
        answers: corpus.newest(),
        filter,
        recent: recent.of(user),
        lastUpdated: await lastUpdated?.().catch(() => undefined),
        keepQuestions,
      })
      return client.views.publish({ user_id: user, view, ...(hash !== undefined && { hash }) }).catch(ignoreOvertaken)
    },
    ({ blocks }) => client.views.publish({ user_id: user, view: { type: 'home', blocks } }),
  )
}

/** A newer Home is there already. */
function ignoreOvertaken(error: { data?: { error?: string } }): void {
  if (error.data?.error !== 'hash_conflict') throw error
}
