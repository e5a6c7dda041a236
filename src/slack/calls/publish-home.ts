import type { webApi } from '@slack/bolt'
import { nameOfOption } from '../blocks/controls.ts'
import { homeView } from '../blocks/home.ts'
import type { HomeChoice } from '../blocks/home-list.ts'
import { type Context, statusOf } from '../services.ts'
import { orApologise } from './or-apologise.ts'
import { slackErrorOf } from './slack-error.ts'

/** Draws a person's App Home; with a `hash` only over the view with that hash, so that an older press can't win. */
export async function publishHome(
  context: Context,
  client: webApi.WebClient,
  event: string,
  user: string,
  { page, ...chosen }: HomeChoice,
  hash?: string,
): Promise<void> {
  const { browse } = context.answering
  await orApologise(
    context.log,
    event,
    async () => {
      const departments = browse.departments().map(({ value }) => value)
      const department = nameOfOption(chosen.department, departments)
      const list = browse.list({ ...chosen, department }, page)
      const recent = context.recent.of(user)
      const view = homeView({ list, choice: { ...chosen, page }, recent, ...(await statusOf(context)) })
      await client.views.publish({ user_id: user, view, ...(hash !== undefined && { hash }) }).catch((error) => {
        // A newer Home was published meanwhile.
        if (slackErrorOf(error) !== 'hash_conflict') throw error
      })
    },
    ({ blocks }) => client.views.publish({ user_id: user, view: { type: 'home', blocks } }),
  )
}
