import { randomUUID } from 'node:crypto'
import type { App } from '@slack/bolt'
import { noticeModal, replyModal, waitingModal } from '../../blocks/reply-modal.ts'
import { readSearch, SEARCH_SUBMIT, searchErrors, searchQuestion } from '../../blocks/search-modal.ts'
import { orApologise } from '../../or-apologise.ts'
import { plainQuestion } from '../../plain-question.ts'
import { askPage } from '../../reply-page.ts'
import type { Context } from '../../services.ts'

/** The search form is sent off: its results open on top of it, so that going back leads to the form as it was. */
export function listenToSearchSubmit(app: App, context: Context): void {
  const { ask, feedback, log, recent } = context
  app.view(SEARCH_SUBMIT, async ({ ack, body, client, view }) => {
    const search = readSearch(view)
    const errors = searchErrors(search)
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors })
    const externalId = `search-${randomUUID()}`
    await ack({ response_action: 'push', view: { ...waitingModal(), external_id: externalId } })
    const show = (view: ReturnType<typeof noticeModal>) => client.views.update({ external_id: externalId, view })
    await orApologise(
      log,
      'view.search',
      async () => {
        const question = searchQuestion({ ...search, question: plainQuestion(search.question) })
        recent.add(body.user.id, question)
        await show(replyModal(await askPage(ask, question), { feedback: feedback !== undefined }))
      },
      ({ blocks }) => show(noticeModal(blocks)),
    )
  })
}
