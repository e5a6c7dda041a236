import type { webApi } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import { briefingEntry } from '../../answering/briefing.ts'
import type { ListChoice } from '../../answering/browse.ts'
import { briefingInHome } from '../blocks/briefing-modal.ts'
import { nameOfOption } from '../blocks/controls.ts'
import { gapsInHome } from '../blocks/gap-list.ts'
import { homeView } from '../blocks/home.ts'
import type { Person } from '../person.ts'
import { type Context, gapsFor, statusOf } from '../services.ts'
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
        briefing: await orNothing(context, event, async () => {
          const items = await context.briefings.of(person)
          const entries = items.map((item) => briefingEntry(item, context.answering))
          return briefingInHome(entries, context.today())
        }),
        gaps: await orNothing(context, event, async () => {
          const shown = await gapsFor(context, person)
          return shown ? gapsInHome(shown) : []
        }),
        follows: await context.follows.ofPerson(person).catch((error) => {
          context.log.warn('follow.not_read', { error: String(error) })
          return []
        }),
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

/** A part of the Home that needs the state; the Home goes without it if that fails. */
async function orNothing({ log }: Context, event: string, draw: () => Promise<KnownBlock[]>): Promise<KnownBlock[]> {
  try {
    return await draw()
  } catch (error) {
    log.error(`${event}.left_out`, error)
    return []
  }
}
