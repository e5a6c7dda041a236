import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { App, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { askPage } from '../../../answering/reply-page.ts'
import { replyModal } from '../../blocks/reply-modal.ts'
import { readSearch, SEARCH_SUBMIT, searchErrors, searchQuestion } from '../../blocks/search-modal.ts'
import { showSoon } from '../../calls/show-modal.ts'
import { plainQuestion } from '../../plain-question.ts'
import type { Context } from '../../services.ts'

/** The search form is sent off: its results open on top of it, so that going back leads to the form as it was. */
export function listenToSearchSubmit(app: App, context: Context): void {
  const { ask, feedback, recent } = context
  app.view(SEARCH_SUBMIT, async ({ ack, body, client, view }) => {
    const search = readSearch(view)
    const errors = searchErrors(search)
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors })
    const work = async () => {
      const question = searchQuestion({ ...search, question: plainQuestion(search.question) })
      recent.add(body.user.id, question)
      return replyModal(await askPage(ask, question), { feedback: feedback !== undefined })
    }
    // The acknowledgement itself pushes the first view; what comes after it changes that view.
    const externalId = `search-${randomUUID()}`
    let pushed = false
    await showSoon(context, 'view.search', work, async (view) => {
      if (pushed) return updatePushed(client, externalId, view)
      pushed = true
      return ack({ response_action: 'push', view: { ...view, external_id: externalId } })
    })
  })
}

const ATTEMPTS = 4
const PAUSE_MS = 300

/** Slack may hear of the update before it has dealt with the acknowledgement that pushed the view. */
async function updatePushed(client: webApi.WebClient, externalId: string, view: ModalView): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await client.views.update({ external_id: externalId, view })
      return
    } catch (error) {
      const { data } = error as { data?: { error?: string } }
      if (data?.error !== 'not_found' || attempts === ATTEMPTS) throw error
      await sleep(PAUSE_MS)
    }
  }
}
