import type { App } from '@slack/bolt'
import type { ReplyPage } from '../../answering/reply-page.ts'
import { noticeModal, replyModal } from '../blocks/modals.ts'
import { parseSearch, SEARCH_SUBMIT, searchErrors, searchQuestion } from '../blocks/search-modal.ts'
import { pushOnSubmit } from '../calls/push-on-submit.ts'
import { personIn } from '../person.ts'
import { plainQuestion } from '../plain-question.ts'
import { requestedMessage } from '../requested-message.ts'
import { type Context, lookOf } from '../services.ts'

/** A submitted search form: the results open on top of it. */
export function listenToSearchSubmit(app: App, context: Context): void {
  const { answering, recent } = context
  app.view(SEARCH_SUBMIT, async ({ ack, body, client, context: installed, view }) => {
    const search = parseSearch(view)
    const errors = searchErrors(search)
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors })
    let shown: ReplyPage | undefined
    await pushOnSubmit(context, { ack, body, client }, 'view.search', async () => {
      const question = searchQuestion(answering.parse(plainQuestion(search.question)), search)
      // Behind "asked before", what was typed is a draft, which the form's filters narrow as written ones do.
      const request = answering.request(question.asked)
      if (request.kind === 'asked-before')
        return noticeModal((await requestedMessage(context, personIn(installed, body), request)).blocks)
      shown = await answering.page(question)
      return replyModal(shown, lookOf(context))
    })
    // Not before the acknowledgement, which must not wait for a database.
    if (shown) await recent.add(personIn(installed, body), shown.reply)
  })
}
