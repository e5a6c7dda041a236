import type { webApi } from '@slack/bolt'
import type { ListChoice } from '../../answering/browse.ts'
import { nameOfOption } from '../blocks/controls.ts'
import { homeView } from '../blocks/home.ts'
import type { Person } from '../person.ts'
import { type Context, statusOf } from '../services.ts'
import { orApologise } from './or-apologise.ts'
import { slackErrorOf } from './slack-error.ts'
import { tellPerson } from './tell-person.ts'

interface PublishOptions {
  /** Which page of the list, from 0: the first by default. */
  page?: number
  /** Publishes only over the view with that hash, so that an older press can't win. */
  hash?: string | undefined
}

/** Draws a person's App Home. The department chosen may be the value of an option. */
export async function publishHome(
  context: Context,
  client: webApi.WebClient,
  event: string,
  person: Person,
  chosen: ListChoice,
  { page = 0, hash }: PublishOptions = {},
): Promise<void> {
  const { browse, suggestions } = context.answering
  await orApologise(
    context.log,
    event,
    async () => {
      const departments = browse.departments().map(({ value }) => value)
      const choice = { ...chosen, department: nameOfOption(chosen.department, departments) }
      const view = homeView({
        list: browse.list(choice, page),
        choice,
        recent: await context.recent.of(person),
        suggestions: await suggestions(),
        ...(await statusOf(context)),
      })
      await client.views.publish({ user_id: person.user, view, ...(hash !== undefined && { hash }) }).catch((error) => {
        // A newer Home was published meanwhile.
        if (slackErrorOf(error) !== 'hash_conflict') throw error
      })
    },
    ({ blocks }) => client.views.publish({ user_id: person.user, view: { type: 'home', blocks } }),
    tellPerson(client, person.user),
  )
}
