import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { replyModal } from '../blocks/modals.ts'
import { parseSearch, SEARCH_SUBMIT, searchErrors, searchQuestion } from '../blocks/search-modal.ts'
import { showSoon } from '../calls/show-modal.ts'
import { slackErrorOf } from '../calls/slack-error.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { personIn } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import { type Context, lookOf } from '../services.ts'

/** A submitted search form: the results open on top of it, so that going back leads to the form as it was. */
export function listenToSearchSubmit(app: App, context: Context): void {
  const { answering, recent } = context
  app.view(SEARCH_SUBMIT, async ({ ack, body, client, context: installed, view }) => {
    const search = parseSearch(view)
    const errors = searchErrors(search)
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors })
    let shown: ReplyPage | undefined
    const work = async () => {
      const question = searchQuestion(answering.parse(plainQuestion(search.question)), search)
      shown = await answering.page(question)
      return replyModal(shown, lookOf(context))
    }
    // The acknowledgement pushes the first view; a later view updates it.
    const externalId = `search-${randomUUID()}`
    let pushed = false
    await showSoon(
      context,
      'view.search',
      work,
      async (view) => {
        if (pushed) return updatePushed(client, externalId, view)
        pushed = true
        return ack({ response_action: 'push', view: { ...view, external_id: externalId } })
      },
      tellPerson(client, body.user.id),
    )
    // Not before the acknowledgement, which must not wait for a database.
    if (shown) await recent.add(personIn(installed, body), shown.reply)
  })
}

const ATTEMPTS = 4
const PAUSE_MS = 300

/** Retries, since Slack may get the update before it has handled the acknowledgement that pushed the view. */
async function updatePushed(client: webApi.WebClient, externalId: string, view: ModalView): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await client.views.update({ external_id: externalId, view })
      return
    } catch (error) {
      if (slackErrorOf(error) !== 'not_found' || attempts === ATTEMPTS) throw error
      await sleep(PAUSE_MS)
    }
  }
}
